//! Decoding: what every API reads, ignores, counts as unknown and refuses.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_core::protocol::field::Stamp;
use fleetglass_core::protocol::{Api, Memory, executions, is_sign_of_life, percent_decode, runner, status, threads, workspace};

/// What became of a frame: `event`, `alive`, `unknown` or the error.
fn decode(api: Api, event: &str, data: &str) -> String {
    fn say<E>(decoded: Result<fleetglass_core::protocol::Decoded<E>, fleetglass_core::protocol::DecodeError>) -> String {
        use fleetglass_core::protocol::Decoded;
        match decoded {
            Ok(Decoded::Event(_)) => "event".to_owned(),
            Ok(Decoded::Alive) => "alive".to_owned(),
            Ok(Decoded::Unknown) => "unknown".to_owned(),
            Err(cause) => cause.to_string(),
        }
    }
    match api {
        Api::AgentWorkspace => say(workspace::decode(event, data)),
        Api::AgentStatus => say(status::decode(event, data)),
        Api::Threads => say(threads::decode(event, data)),
        Api::AgentExecution => say(executions::decode_agent(event, data)),
        Api::WorkflowExecution => say(executions::decode_workflow(event, data)),
        Api::Runner => say(runner::decode(event, data)),
    }
}

#[test]
fn ping_heartbeat_and_keepalive_are_signs_of_life_on_every_api_whatever_their_data() {
    for api in Api::ALL {
        for name in ["ping", "heartbeat", "keepalive"] {
            assert!(is_sign_of_life(name) && api.event_names().contains(&name), "{api:?} {name}");
            for data in ["", "heartbeat", "{", "[1]", "null", "{\"ts\":\"soon\"}"] {
                let said = decode(api, name, data);
                assert!(
                    said == "alive" || (api == Api::AgentWorkspace && name == "heartbeat" && said == "event"),
                    "{api:?} {name} {data}: {said}"
                );
            }
        }
    }
}

#[test]
fn every_name_of_an_api_is_decoded_and_any_other_is_unknown_whatever_its_data() {
    for api in Api::ALL {
        for name in api.event_names() {
            assert_ne!(decode(api, name, "{}"), "unknown", "{api:?} {name}");
        }
        for name in ["noise", "message", "", "Status", "thread_", "thread_dance", "run.paused", "fleet"] {
            for data in ["{}", "{", ""] {
                assert_eq!(decode(api, name, data), "unknown", "{api:?} {name} {data}");
            }
        }
    }
}

#[test]
fn the_names_are_those_of_the_documents_and_of_real_servers() {
    let held = |api: Api, names: &str| names.split(' ').for_each(|name| assert!(api.event_names().contains(&name), "{api:?} {name}"));
    held(Api::AgentWorkspace, "fleet_snapshot fleet_update fleet_logs heartbeat error");
    held(Api::AgentStatus, "status");
    held(Api::Threads, "connected thread_output thread_blocked thread_started thread_completed thread_failed thread_turn_complete");
    held(Api::Threads, "thread_status thread_tool_running thread_ready thread_tool_use thread_stall thread_auth_required thread_idle");
    held(Api::Threads, "thread_summary_updated thread_stopped thread_error thread_message");
    held(Api::AgentExecution, "progress complete");
    held(Api::WorkflowExecution, "step_start step_progress step_complete");
    held(Api::Runner, "ping run.started run.completed job.started job.completed step.started step.completed step.log");
}

