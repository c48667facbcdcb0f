//! The log store against a naive one: rows, their numbers, the merged order, and what is dropped.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_core::state::log::{Limits, Log, Logs, Meta, Row, RowKind};
use fleetglass_core::state::unit::LogIx;
use proptest::collection::vec;
use proptest::prelude::*;

/// A row as it was written: text, time, level, sequence, and the tool of a row that is no line.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    text: String,
    at_ms: Option<i64>,
    level: Option<String>,
    sequence: Option<i64>,
    tool: Option<String>,
}

impl Told {
    fn of(row: Row<'_>) -> Self {
        let tool = match row.kind {
            RowKind::Tool { tool } => Some(tool.clone()),
            _ => None,
        };
        let (text, level) = (row.text.to_owned(), row.level.map(str::to_owned));
        Self { text, at_ms: row.at_ms, level, sequence: row.sequence, tool }
    }
}

#[derive(Debug, Clone)]
enum Step {
    /// Lines of one log: how many, how long, and what comes with them.
    Lines(usize, usize, usize, Told),
    Tool(usize, Told),
    Restart(usize),
    Clear(usize),
    Evict(usize),
}

fn told() -> impl Strategy<Value = Told> {
    let at = prop_oneof![
        3 => (0_i64..1_000_000).prop_map(Some),
        1 => Just(None),
        1 => any::<i64>().prop_map(Some),
        1 => Just(Some(i64::MIN)),
        1 => Just(Some(i64::from(i32::MIN))),
    ];
    let level = prop_oneof![3 => Just(None), 2 => "[a-c]".prop_map(Some), 1 => "[a-z]{3}".prop_map(Some)];
    let sequence = prop_oneof![Just(None), (0_i64..99).prop_map(Some), any::<i64>().prop_map(Some)];
    (at, level, sequence, proptest::option::of("[A-Z]{0,4}")).prop_map(|(at_ms, level, sequence, tool)| Told {
        text: String::new(),
        at_ms,
        level,
        sequence,
        tool,
    })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let length = prop_oneof![5 => 0_usize..30, 2 => Just(120), 1 => Just(9_000), 1 => Just(64 * 1024)];
    let step = prop_oneof![
        20 => (0_usize..5, prop_oneof![8 => 1_usize..20, 1 => Just(5_000), 1 => Just(17_000)], length, told())
            .prop_map(|(log, count, length, told)| Step::Lines(log, if length > 200 { count.min(30) } else { count }, length, told)),
        5 => (0_usize..5, told()).prop_map(|(log, told)| Step::Tool(log, told)),
        1 => (0_usize..5).prop_map(Step::Restart),
        1 => (0_usize..5).prop_map(Step::Clear),
        1 => (0_usize..2_000_000).prop_map(Step::Evict),
    ];
    vec(step, 1..40)
}

/// Every row that came, by log and number.
#[derive(Default)]
struct Naive {
    rows: Vec<(LogIx, u64, Told)>,
}

impl Naive {
    fn add(&mut self, logs: &Logs, ix: LogIx, told: Told) {
        let next = self.rows.iter().rev().find(|row| row.0 == ix).map_or(0, |row| row.1 + 1);
        self.rows.push((ix, next, told));
        assert_eq!(logs.get(ix).unwrap().end(), next + 1);
    }
}

fn run(steps: &[Step], limits: Limits) -> (Logs, Naive) {
    let (mut logs, mut naive) = (Logs::default(), Naive::default());
    logs.set_limits(limits);
    for (n, step) in steps.iter().enumerate() {
        let name = |log: &usize| format!("unit {log}");
        match step {
            Step::Lines(log, count, length, told) => {
                let ix = logs.open(&name(log));
                let meta = Meta { at_ms: told.at_ms, level: told.level.as_deref(), sequence: told.sequence };
                let line = format!("{n} {}", "x".repeat(*length));
                let line = &line[..line.len().min(64 * 1024)];
                // Some lines alone, some at once.
                if n % 2 == 0 {
                    (0..*count).for_each(|_| logs.write(ix, line, meta));
                } else {
                    logs.write_bytes(ix, format!("{line}\n").repeat(*count).as_bytes(), meta);
                }
                let first = logs.get(ix).unwrap().end() - *count as u64;
                for m in 0..*count {
                    naive.rows.push((ix, first + m as u64, Told { text: line.to_owned(), tool: None, ..told.clone() }));
                }
            }
            Step::Tool(log, told) => {
                let ix = logs.open(&name(log));
                let meta = Meta { at_ms: told.at_ms, level: told.level.as_deref(), sequence: told.sequence };
                let tool = told.tool.clone().unwrap_or_default();
                logs.event(ix, RowKind::Tool { tool: tool.clone() }, "does this\nand \x1b[1mthat\x07", meta);
                naive.add(&logs, ix, Told { text: "does this and that".into(), tool: Some(tool), ..told.clone() });
            }
            Step::Restart(log) => {
                if let Some(ix) = logs.find(&name(log)) {
                    logs.restart(ix);
                    assert_eq!((logs.get(ix).unwrap().rows().len(), logs.get(ix).unwrap().evicted()), (0, 0));
                }
            }
            Step::Clear(log) => logs.clear(&name(log)),
            Step::Evict(bytes) => logs.evict(*bytes),
        }
    }
    (logs, naive)
}

