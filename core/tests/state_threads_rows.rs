//! Threads: the text of outputs, the rows of everything else, and gaps.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api::Threads;
use fleetglass_core::state::log::RowKind;
use fleetglass_core::state::report::Report;
use serde_json::json;
use state_support::threads::{blocked, event, rows, status};
use state_support::{logs, stream};

#[test]
fn the_text_of_an_output_is_the_first_that_is_there() {
    for (body, expect) in [
        (r#"{"text":"a"}"#, "a"),
        (r#"{"type":"response","content":"a\n"}"#, "a"),
        (r#"{"output":"a"}"#, "a"),
        (r#"{"message":"a"}"#, "a"),
        (r#"{"message":{"content":"a"}}"#, "a"),
        (r#"{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}"#, "ab"),
        (r#"{"content":"b","text":"a"}"#, "a"),
        (r#"{"text":null,"content":"a"}"#, "a"),
        (r#"{"unheard":"a"}"#, r#"{"unheard":"a"}"#),
        (r#""a""#, "a"),
        ("a {not json", "a {not json"),
        ("42", "42"),
        (r#"{"text":"a\n\nb\n"}"#, "a |  | b"),
        (r#"{"text":"10%\r90%\rdone"}"#, "done"),
        (r#"{"text":"\u001b[1mbold\u001b[0m"}"#, "bold"),
    ] {
        state_support::check_logs(Threads, &event("output", 5, 0, body), &[&format!("e/t: {expect}")]);
    }
    assert!(logs(&Report::of(&stream(Threads, None, &event("output", 5, 0, r#"{"text":""}"#)))).is_empty());
}

#[test]
fn data_json_may_be_missing_or_json_itself() {
    for (data, expect) in [
        (r#"{"thread_id":"t","data_json":{"text":"a"}}"#, vec!["e/t: a"]),
        (r#"{"thread_id":"t","data_json":null}"#, vec![]),
        (r#"{"thread_id":"t"}"#, vec![]),
    ] {
        let held = stream(Threads, None, &format!(r#"thread_output {{"executionId":"e","data":{data}}}"#));
        assert_eq!((logs(&Report::of(&held)), held.counters().decode_errors), (expect.iter().map(|s| (*s).to_owned()).collect(), 0));
    }
}

#[test]
fn an_output_ends_its_line_unless_it_ends_in_a_carriage_return() {
    let out = |text: &str| event("output", 5, 0, &json!({ "text": text }).to_string());
    for (texts, expect) in
        [(["a", "b"], "a | b"), (["a\n", "b\n"], "a | b"), (["a\r", "b"], "b"), (["a\r", "\nb"], "a | b"), (["a\n\r", "b"], "a | b")]
    {
        state_support::check_logs(Threads, &texts.map(out).concat(), &[&format!("e/t: {expect}")]);
    }
}

#[test]
fn a_rise_of_a_sequence_by_more_than_one_is_a_gap_and_nothing_is_dropped() {
    for (sequences, gaps, expect) in [
        (vec![0, 1, 2, 3], 0, vec![]),
        (vec![42], 0, vec![]),
        (vec![0, 2], 1, vec![(1, 1)]),
        (vec![3, 9, 10, 20], 2, vec![(4, 8), (11, 19)]),
        (vec![5, 0, 1], 0, vec![]),
        (vec![0, 0, 0], 0, vec![]),
        (vec![9, 3, 5], 1, vec![(4, 4)]),
        (vec![i64::MIN, i64::MAX], 1, vec![(i64::MIN + 1, i64::MAX - 1)]),
        (vec![i64::MAX, i64::MIN, i64::MAX], 1, vec![(i64::MIN + 1, i64::MAX - 1)]),
    ] {
        let script: String = sequences.iter().map(|n| event("output", 5, *n, r#"{"text":"x"}"#)).collect();
        let held = stream(Threads, None, &script);
        assert_eq!(held.counters().gaps, gaps, "{sequences:?}");
        assert_eq!(held.logs().iter().map(|(_, log)| log.lines().count()).sum::<usize>(), sequences.len(), "{sequences:?}");
        let shown: Vec<(i64, i64)> = rows(&script)
            .iter()
            .filter_map(|row| match row.kind {
                RowKind::Gap { from, to } => Some((from, to)),
                _ => None,
            })
            .collect();
        assert_eq!(shown, expect, "{sequences:?}");
    }
}

#[test]
fn a_status_has_no_sequence_and_makes_no_gap() {
    let script = event("output", 5, 1, "a") + &status("running", 6, "S") + &event("output", 7, 2, "b");
    assert_eq!(stream(Threads, None, &script).counters().gaps, 0);
}

#[test]
fn each_event_that_is_no_text_is_a_row_of_its_own() {
    for (script, expect) in [
        (event("tool_use", 5, 0, r#"{"tool":"Bash","description":"ls"}"#), ("tool", "ls")),
        (blocked(5), ("blocked", "Go?")),
        (event("auth_required", 5, 0, r#"{"message":"Sign in"}"#), ("blocked", "Sign in")),
        (event("turn_complete", 5, 0, r#"{"output":"All done","confidence":0.9}"#), ("turn", "All done")),
        (event("turn_complete", 5, 0, "{}"), ("turn", "")),
        (event("completed", 5, 0, r#"{"reason":"exit"}"#), ("status", "completed: exit")),
        (event("failed", 5, 0, r#"{"error":"exit 2"}"#), ("failure", "exit 2")),
        (event("stall", 5, 0, r#"{"stallDurationMs":15000}"#), ("status", "")),
        (event("message", 5, 0, r#"{"message":"hello"}"#), ("line", "hello")),
    ] {
        let held = rows(&script);
        let last = held.last().unwrap();
        assert_eq!((last.kind.as_str(), &*last.text, last.at_ms), (expect.0, expect.1, Some(5)), "{script}");
    }
}