#[test]
fn unknown_fields_are_ignored_and_promised_ones_may_be_null_or_absent() {
    for (api, event, data) in [
        (
            Api::AgentWorkspace,
            "fleet_snapshot",
            r#"[{"id":"a","extra":[{}],"status":null,"startedAt":null,"jobs":null,"pendingInterventions":null}]"#,
        ),
        (Api::AgentWorkspace, "error", r#"{"message":null,"code":5}"#),
        (Api::AgentStatus, "status", r#"{"global":null,"sessions":null,"extra":1}"#),
        (Api::AgentStatus, "status", r#"{"sessions":[{"session_key":"a","token_usage":{"input":5},"extra":{}}]}"#),
        (Api::Threads, "connected", r#"{"executionId":"e","threadIds":null}"#),
        (Api::Threads, "connected", "{}"),
        (Api::Threads, "thread_output", r#"{"threadId":"t","data":null,"extra":1}"#),
        (Api::AgentExecution, "progress", r#"{"step":null,"extra":1}"#),
        (Api::AgentExecution, "complete", "{}"),
        (Api::WorkflowExecution, "step_start", r#"{"stepId":1,"name":null}"#),
        (Api::Runner, "run.started", r#"{"runId":1,"run":null,"extra":1}"#),
        (Api::Runner, "job.completed", r#"{"runId":"r","jobId":"j"}"#),
        (Api::Runner, "step.started", r#"{"runId":"r","jobId":"j","stepNumber":1,"step":{"sandbox":{}}}"#),
    ] {
        assert_eq!(decode(api, event, data), "event", "{event} {data}");
    }
}

#[test]
fn what_is_not_of_the_documented_shape_is_an_error_with_its_cause() {
    for (api, event, data, cause) in [
        (Api::AgentWorkspace, "fleet_snapshot", "null", "neither an array of runs nor an object"),
        (Api::AgentWorkspace, "fleet_snapshot", r#"{"warnings":[]}"#, "an object without an array of runs"),
        (Api::AgentWorkspace, "fleet_update", "{}", "expected a sequence"),
        (Api::AgentWorkspace, "error", "boom", "expected value"),
        (Api::AgentStatus, "status", "[]", "expected an object"),
        (Api::AgentStatus, "status", r#"{"global":[]}"#, "expected an object"),
        (Api::Threads, "thread_output", r#"{"data":{}}"#, "`thread_id` is missing"),
        (Api::Threads, "thread_output", r#"["e"]"#, "expected an object"),
        (Api::AgentExecution, "progress", r#"{"progress":"half"}"#, "invalid type"),
        (Api::AgentExecution, "complete", "", "EOF"),
        (Api::WorkflowExecution, "step_start", "{}", "`stepId` is missing"),
        (Api::Runner, "run.started", "{}", "`runId` is missing"),
        (Api::Runner, "job.started", r#"{"runId":"r"}"#, "`jobId` is missing"),
        (Api::Runner, "step.log", r#"{"runId":"r","jobId":"j","line":"x"}"#, "`stepNumber` is missing"),
        (Api::Runner, "step.log", r#"{"runId":"r","jobId":"j","stepNumber":1}"#, "`line` is missing"),
        (Api::Runner, "run.started", r#"{"runId":"r","run":["r"]}"#, "expected an object"),
    ] {
        let said = decode(api, event, data);
        assert!(said.starts_with(&format!("{event}: ")) && said.contains(cause), "{data}: {said}");
    }
}

#[test]
fn json_that_is_too_deep_is_an_error() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (api, event, data) in [
        (Api::AgentWorkspace, "fleet_update", deep.clone()),
        (Api::AgentExecution, "complete", format!(r#"{{"result":{deep}}}"#)),
        (Api::Runner, "run.started", format!(r#"{{"runId":"r","run":{{"inputs":{deep}}}}}"#)),
    ] {
        assert!(decode(api, event, &data).contains("recursion limit"), "{event}");
    }
    assert_eq!(decode(Api::Runner, "run.started", &format!(r#"{{"runId":"r","extra":{deep}}}"#)), "event", "an unknown field is skipped");
    let body = deep.clone();
    assert_eq!(threads::Body::of(&body).output(), deep, "text that is no JSON that can be read is text");
}

#[test]
fn an_element_that_cannot_be_read_costs_only_itself() {
    use fleetglass_core::protocol::Decoded;
    let Ok(Decoded::Event(workspace::Event::Update(runs))) = workspace::decode("fleet_update", r#"[{"id":"a"},5,{},["b"],{"id":"c"}]"#)
    else {
        panic!()
    };
    assert_eq!((runs.items.len(), runs.unread.len()), (2, 3));
    let Ok(Decoded::Event(status)) = status::decode("status", r#"{"sessions":[null,{"session_key":"a"},{"state":5}]}"#) else { panic!() };
    assert_eq!(status.sessions.map(|held| (held.items.len(), held.unread.len())), Some((1, 2)));
}

#[test]
fn a_time_is_iso_8601_or_milliseconds_or_none() {
    for (text, expect) in [
        ("1970-01-01T00:00:01Z", Some(1_000)),
        ("1970-01-01T00:00:01.5Z", Some(1_500)),
        ("1970-01-01T00:00:01.123456789Z", Some(1_123)),
        ("1970-01-01T01:00:00+01:00", Some(0)),
        ("1970-01-01T01:00:00+0100", Some(0)),
        ("1970-01-01T01:00:00+01", Some(0)),
        ("1969-12-31T23:59:59.5Z", Some(-500)),
        ("1970-01-01T00:00:01", Some(1_000)),
        ("1970-01-01T00:00:01.250", Some(1_250)),
        ("1970-01-01 00:00:01", Some(1_000)),
        ("1970-01-01 00:00:01+00:00", Some(1_000)),
        ("1970-01-01t00:00:01z", Some(1_000)),
        ("1970-01-01T00:01Z", Some(60_000)),
        ("1970-01-02", Some(86_400_000)),
        ("1795318356765", Some(1_795_318_356_765)),
        (" 1970-01-01T00:00:01Z ", Some(1_000)),
        ("soon", None),
        ("", None),
        ("1970-13-01T00:00:00Z", None),
        ("éééééééééééé", None),
        ("1970-01-0é 00:00", None),
    ] {
        assert_eq!(Stamp::Text(text.to_owned()).ms(), expect, "{text:?}");
    }
    for (ms, expect) in [(5.9, Some(5)), (1e300, Some(i64::MAX)), (f64::NAN, None), (f64::INFINITY, None)] {
        assert_eq!(Stamp::Millis(ms).ms(), expect);
    }
}

#[test]
fn an_address_is_recognised_by_its_path() {
    for (address, expect) in [
        ("/api/agent-workspace/stream", Some((Api::AgentWorkspace, None))),
        ("https://x.example/base/api/v1/agent/status/stream?key=1", Some((Api::AgentStatus, None))),
        ("api/executions/a%2Fb/threads/stream#x", Some((Api::Threads, Some("a/b")))),
        ("http://localhost:8080/api/streaming/agents/my-agent/stream/", Some((Api::AgentExecution, Some("my-agent")))),
        ("/api/streaming/workflows/wf-123/stream", Some((Api::WorkflowExecution, Some("wf-123")))),
        ("http://localhost:4800/api/events", Some((Api::Runner, None))),
        ("http://localhost:4800", None),
        ("/api/event", None),
        ("", None),
    ] {
        let found = Api::recognise(address);
        assert_eq!(found.as_ref().map(|found| (found.api, found.subject.as_deref())), expect, "{address}");
    }
}

#[test]
fn what_each_document_promises_is_known() {
    let said = Api::ALL.map(|api| (api.heartbeat_ms(), api.heartbeat_is_comment(), api.routine_cut_ms(), api.memory()));
    assert_eq!(
        said,
        [
            (15_000, false, Some(300_000), Memory::Repeats),
            (30_000, true, None, Memory::Repeats),
            (15_000, true, None, Memory::Nothing),
            (15_000, true, None, Memory::Resumes),
            (15_000, true, None, Memory::Resumes),
            (30_000, false, None, Memory::Nothing),
        ]
    );
    assert!(Api::ALL.iter().all(|api| Api::from_name(api.name()) == Some(*api)));
}

#[test]
fn what_is_no_escape_stays_as_it_is() {
    for (text, expect) in [("%41%42", "AB"), ("%4", "%4"), ("%", "%"), ("%zz", "%zz"), ("%+1", "%+1"), ("%é1", "%é1"), ("%C3%A9", "é")] {
        assert_eq!(percent_decode(text), expect);
    }
}

#[test]
fn a_word_the_document_does_not_name_is_kept_as_it_came() {
    use runner::{Conclusion, RunStatus};
    assert_eq!((RunStatus::from("queued"), RunStatus::from("Queued")), (RunStatus::Queued, RunStatus::Other("Queued".to_owned())));
    assert_eq!(Conclusion::from("neutral").as_str(), "neutral");
}
