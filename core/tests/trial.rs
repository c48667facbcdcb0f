//! What one request tells of an address.

use fleetglass_core::protocol::Api;
use fleetglass_core::sse::{Answer, Failure};
use fleetglass_core::trial::{ANSWER_MS, Finding, HEAR_MS, LISTEN_MS, Said, Stage, Told, Trial};

fn done(known: Option<Api>, said: &[(Said<'_>, u64)]) -> Option<Finding> {
    let mut trial = Trial::new(known, 1_000);
    for (said, at) in said {
        trial.hear(*said, 1_000 + at);
    }
    match trial.stage() {
        Stage::Done(finding) => Some(finding),
        _ => None,
    }
}

const RUN: &[u8] = b"event: ping\ndata: {}\n\nevent: run.started\ndata: {\"runId\":\"r1\"}\n\n";

#[test]
fn events_are_counted_for_a_moment_and_tell_the_api() {
    let said = [(Said::Opened, 10), (Said::Bytes(RUN), 500), (Said::Bytes(RUN), 900)];
    let check = |known, api| {
        assert_eq!(done(known, &said), None, "it still counts");
        let ticked: Vec<_> = said.iter().copied().chain([(Said::Tick, 500 + HEAR_MS)]).collect();
        assert_eq!(done(known, &ticked), Some(Finding::Works { api, first_ms: 500, events: 2 }));
    };
    check(None, Told::ByEvent(Api::Runner));
    check(Some(Api::Runner), Told::Before(Api::Runner));
    check(Some(Api::Threads), Told::Another { chosen: Api::Threads, found: Api::Runner });
}

#[test]
fn what_was_heard_before_an_end_counts() {
    let api = Told::ByEvent(Api::Runner);
    for end in [Said::Ended, Said::Failed(Failure::Network)] {
        let found = done(None, &[(Said::Opened, 1), (Said::Bytes(RUN), 2), (end, 3)]);
        assert_eq!(found, Some(Finding::Works { api, first_ms: 2, events: 1 }));
    }
    assert_eq!(done(None, &[(Said::Opened, 1), (Said::Ended, 3)]), Some(Finding::Ended));
}

#[test]
fn silence_is_told_apart_from_heartbeats_alone() {
    let check = |bytes: &[u8], signs| {
        let said = [(Said::Opened, 0), (Said::Bytes(bytes), 100), (Said::Tick, LISTEN_MS - 1), (Said::Tick, LISTEN_MS)];
        assert_eq!(done(None, &said[..3]), None);
        assert_eq!(done(None, &said), Some(Finding::NoEvent { api: Told::Nothing, waited_ms: LISTEN_MS, signs }));
    };
    check(b"", 0);
    check(b": heartbeat\n\n: heartbeat\n\n", 2);
    check(b"event: ping\ndata: {}\n\n", 1);
}

#[test]
fn an_answer_that_is_no_stream_says_what_it_is() {
    let check = |answer: Answer<'_>, finding: Finding| assert_eq!(done(None, &[(Said::Answered(answer), 5)]), Some(finding));
    let answer = |status| Answer { status, ..Answer::default() };
    check(Answer { content_type: Some("text/html; charset=utf-8"), ..answer(200) }, Finding::ContentType("text/html".to_owned()));
    check(Answer { words: Some("No"), ..answer(403) }, Finding::SignedOut { status: 403, words: Some("No".to_owned()) });
    check(answer(204), Finding::NoContent);
    let slow = Finding::Status { status: 429, words: None, retry_after_ms: Some(20_000) };
    check(Answer { retry_after_ms: Some(20_000), ..answer(429) }, slow);
    for failure in [Failure::Cors, Failure::MixedContent, Failure::Network, Failure::Policy] {
        assert_eq!(done(None, &[(Said::Failed(failure), 5)]), Some(Finding::Failed(failure)));
    }
}

#[test]
fn no_answer_in_time_is_none_and_what_is_over_stays_as_it_was() {
    assert_eq!(done(None, &[(Said::Tick, ANSWER_MS - 1)]), None);
    let late = [(Said::Tick, ANSWER_MS), (Said::Opened, ANSWER_MS + 1), (Said::Bytes(RUN), ANSWER_MS + 2)];
    assert_eq!(done(None, &late), Some(Finding::Failed(Failure::Timeout)));
}

#[test]
fn the_first_event_of_each_api_tells_it() {
    for (event, data, api) in [
        ("fleet_snapshot", "[]", Some(Api::AgentWorkspace)),
        ("status", r#"{"global":{},"sessions":[]}"#, Some(Api::AgentStatus)),
        ("connected", r#"{"threadIds":null}"#, Some(Api::Threads)),
        ("thread_output", "{}", Some(Api::Threads)),
        ("progress", r#"{"step":"plan","progress":0.5}"#, Some(Api::AgentExecution)),
        ("step_start", r#"{"stepId":"a"}"#, Some(Api::WorkflowExecution)),
        ("step.log", "{}", Some(Api::Runner)),
        ("ping", "{}", None),
        ("message", "hello", None),
        ("status", "{}", None),
    ] {
        assert_eq!(Api::of_event(event, data), api, "{event}");
    }
}
