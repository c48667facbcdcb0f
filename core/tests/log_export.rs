//! Rows as text, as text for a terminal, and as JSON.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_core::state::log::{Logs, Meta, Row, RowKind, export};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

fn rows(logs: &Logs) -> Vec<Row<'_>> {
    logs.iter().flat_map(|(_, log)| log.rows()).collect()
}

fn written(text: &str) -> Logs {
    let mut logs = Logs::default();
    let ix = logs.open("u");
    logs.write(ix, text, Meta::default());
    logs
}

fn exported(logs: &Logs, write: fn(&Row<'_>, &mut String)) -> String {
    let mut out = String::new();
    rows(logs).iter().for_each(|row| write(row, &mut out));
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_for_a_terminal_reads_the_same_again(parts in vec(prop_oneof![
        "[a-zé✓🦀\t ]{0,6}",
        "[0-9;]{0,12}".prop_map(|codes| format!("\x1b[{codes}m")),
        (0..108_u8).prop_map(|code| format!("\x1b[{code}m")),
        (any::<bool>(), any::<u8>()).prop_map(|(back, n)| format!("\x1b[{};5;{n}m", if back { 48 } else { 38 })),
        (any::<bool>(), any::<[u8; 3]>()).prop_map(|(back, [r, g, b])| format!("\x1b[{};2;{r};{g};{b}m", if back { 48 } else { 38 })),
        "(https://x[.]example/[a-z;]{0,3}|mailto:[a-z]|ftp://x)?".prop_map(|address| format!("\x1b]8;id=1;{address}\x1b\\")),
        Just("\n".to_owned()),
        Just("\x08".to_owned()),
    ], 0..30)) {
        let logs = written(&parts.concat());
        let again = written(&exported(&logs, export::ansi));
        prop_assert_eq!(rows(&again), rows(&logs));
        let plain = written(&exported(&logs, export::text));
        prop_assert!(rows(&plain).iter().map(|row| row.text).eq(rows(&logs).iter().map(|row| row.text)));
        prop_assert!(rows(&plain).iter().all(|row| row.spans.is_empty()));
    }
}

#[test]
fn rows_that_are_no_text_say_what_they_are() {
    let blocked = RowKind::Blocked { options: vec!["y".into(), "n".into()], answered_by_itself: false, sign_in: true };
    for (kind, text, expect, more) in [
        (RowKind::Line { cut: false }, "a \"b\"", "a \"b\"\n", json!({})),
        (RowKind::Tool { tool: "Bash".into() }, "ls", "[tool] Bash  ls\n", json!({"tool": "Bash"})),
        (blocked, "go on?", "[blocked] go on? (y / n)\n", json!({"options": ["y", "n"], "answeredByItself": false, "signIn": true})),
        (RowKind::Answered { after_ms: 9 }, "", "[status] answered after 9 ms\n", json!({"afterMs": 9})),
        (RowKind::Turn { confidence: Some(0.5) }, "done", "[turn] done (0.5)\n", json!({"confidence": 0.5})),
        (RowKind::Status, "ready", "[status] ready\n", json!({})),
        (RowKind::Stall(Some(5.0)), "", "[status] no output for 5 ms\n", json!({"stalledMs": 5.0})),
        (RowKind::Failure, "why", "[failure] why\n", json!({})),
        (RowKind::Gap { from: 3, to: 5 }, "", "[gap] 3 to 5\n", json!({"from": 3, "to": 5})),
        (RowKind::Reconnect { lost_ms: 7 }, "", "[reconnect] after 7 ms\n", json!({"lostMs": 7})),
        (RowKind::Burst, "", "[burst] \n", json!({})),
    ] {
        let mut logs = Logs::default();
        let ix = logs.open("u");
        let meta = Meta { at_ms: Some(12), level: Some("warn"), sequence: Some(-3) };
        match kind.clone() {
            RowKind::Line { .. } => logs.write(ix, text, meta),
            kind => logs.event(ix, kind, text, meta),
        }
        assert_eq!((exported(&logs, export::text).as_str(), exported(&logs, export::ansi).as_str()), (expect, expect));
        let mut json = String::new();
        export::json_line("e/t", &rows(&logs)[0], &mut json);
        let mut fields = json!({"unitId": "e/t", "at": 12, "sequence": -3, "level": "warn", "kind": kind.as_str(), "text": text});
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), fields);
        assert!(json.ends_with("}\n") && json.lines().count() == 1);
    }
}

#[test]
fn what_is_not_known_is_null() {
    let mut json = String::new();
    export::json_line("u", &Row::new(&RowKind::Line { cut: true }, "x"), &mut json);
    let expect = json!({"unitId": "u", "at": null, "sequence": null, "level": null, "kind": "line", "text": "x", "cut": true});
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), expect);
}
