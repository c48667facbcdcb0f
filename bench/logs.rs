//! The log store: medians of several rounds, and the longest slice of a search.

use fleetglass_core::state::log::{Logs, Meta, Needle, Search};
use fleetglass_core::state::unit::LogIx;
use std::hint::black_box;

const LINES: usize = 1_000_000;
const LENGTH: usize = 120;
const ROUNDS: usize = 5;
const WINDOW: usize = 60;
/// A slice looks on for this long; a frame has 8 ms for it.
const SLICE_MS: f64 = 7.0;

/// Milliseconds since whenever.
type Clock<'a> = &'a dyn Fn() -> f64;

/// Measures, and hands each result on as a line for people.
pub(crate) fn run(now: Clock<'_>, say: &dyn Fn(&str)) {
    let lines = lines();
    say(&format!("{LINES} lines of {LENGTH} characters; medians of {ROUNDS} rounds"));

    let block: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let painted: Vec<String> = lines.iter().map(|line| format!("\x1b[32m{}\x1b[0m {}", &line[..23], &line[24..])).collect();
    let rate = |ms: f64| format!("{:.1} million lines/s, {:.0} ns a line", LINES as f64 / ms / 1e3, ms * 1e6 / LINES as f64);
    row(say, "append, line by line", &rate(append(now, |logs, ix| each(logs, &[ix], &lines))));
    row(say, "append, two logs in turn", &rate(append(now, |logs, ix| each(logs, &[ix, LogIx(ix.0 + 1)], &lines))));
    row(say, "append, with colours", &rate(append(now, |logs, ix| each(logs, &[ix], &painted))));
    let blocks = LINES / lines.len();
    let bytes = |logs: &mut Logs, ix| (0..blocks).for_each(|_| logs.write_bytes(ix, block.as_bytes(), Meta::default()));
    row(say, "append, bytes in large pieces", &rate(append(now, bytes)));

    let (mut logs, mut merged) = (Logs::default(), Logs::default());
    let ix = logs.open("a");
    each(&mut logs, &[ix], &lines);
    let pair = [merged.open("a"), merged.open("b")];
    each(&mut merged, &pair, &lines);
    let Some(log) = logs.get(ix) else { return };
    let text: usize = log.texts(0).map(|chunk| chunk.text().len() - chunk.rows().count()).sum();
    let memory = |logs: &Logs| {
        let bytes = logs.bytes();
        let beside = (bytes as f64 - text as f64) / LINES as f64;
        format!("{:.1} bytes a line beside {LENGTH} of text, {:.0} MB in all", beside, bytes as f64 / f64::from(1 << 20))
    };
    row(say, "memory, one log", &memory(&logs));
    row(say, "memory, two logs in turn", &memory(&merged));

    let window = |from: u64| (from..from + WINDOW as u64).filter_map(|number| log.row(number)).map(black_box).count();
    let last = log.end() - WINDOW as u64;
    row(say, "first window of 60 rows", &micros(median(now, 1_000, || window(log.dropped()))));
    row(say, "last window of 60 rows", &micros(median(now, 1_000, || window(last))));
    let merged_window = |from: u64| (from..from + WINDOW as u64).filter_map(|number| merged.entry(number)).map(black_box).count();
    row(say, "last window, two logs in turn", &micros(median(now, 1_000, || merged_window(merged.end() - WINDOW as u64))));
    row(say, "all rows, two logs in turn", &millis(median(now, 1, || merged.entries(0).map(black_box).count())));

    for (name, needle) in [
        ("search, a rare word", Needle::new("connection reset by peer", true)),
        ("search, in every line", Needle::new("worker", true)),
        ("search ignoring case, a rare word", Needle::new("Connection Reset By Peer", false)),
        ("search ignoring case, common letters", Needle::new("tion rest", false)),
        ("search ignoring case, in every line", Needle::new("WORKER", false)),
        ("search ignoring case, not ASCII", Needle::new("Verbindung geschloßen", false)),
    ] {
        let mut longest: f64 = 0.0;
        let mut found = Vec::new();
        let ms = median(now, 1, || {
            found.clear();
            let mut search = Search::new(needle.clone());
            loop {
                let start = now();
                let done = search.advance(log, &mut found, || now() - start < SLICE_MS);
                longest = longest.max(now() - start);
                if done {
                    break;
                }
            }
        });
        row(say, name, &format!("{}; longest slice {longest:.1} ms; {} rows", millis(ms), found.len()));
    }
}

/// Returns a million lines in one log.
#[cfg(target_arch = "wasm32")]
pub(crate) fn held() -> Logs {
    let mut logs = Logs::default();
    let ix = logs.open("a");
    each(&mut logs, &[ix], &lines());
    logs
}

fn row(say: &dyn Fn(&str), name: &str, result: &str) {
    say(&format!("{name:36} {result}"));
}

fn millis(ms: f64) -> String {
    format!("{ms:.1} ms")
}

fn micros(ms: f64) -> String {
    format!("{:.1} µs", ms * 1e3)
}

/// Lines as agents and servers write them, one of them rare.
fn lines() -> Vec<String> {
    let words = ["compiled", "fetched", "checked", "linked", "retried", "cached", "uploaded", "resolved"];
    let line = |n: usize| {
        let word = words[n % words.len()];
        let start = format!("2026-03-14T09:{:02}:{:02}.{:03} INFO  worker-{:02} step {n:05}: ", n / 60 % 60, n % 60, n * 7 % 1_000, n % 24);
        let text =
            format!("{start}{word} module src/state/part_{n}.rs in {} ms, {} of 5000 done; queue {:x} ", n % 97, n, n * 2_654_435_761);
        let text = if n == 4_321 { format!("{start}connection reset by peer, trying again ") } else { text };
        text.chars().chain(std::iter::repeat('.')).take(LENGTH).collect()
    };
    (0..5_000).map(line).collect()
}

fn each(logs: &mut Logs, into: &[LogIx], lines: &[String]) {
    for n in 0..LINES {
        let meta = Meta { at_ms: Some(1_795_000_000_000 + n as i64), level: None, sequence: Some(n as i64) };
        logs.write(into[n % into.len()], &lines[n % lines.len()], meta);
    }
}

fn append(now: Clock<'_>, mut write: impl FnMut(&mut Logs, LogIx)) -> f64 {
    median(now, 1, || {
        let mut logs = Logs::default();
        let ix = logs.open("a");
        logs.open("b");
        write(&mut logs, ix);
        logs
    })
}

/// Returns the median of what one of `times` costs, in milliseconds. What `work` returns is dropped outside of the time.
fn median<R>(now: Clock<'_>, times: usize, mut work: impl FnMut() -> R) -> f64 {
    let mut took: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = now();
            let results: Vec<R> = (0..times).map(|_| work()).collect();
            let ms = (now() - start) / times as f64;
            drop(results);
            ms
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[ROUNDS / 2]
}
