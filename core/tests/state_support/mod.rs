//! What the tests of decoding and state share: scripts of events, and what they add up to as lines.

#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

pub(crate) mod threads;

use fleetglass_core::protocol::Api;
use fleetglass_core::sse::{Frame, Item, Parser};
use fleetglass_core::state::report::{Report, UnitReport};
use fleetglass_core::state::unit::Unit;
use fleetglass_core::state::{Changes, Stream};
use std::path::{Path, PathBuf};

/// The events of a script: one a line, the name, a space, the data.
pub(crate) fn events(script: &str) -> impl Iterator<Item = (&str, &str)> {
    script.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| line.split_once(' ').unwrap_or((line, "")))
}

pub(crate) fn apply(stream: &mut Stream, script: &str, now_ms: u64, changes: &mut Changes) {
    for (event, data) in events(script) {
        stream.apply(Frame { event, data, last_event_id: "" }, now_ms, changes);
    }
}

/// A stream to which a script came, at time 0.
pub(crate) fn stream(api: Api, subject: Option<&str>, script: &str) -> Stream {
    let mut stream = Stream::new(api, subject);
    apply(&mut stream, script, 0, &mut Changes::default());
    stream
}

/// Checks what the units of a stream are after a script: one line a unit, see [`outline`].
#[track_caller]
pub(crate) fn check(api: Api, script: &str, expect: &[&str]) {
    assert_eq!(outline(&Report::of(&stream(api, None, script))), expect, "{script}");
}

/// Checks what units wrote after a script: `unit: line | line`.
#[track_caller]
pub(crate) fn check_logs(api: Api, script: &str, expect: &[&str]) {
    assert_eq!(logs(&Report::of(&stream(api, None, script))), expect, "{script}");
}

/// One line a unit: its depth, kind, id and title, status and what else is there.
pub(crate) fn outline(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    report.units.iter().for_each(|unit| outline_of(unit, 0, &mut lines));
    lines
}

fn outline_of(unit: &UnitReport, depth: usize, lines: &mut Vec<String>) {
    let mut line = format!("{}{} {} \"{}\" {}", "  ".repeat(depth), unit.kind, unit.id, unit.title, unit.status);
    let mut add = |name: &str, value: Option<String>| line.extend(value.map(|value| format!(" {name}={value}")));
    add("word", unit.word.clone());
    add("progress", unit.progress.map(|progress| progress.to_string()));
    add("from", unit.started_ms.map(|ms| ms.to_string()));
    add("to", unit.ended_ms.map(|ms| ms.to_string()));
    add("needs", unit.reason.map(str::to_owned));
    add("ask", unit.ask.clone());
    assert_eq!(unit.needs_human, unit.reason.is_some(), "{}", unit.id);
    lines.push(line);
    unit.children.iter().for_each(|child| outline_of(child, depth + 1, lines));
}

pub(crate) fn logs(report: &Report) -> Vec<String> {
    report.logs.iter().map(|log| format!("{}: {}", log.unit_id, log.lines.join(" | "))).collect()
}

/// The unit of an id.
#[track_caller]
pub(crate) fn unit<'a>(stream: &'a Stream, id: &str) -> &'a Unit {
    stream.units().find(id).and_then(|ix| stream.units().get(ix)).unwrap_or_else(|| panic!("no unit {id}"))
}

/// What a stream adds up to when its bytes come in these chunks.
pub(crate) fn reduce<'a>(api: Api, subject: Option<&str>, chunks: impl IntoIterator<Item = &'a [u8]>) -> Report {
    let (mut stream, mut changes, mut parser) = (Stream::new(api, subject), Changes::default(), Parser::new());
    for chunk in chunks {
        parser.feed(chunk);
        while let Some(item) = parser.next() {
            if let Item::Event(frame) = item {
                stream.apply(frame, 0, &mut changes);
            }
        }
    }
    Report::of(&stream)
}

/// The events of a stream's bytes.
pub(crate) fn frames(bytes: &[u8]) -> Vec<(String, String)> {
    let mut parser = Parser::new();
    parser.feed(bytes);
    let mut frames = Vec::new();
    while let Some(item) = parser.next() {
        if let Item::Event(frame) = item {
            frames.push((frame.event.to_owned(), frame.data.to_owned()));
        }
    }
    frames
}

/// The transcripts written by hand from the documents: `api.what.sse`.
pub(crate) fn transcripts() -> Vec<(Api, PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "sse"))
        .map(|path| (api_of(&path), path.clone(), std::fs::read(&path).unwrap()))
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

/// A transcript by its name without `.sse`.
pub(crate) fn transcript(name: &str) -> (Api, Vec<u8>) {
    let (api, _, bytes) = transcripts().into_iter().find(|(_, path, _)| path.file_stem().is_some_and(|stem| stem == name)).unwrap();
    (api, bytes)
}

fn api_of(path: &Path) -> Api {
    let name = path.file_stem().unwrap().to_str().unwrap();
    Api::from_name(name.split('.').next().unwrap()).unwrap_or_else(|| panic!("{name} begins with no API's name"))
}
