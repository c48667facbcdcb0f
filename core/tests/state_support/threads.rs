//! Thread events as a server sends them, of thread `t` of execution `e`.

#![allow(dead_code, reason = "each test file uses some of it")]

use super::stream;
use fleetglass_core::protocol::Api::Threads;
use fleetglass_core::state::log::RowKind;
use serde_json::json;

/// A thread event as the server sends it: its kind, when, its sequence, what stands in `data_json`.
pub(crate) fn event(kind: &str, at: i64, sequence: i64, body: &str) -> String {
    let data = json!({"thread_id": "t", "event_type": kind, "data_json": body, "timestamp_ms": at, "sequence": sequence});
    let payload = json!({"executionId": "e", "threadId": "t", "type": format!("gateway_thread_{kind}"), "data": data});
    format!("thread_{kind} {payload}\n")
}

pub(crate) fn ev(kind: &str, at: i64) -> String {
    event(kind, at, 0, "{}")
}

pub(crate) fn status(word: &str, at: i64, summary: &str) -> String {
    let data = json!({"thread_id": "t", "status": word, "summary": summary, "progress": -1, "timestamp_ms": at});
    format!("thread_status {}\n", json!({"executionId": "e", "threadId": "t", "type": "gateway_thread_status", "data": data}))
}

pub(crate) fn blocked(at: i64) -> String {
    event("blocked", at, 0, r#"{"prompt":"Go?","options":["y","n"],"autoResponded":false}"#)
}

/// A row, after its stream is gone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    pub(crate) kind: RowKind,
    pub(crate) text: String,
    pub(crate) at_ms: Option<i64>,
    pub(crate) sequence: Option<i64>,
}

/// Every row that a script wrote.
pub(crate) fn rows(script: &str) -> Vec<Kept> {
    let stream = stream(Threads, None, script);
    let rows = stream.logs().iter().flat_map(|(_, log)| log.rows());
    rows.map(|row| Kept { kind: row.kind.clone(), text: row.text.to_owned(), at_ms: row.at_ms, sequence: row.sequence }).collect()
}
