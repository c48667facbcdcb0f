//! Asking a stream of threads for fewer of them: what is left out is unconfirmed, and what was missed is said.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api::Threads;
use fleetglass_core::state::log::RowKind;
use fleetglass_core::state::{Changes, Stream};
use state_support::{apply, unit};

const SAID: &str = r#"thread_output {"executionId":"e","data":{"thread_id":"a","data_json":"hi","sequence":3}}
    thread_output {"executionId":"e","data":{"thread_id":"b","data_json":"hi","sequence":3}}
    thread_completed {"executionId":"e","data":{"thread_id":"c","sequence":3}}"#;
const LATER: &str = r#"thread_output {"executionId":"e","data":{"thread_id":"a","data_json":"ho","sequence":4}}
    thread_output {"executionId":"e","data":{"thread_id":"b","data_json":"ho","sequence":9}}"#;

fn kinds(stream: &Stream, id: &str) -> Vec<RowKind> {
    stream.logs().get(stream.logs().find(id).unwrap()).unwrap().rows().map(|row| row.kind.clone()).collect()
}

const LINE: RowKind = RowKind::Line { cut: false };

#[test]
fn threads_that_are_left_out_are_unconfirmed_and_what_they_missed_is_said_once_they_are_back() {
    let (mut stream, mut changes) = (Stream::new(Threads, None), Changes::default());
    apply(&mut stream, SAID, 10, &mut changes);
    changes.next_batch();
    stream.ask_only(Some(vec!["a".into()]), 1_000, &mut changes);
    assert_eq!([unit(&stream, "e/a").confirmed, unit(&stream, "e/b").confirmed, unit(&stream, "e/c").confirmed], [true, false, true]);
    assert_eq!(changes.rows.len(), 1, "only what changed is told");
    apply(&mut stream, LATER, 2_000, &mut changes);
    assert_eq!(kinds(&stream, "e/a"), [LINE, LINE]);
    assert_eq!(kinds(&stream, "e/b"), [LINE], "what a server sends anyway is left out");
    changes.next_batch();
    stream.ask_only(None, 15_000, &mut changes);
    assert_eq!(kinds(&stream, "e/a"), [LINE, LINE], "nothing of it was missed");
    assert_eq!(kinds(&stream, "e/b"), [LINE, RowKind::Reconnect { lost_ms: 14_000 }]);
    apply(&mut stream, LATER, 16_000, &mut changes);
    assert!(unit(&stream, "e/b").confirmed);
    assert_eq!(kinds(&stream, "e/b").len(), 3, "the rise of its sequence is told by that row already");
    assert_eq!(stream.counters().gaps, 0);
}

#[test]
fn asking_for_the_same_again_changes_nothing() {
    let (mut stream, mut changes) = (Stream::new(Threads, None), Changes::default());
    apply(&mut stream, SAID, 10, &mut changes);
    changes.next_batch();
    stream.ask_only(None, 20, &mut changes);
    stream.ask_only(Some(vec!["a".into(), "b".into(), "c".into()]), 30, &mut changes);
    assert!(changes.rows.is_empty() && !changes.logs);
}