fn agree(logs: &Logs, naive: &Naive) {
    assert_eq!(logs.end(), naive.rows.len() as u64);
    let held = |ix: LogIx, number: u64| logs.get(ix).unwrap().dropped() <= number;
    for (number, (ix, row, told)) in naive.rows.iter().enumerate().skip(logs.start() as usize).step_by(7) {
        let entry = logs.entry(number as u64).unwrap();
        let expect = held(*ix, *row).then(|| told.clone());
        assert_eq!((entry.0, entry.1, entry.2.map(Told::of)), (*ix, *row, expect), "{number}");
    }
    for from in [0, logs.start(), (logs.start() + logs.end()) / 2, logs.end().saturating_sub(1)] {
        let entries = logs.entries(from).map(|(number, ix, row, held)| (number, ix, row, held.map(Told::of)));
        let expect = naive.rows.iter().enumerate().skip(from.max(logs.start()) as usize);
        let expect = expect.map(|(number, (ix, row, told))| (number as u64, *ix, *row, held(*ix, *row).then(|| told.clone())));
        assert!(entries.eq(expect), "from {from}");
    }
    assert!(naive.rows[..logs.start() as usize].iter().all(|(ix, row, _)| !held(*ix, *row)), "no entry goes before its row");
    for (ix, log) in logs.iter() {
        let rows: Vec<&Told> =
            naive.rows.iter().filter(|(of, number, _)| *of == ix && *number >= log.dropped()).map(|(.., told)| told).collect();
        assert!(log.rows().map(Told::of).eq(rows.iter().copied().cloned()));
        assert!(log.rows().rev().map(Told::of).eq(rows.iter().rev().copied().cloned()));
        assert_eq!((log.rows().len(), log.end() - log.dropped()), (rows.len(), rows.len() as u64));
        let (mut numbers, mut text) = (log.dropped(), String::new());
        for chunk in log.texts(0) {
            assert_eq!(chunk.rows().start, numbers);
            numbers = chunk.rows().end;
            text += chunk.text();
            for number in chunk.rows().step_by(11) {
                let range = chunk.range(number).unwrap();
                assert_eq!(&chunk.text()[range.clone()], log.row(number).unwrap().text);
                assert_eq!((chunk.row_at(range.start), chunk.row_at(range.end)), (number, number));
            }
        }
        assert_eq!((numbers, text), (log.end(), rows.iter().map(|told| format!("{}\n", told.text)).collect::<String>()));
    }
}

