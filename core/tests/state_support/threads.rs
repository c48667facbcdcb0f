//! Thread events as a server sends them, of thread `t` of execution `e`.

#![allow(dead_code, reason = "each test file uses some of it")]

use super::stream;
use fleetglass_core::protocol::Api::Threads;
use fleetglass_core::state::log::Row;
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

/// Every row that a script wrote.
pub(crate) fn rows(script: &str) -> Vec<Row> {
    let stream = stream(Threads, None, script);
    stream.logs().iter().flat_map(|(_, log)| log.rows().cloned().collect::<Vec<_>>()).collect()
}
