//! Logs: open lines, rows of their own, the merged order, and what is dropped.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::threads::ThreadEvent;
use fleetglass_core::sse::Frame;
use fleetglass_core::state::log::Limits;
use fleetglass_core::state::{Changes, EventLog, Stream};
use serde_json::json;

/// A runner's stream to which these texts came, each for a step.
fn written(texts: &[(u64, &str)]) -> Stream {
    let (mut stream, mut changes) = (Stream::new(Api::Runner, None), Changes::default());
    texts.iter().for_each(|(step, text)| write(&mut stream, &mut changes, *step, text));
    stream
}

fn write(stream: &mut Stream, changes: &mut Changes, step: u64, text: &str) {
    let data = json!({"runId": "r", "jobId": "j", "stepNumber": step, "line": text}).to_string();
    stream.apply(Frame { event: "step.log", data: &data, last_event_id: "" }, 0, changes);
}

fn merged(stream: &Stream) -> Vec<String> {
    let logs = stream.logs();
    (logs.start()..logs.end())
        .filter_map(|number| {
            let (log, _, row) = logs.entry(number)?;
            Some(format!("{}: {}", logs.get(log)?.unit_id, row?.text))
        })
        .collect()
}

#[test]
fn an_open_line_is_one_row_that_changes_until_it_ends() {
    let check = |texts: &[&str], expect: &[&str]| {
        let stream = written(&texts.iter().map(|text| (1, *text)).collect::<Vec<_>>());
        let log = stream.logs().find("r/j/1").and_then(|ix| stream.logs().get(ix)).unwrap();
        assert_eq!(log.lines().collect::<Vec<_>>(), expect, "{texts:?}");
        assert_eq!(merged(&stream).len(), expect.len(), "{texts:?}: the merged order names a row once");
    };
    check(&["10%\r", "20%\r", "30%\r"], &["30%"]);
    check(&["10%\r", "20%\n", "done\n"], &["20%", "done"]);
    check(&["10%\r", "\n"], &["10%"]);
    check(&["a\nb\r", "c\n"], &["a", "c"]);
    check(&["a", "b"], &["a", "b"]);
    check(&["\n", "\n"], &["", ""]);
    check(&["", "\r", "a\n"], &["a"]);
}