fn texts(log: &Log) -> Vec<(String, String)> {
    log.rows().map(|row| (row.text.to_owned(), format!("{:?} {:?}", row.kind, row.spans))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_entries_and_numbers_are_those_of_a_naive_store(steps in steps()) {
        let (logs, naive) = run(&steps, Limits::default());
        agree(&logs, &naive);
    }

    #[test]
    fn what_is_dropped_changes_no_number(steps in steps(), log in 1_usize..2_000_000, page in 1_usize..3_000_000) {
        let (logs, naive) = run(&steps, Limits { log, page });
        agree(&logs, &naive);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_split_anywhere_give_the_same_rows(
        parts in vec(prop_oneof![
            "[a-zé✓🦀 ]{0,6}".prop_map(String::into_bytes),
            vec(any::<u8>(), 0..5),
            Just(b"\x1b[31m".to_vec()),
            Just(b"\x1b[38;2;1;2;3m".to_vec()),
            Just(b"\x1b[0m".to_vec()),
            Just("\x1b]8;;https://x.example/é\x1b\\".as_bytes().to_vec()),
            Just(b"\x1b]8;;\x07".to_vec()),
            Just(b"\xe2\x9c".to_vec()),
            Just(b"\xf0\x9f\xa6".to_vec()),
            Just(b"\xc2\x9b".to_vec()),
            Just(b"\r".to_vec()),
            Just(b"\n".to_vec()),
            Just(b"\x08".to_vec()),
        ], 0..20),
        at in any::<proptest::sample::Index>(),
    ) {
        let bytes = parts.concat();
        let write = |pieces: &[&[u8]]| {
            let mut logs = Logs::default();
            let ix = logs.open("u");
            pieces.iter().for_each(|piece| logs.write_bytes(ix, piece, Meta::default()));
            texts(logs.get(ix).unwrap())
        };
        let whole = write(&[&bytes]);
        let at = at.index(bytes.len() + 1);
        prop_assert_eq!(&write(&[&bytes[..at], &bytes[at..]]), &whole);
        prop_assert_eq!(&write(&bytes.chunks(1).collect::<Vec<_>>()), &whole);
        prop_assert!(whole.iter().all(|(text, _)| !text.chars().any(|c| c.is_control() && c != '\t')));
        let text = String::from_utf8_lossy(&bytes);
        prop_assert_eq!(&write(&[text.as_bytes(), b"\n"]), &write(&[&bytes, b"\n"]), "what is no character becomes U+FFFD");
    }

    #[test]
    fn no_control_is_in_any_row(text in ".{0,30}", kind: bool) {
        let mut logs = Logs::default();
        let ix = logs.open("u");
        if kind {
            logs.event(ix, RowKind::Failure, &text, Meta::default());
        } else {
            logs.write(ix, &text, Meta::default());
        }
        prop_assert!(logs.get(ix).unwrap().rows().all(|row| !row.text.chars().any(|c| c.is_control() && c != '\t')));
    }
}

#[test]
fn a_line_goes_on_in_the_next_chunk_with_its_styles_and_links() {
    let mut logs = Logs::default();
    let ix = logs.open("u");
    let mut expect = Vec::new();
    for n in 0..60_u32 {
        // More looks than a chunk can hold, in lines that do not divide its length.
        let line: String =
            (0..700).map(|m| format!("\x1b[38;2;{n};{};{}m{m}\x1b]8;;https://x.example/{}\x07,", m / 256, m % 256, m / 9)).collect();
        let half = line.floor_char_boundary(line.len() / 2);
        logs.write_bytes(ix, &line.as_bytes()[..half], Meta { at_ms: Some(1), ..Meta::default() });
        logs.write_bytes(ix, &line.as_bytes()[half..], Meta { at_ms: Some(i64::MAX), ..Meta::default() });
        logs.write_bytes(ix, b"\x1b]8;;\x07\n", Meta { at_ms: Some(i64::MAX), ..Meta::default() });
        let mut alone = Logs::default();
        let other = alone.open("u");
        alone.write(other, &line, Meta::default());
        expect.extend(texts(alone.get(other).unwrap()));
    }
    let log = logs.get(ix).unwrap();
    assert!(texts(log) == expect && log.texts(0).count() > 10);
    assert!(log.rows().all(|row| row.at_ms == Some(i64::MAX) && row.spans.iter().count() > 700));
}

#[test]
fn the_end_of_an_open_line_keeps_when_it_came() {
    let mut logs = Logs::default();
    let ix = logs.open("u");
    logs.write(ix, "10%\r", Meta { at_ms: Some(5), level: Some("info"), sequence: Some(7) });
    assert!(logs.get(ix).unwrap().is_open());
    logs.end_line(ix);
    let row = logs.get(ix).unwrap().row(0).unwrap();
    assert_eq!((row.text, row.at_ms, row.level, row.sequence), ("10%", Some(5), Some("info"), Some(7)));
    assert!(!logs.get(ix).unwrap().is_open());
}

#[test]
fn an_open_line_that_is_dropped_goes_on_as_a_new_row() {
    let mut logs = Logs::default();
    let (ix, other) = (logs.open("u"), logs.open("v"));
    logs.write(ix, "10%\r", Meta::default());
    logs.write(other, "newer\n", Meta::default());
    logs.evict(usize::MAX);
    assert_eq!(logs.get(ix).unwrap().rows().len(), 0);
    logs.write(ix, "20%\n", Meta::default());
    assert_eq!((logs.get(ix).unwrap().row(1).unwrap().text, logs.start(), logs.end()), ("20%", 1, 3));
}

#[test]
fn half_a_character_before_another_output_is_shown_as_one_that_is_broken() {
    let mut logs = Logs::default();
    let ix = logs.open("u");
    logs.write_bytes(ix, b"a\xe2\x9c", Meta::default());
    logs.write(ix, "b\n", Meta::default());
    assert_eq!(logs.get(ix).unwrap().lines().collect::<Vec<_>>(), ["a\u{fffd}b"]);
}

#[test]
fn an_event_too_long_is_cut_and_says_so() {
    let mut logs = Logs::default();
    let ix = logs.open("u");
    logs.event(ix, RowKind::Failure, &"é".repeat(1_000_000), Meta::default());
    let text = logs.get(ix).unwrap().row(0).unwrap().text;
    assert!(text.ends_with("é…") && text.len() < 65 * 1024);
}
