//! Nothing grows without bound, and nothing costs more because much is held.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::sse::Frame;
use fleetglass_core::state::unit::{FINISHED_ROOTS, MOST_UNITS};
use fleetglass_core::state::{CAUSES, Changes, Stream};
use std::time::{Duration, Instant};

fn send(stream: &mut Stream, changes: &mut Changes, event: &str, data: &str) {
    stream.apply(Frame { event, data, last_event_id: "" }, 0, changes);
}

#[test]
fn the_oldest_finished_roots_go_and_are_counted() {
    let (mut stream, mut changes) = (Stream::new(Api::Runner, None), Changes::default());
    send(&mut stream, &mut changes, "step.log", r#"{"runId":"lives","jobId":"j","stepNumber":1,"line":"x"}"#);
    for n in 0..FINISHED_ROOTS + 10 {
        send(&mut stream, &mut changes, "step.log", &format!(r#"{{"runId":"r{n}","jobId":"j","stepNumber":1,"line":"x"}}"#));
        send(&mut stream, &mut changes, "run.completed", &format!(r#"{{"runId":"r{n}"}}"#));
        if n < 50 {
            // One that ends again and again is one.
            send(&mut stream, &mut changes, "run.completed", r#"{"runId":"again"}"#);
            send(&mut stream, &mut changes, "run.started", r#"{"runId":"again","run":{"status":"queued"}}"#);
        }
    }
    assert_eq!((stream.units().forgotten(), stream.units().roots().len()), (10, FINISHED_ROOTS + 2));
    for (id, held) in [("r9", false), ("r9/j/1", false), ("r10", true), ("lives", true), ("again", true)] {
        assert_eq!(stream.units().find(id).is_some(), held, "{id}");
    }
    assert!(stream.logs().find("r9/j/1").is_none() && stream.logs().find("r10/j/1").is_some());
}

#[test]
fn the_oldest_roots_go_where_there_are_too_many_units() {
    let (mut stream, mut changes) = (Stream::new(Api::Threads, None), Changes::default());
    for n in 0..MOST_UNITS + 5 {
        send(&mut stream, &mut changes, "thread_ready", &format!(r#"{{"executionId":"e","threadId":"{n}"}}"#));
    }
    assert_eq!((stream.units().len(), stream.units().forgotten()), (MOST_UNITS, 5));
    assert!(stream.units().find("e/4").is_none() && stream.units().find("e/5").is_some());
}

#[test]
fn more_parts_than_there_may_be_are_refused_and_counted() {
    let (mut stream, mut changes) = (Stream::new(Api::WorkflowExecution, None), Changes::default());
    for n in 0..MOST_UNITS + 5 {
        send(&mut stream, &mut changes, "step_start", &format!(r#"{{"stepId":{n}}}"#));
    }
    assert_eq!((stream.units().len(), stream.counters().decode_errors), (MOST_UNITS, 6));
    send(&mut stream, &mut changes, "step_complete", r#"{"stepId":7}"#);
    assert_eq!(state_support::unit(&stream, "-/7").status.as_str(), "succeeded", "what is held goes on");
}

#[test]
fn causes_are_few_and_short_whatever_the_server_sends() {
    let (mut stream, mut changes) = (Stream::new(Api::AgentStatus, None), Changes::default());
    let long = "é".repeat(100_000);
    for _ in 0..CAUSES + 5 {
        send(&mut stream, &mut changes, "status", &format!(r#"{{"sessions":["{long}"],"global":"{long}"}}"#));
        send(&mut stream, &mut changes, "status", &format!(r#"{{"sessions":["{long}"]}}"#));
    }
    let causes = &stream.counters().causes;
    assert!(causes.len() == CAUSES && causes.iter().all(|cause| cause.to_string().len() < 1_000));
}

/// The shortest of three times that `count` events take after `held` others.
fn cost(api: Api, held: usize, count: usize, event: impl Fn(usize) -> (&'static str, String)) -> Duration {
    let once = || {
        let (mut stream, mut changes) = (Stream::new(api, None), Changes::default());
        let events: Vec<_> = (0..held + count).map(&event).collect();
        events[..held].iter().for_each(|(event, data)| send(&mut stream, &mut changes, event, data));
        let start = Instant::now();
        events[held..].iter().for_each(|(event, data)| send(&mut stream, &mut changes, event, data));
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

#[test]
fn an_event_costs_no_more_where_much_is_held() {
    // Ten thousand units against a hundred; a search of all of them would cost a hundred times as much.
    let check = |what: &str, api: Api, event: fn(usize) -> (&'static str, String)| {
        let (few, many) = (cost(api, 100, 1_000, event), cost(api, 10_000, 1_000, event));
        assert!(many < few * 20 + Duration::from_millis(20), "{what}: {few:?} against {many:?}");
    };
    check("new threads", Api::Threads, |n| {
        ("thread_output", format!(r#"{{"executionId":"e","threadId":"{n}","data":{{"data_json":"x"}}}}"#))
    });
    check("new runs that end", Api::Runner, |n| ("run.completed", format!(r#"{{"runId":"{n}","run":{{"conclusion":"success"}}}}"#)));
    check("new steps of a workflow", Api::WorkflowExecution, |n| ("step_start", format!(r#"{{"stepId":"{n}"}}"#)));
    check("new steps of a job", Api::Runner, |n| {
        ("step.log", format!(r#"{{"runId":"r","jobId":"j","stepNumber":{},"line":"x\n"}}"#, n * 100))
    });
    check("new nested steps of a job", Api::Runner, |n| {
        ("step.log", format!(r#"{{"runId":"r","jobId":"j","stepNumber":{},"line":"x\n"}}"#, if n == 0 { 1 } else { 10_001 + n }))
    });
    check("one of many pipelines", Api::AgentWorkspace, |n| {
        ("fleet_update", format!(r#"[{{"id":"{n}","status":"testing","jobs":[{{"id":"j{n}","status":"running"}}]}}]"#))
    });
    check("one line more", Api::AgentWorkspace, |n| ("fleet_logs", format!(r#"[{{"id":"{n}","runId":"{n}","message":"x"}}]"#)));
}