#[test]
fn an_event_ends_the_open_line_where_it_stands() {
    let mut stream = Stream::new(Api::Threads, None);
    let mut send = |kind: &str, body: &str| {
        let data = json!({"executionId": "e", "threadId": "t", "data": {"data_json": body}}).to_string();
        stream.apply(Frame { event: &format!("thread_{kind}"), data: &data, last_event_id: "" }, 0, &mut Changes::default());
    };
    send("output", r#"{"text":"10%\r"}"#);
    send("tool_use", r#"{"tool":"Bash","description":"ls"}"#);
    send("output", r#"{"text":"20%\n"}"#);
    assert_eq!(merged(&stream), ["e/t: 10%", "e/t: ls", "e/t: 20%"]);
}

#[test]
fn the_merged_order_is_the_order_in_which_rows_came() {
    let stream = written(&[(1, "a\nb\n"), (2, "c\n"), (1, "d\n"), (3, "e\r"), (2, "f\n"), (3, "g\n")]);
    assert_eq!(merged(&stream), ["r/j/1: a", "r/j/1: b", "r/j/2: c", "r/j/1: d", "r/j/3: g", "r/j/2: f"]);
}

const MB: usize = 1 << 20;

fn limited(log: usize, page: usize) -> Stream {
    let mut stream = Stream::new(Api::Runner, None);
    stream.limit_logs(Limits { log, page });
    stream
}

#[test]
fn a_log_keeps_its_last_rows_and_says_how_many_it_dropped() {
    let (mut stream, mut changes) = (limited(4 * MB, 512 * MB), Changes::default());
    write(&mut stream, &mut changes, 1, "other\n");
    let text: String = (0..200_000).map(|n| format!("{n:0>50}\n")).collect();
    write(&mut stream, &mut changes, 2, &text);
    let log = stream.logs().find("r/j/2").and_then(|ix| stream.logs().get(ix)).unwrap();
    let (dropped, held) = (log.dropped(), log.rows().len());
    assert!(log.bytes() <= 4 * MB && log.bytes() > 3 * MB, "{}", log.bytes());
    assert_eq!((dropped + held as u64, log.evicted(), log.end()), (200_000, dropped, 200_000));
    assert_eq!(log.lines().next(), Some(&*format!("{dropped:0>50}")));
    assert_eq!((log.row(dropped - 1), log.row(dropped).map(|row| row.text)), (None, log.lines().next()));
    assert_eq!(stream.logs().entry(0).unwrap().2.map(|row| row.text), Some("other"), "another log is left alone");
    assert_eq!(stream.logs().entry(1).map(|entry| (entry.1, entry.2)), Some((0, None)), "and its place in the merged order too");
}

#[test]
fn a_stream_keeps_its_last_bytes_over_all_logs() {
    let (mut stream, mut changes) = (limited(192 * MB, 8 * MB), Changes::default());
    write(&mut stream, &mut changes, 1, "first\n");
    let text = "\n".repeat(150_000);
    for step in 2..10 {
        write(&mut stream, &mut changes, step, &text);
        assert!(stream.logs().bytes() <= 8 * MB);
    }
    let logs = stream.logs();
    let first = logs.find("r/j/1").and_then(|ix| logs.get(ix)).unwrap();
    assert_eq!((first.rows().len(), first.evicted()), (0, 1), "the oldest row of all went first");
    assert!(logs.start() > 0 && logs.bytes() > 7 * MB);
    assert!((logs.start()..logs.end()).all(|number| logs.entry(number).is_some_and(|(.., row)| row.is_some())));
}

#[test]
fn one_old_row_cannot_hold_the_merged_order_for_ever() {
    let (mut stream, mut changes) = (limited(MB, 3 * MB), Changes::default());
    write(&mut stream, &mut changes, 1, "old\n");
    let text = "x\n".repeat(1_000);
    let mut waited = false;
    for _ in 0..700 {
        write(&mut stream, &mut changes, 2, &text);
        write(&mut stream, &mut changes, 3, &text);
        assert!(stream.logs().bytes() <= 3 * MB);
        waited |= stream.logs().start() == 0 && stream.logs().entry(1).is_some_and(|entry| entry.2.is_none());
    }
    assert!(waited, "entries wait behind the old row");
    assert!(stream.logs().start() > 500_000, "{}", stream.logs().start());
}

#[test]
fn a_page_that_holds_too_much_can_have_the_oldest_back() {
    let (mut stream, mut changes) = (limited(192 * MB, 512 * MB), Changes::default());
    for step in [1, 2, 1, 2] {
        write(&mut stream, &mut changes, step, &"0123456789\n".repeat(100_000));
    }
    let before = stream.logs().bytes();
    stream.evict_logs(2 * MB);
    let freed = before - stream.logs().bytes();
    assert!((2 * MB..3 * MB).contains(&freed), "{freed}");
    let dropped = |step: &str| stream.logs().find(step).and_then(|ix| stream.logs().get(ix)).unwrap().dropped();
    assert!(dropped("r/j/1") > 0 && dropped("r/j/2") == 0 && stream.logs().start() == dropped("r/j/1"));
    stream.evict_logs(usize::MAX);
    assert!(stream.logs().bytes() < 2 * MB);
}

#[test]
fn logs_of_units_that_never_were_are_bounded_too() {
    let (mut stream, mut changes) = (Stream::new(Api::AgentWorkspace, None), Changes::default());
    stream.limit_logs(Limits { log: 192 * MB, page: 32 * MB });
    for n in 0..300_u32 {
        let line = |m: u32| json!({"id": format!("{n}/{m}"), "runId": format!("{n}/{m}/{}", "x".repeat(500)), "message": "x"});
        let data = serde_json::to_string(&(0..100).map(line).collect::<Vec<_>>()).unwrap();
        stream.apply(Frame { event: "fleet_logs", data: &data, last_event_id: "" }, 0, &mut changes);
    }
    assert!(stream.logs().bytes() <= 32 * MB, "{}", stream.logs().bytes());
    assert!(stream.logs().iter().count() < 29_000 && stream.logs().start() > 0, "{}", stream.logs().iter().count());
}

#[test]
fn a_log_in_a_used_place_has_dropped_nothing_of_its_own() {
    let mut stream = written(&[(1, "a\nb\nc\n")]);
    let mut changes = Changes::default();
    let (place, end) = (stream.logs().find("r/j/1").unwrap(), stream.logs().end());
    let root = stream.units().roots()[0];
    stream.dismiss(root, &mut changes);
    assert_eq!(merged(&stream), Vec::<String>::new());
    write(&mut stream, &mut changes, 2, "d\n");
    let log = stream.logs().get(place).unwrap();
    assert_eq!((log.unit_id.as_str(), log.evicted(), log.dropped(), log.lines().collect::<Vec<_>>()), ("r/j/2", 0, 3, vec!["d"]));
    assert!(stream.logs().end() > end, "numbers of the merged order are never used again");
    assert_eq!(merged(&stream), ["r/j/2: d"]);
}

#[test]
fn kept_events_are_bounded_and_read_on_from_a_cursor() {
    let (mut stream, mut changes) = (Stream::new(Api::Threads, Some("e")), Changes::default());
    let mut send = |stream: &mut Stream, n: u32| {
        let data = json!({"executionId": if n == 99 { "other" } else { "e" }, "threadId": n}).to_string();
        stream.apply(Frame { event: "thread_ready", data: &data, last_event_id: "" }, 0, &mut changes);
    };
    send(&mut stream, 0);
    assert!(stream.events::<ThreadEvent>().is_none(), "none is kept before it is asked for");
    stream.keep_events(3);
    let ids =
        |log: &EventLog<ThreadEvent>, cursor: u64| log.since(cursor).map(|event| event.thread_id().unwrap().to_owned()).collect::<Vec<_>>();
    send(&mut stream, 1);
    send(&mut stream, 99);
    let early = stream.events::<ThreadEvent>().unwrap().clone();
    (2..=5).for_each(|n| send(&mut stream, n));
    let log = stream.events::<ThreadEvent>().unwrap();
    assert_eq!((log.len(), log.dropped(), log.cursor(), log.is_empty()), (3, 2, 5, false));
    assert_eq!((ids(log, 0), ids(log, early.cursor()), ids(log, 4), ids(log, 5), ids(log, 99)), {
        let all = ["3", "4", "5"].map(str::to_owned).to_vec();
        (all.clone(), all.clone(), all[2..].to_vec(), vec![], vec![])
    });
    assert_eq!((ids(&early, 0), early.cursor()), (vec!["1".to_owned()], 1), "a clone stays what it was");
}
