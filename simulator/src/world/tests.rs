//! The world seen from outside: the same for the same seed, decodable, in the words of its dialect, and never dull.

use super::*;
use fleetglass_core::protocol::{Decoded, executions};
use fleetglass_core::state::report::Report;
use serde_json::Value;

const BEGIN_MS: i64 = 1_795_318_356_765;

fn world(seed: u64, dialect: Dialect) -> World {
    World::new(Settings { seed, dialect, poll_ms: 3000, debounce_ms: 1000 }, BEGIN_MS, 1.0, false)
}

/// Everything that is sent in so many seconds, with the second it was sent in.
fn watch(world: &mut World, seconds: u64) -> Vec<(u64, Outgoing)> {
    let steps = seconds * 1000 / STEP_MS;
    let step = |at: u64| {
        let ms = at * STEP_MS;
        let events = world.step(BEGIN_MS + ms as i64);
        events.into_iter().map(move |event| (ms / 1000, event)).collect::<Vec<_>>()
    };
    (1..=steps).flat_map(step).collect()
}

fn greeted(world: &mut World, api: Api) -> Vec<Outgoing> {
    let subject = match api {
        Api::Threads => Some("exec-123"),
        Api::AgentExecution => Some("my-agent"),
        Api::WorkflowExecution => Some("wf-123"),
        Api::AgentWorkspace | Api::AgentStatus | Api::Runner => None,
    };
    let visitor = Visitor { subject: subject.map(str::to_owned), ..Visitor::default() };
    world.greet(api, &visitor, BEGIN_MS).map(|greeting| greeting.frames).unwrap_or_default()
}

/// Says whether an event is known and decodes, whole.
fn check(event: &Outgoing) -> Result<(), String> {
    let (name, data) = (event.event.as_ref(), event.data.as_str());
    let known = match event.api {
        Api::AgentWorkspace => match workspace::decode(name, data).map_err(|cause| cause.to_string())? {
            Decoded::Event(workspace::Event::Snapshot(snapshot)) if !snapshot.pipelines.unread.is_empty() => false,
            Decoded::Event(workspace::Event::Update(update)) if !update.unread.is_empty() => false,
            found => !matches!(found, Decoded::Unknown),
        },
        Api::AgentStatus => !matches!(status::decode(name, data).map_err(|cause| cause.to_string())?, Decoded::Unknown),
        Api::Threads => !matches!(threads::decode(name, data).map_err(|cause| cause.to_string())?, Decoded::Unknown),
        Api::AgentExecution => !matches!(executions::decode_agent(name, data).map_err(|cause| cause.to_string())?, Decoded::Unknown),
        Api::WorkflowExecution => !matches!(executions::decode_workflow(name, data).map_err(|cause| cause.to_string())?, Decoded::Unknown),
        Api::Runner => !matches!(runner_protocol::decode(name, data).map_err(|cause| cause.to_string())?, Decoded::Unknown),
    };
    if known { Ok(()) } else { Err(format!("{name}: unknown or unread: {data}")) }
}

#[test]
fn everything_that_is_sent_decodes_in_both_dialects() {
    for dialect in [Dialect::Documents, Dialect::Observed] {
        let mut world = world(3, dialect);
        let greetings: Vec<Outgoing> = Api::ALL.into_iter().flat_map(|api| greeted(&mut world, api)).collect();
        let events = watch(&mut world, 600);
        for api in Api::ALL {
            assert!(events.iter().any(|(_, event)| event.api == api), "{} is silent", api.name());
        }
        for event in greetings.iter().chain(events.iter().map(|(_, event)| event)) {
            assert_eq!(check(event), Ok(()), "{dialect:?}, {}", event.api.name());
        }
    }
}

#[test]
fn the_documents_dialect_says_only_what_the_documents_show() {
    let names = |api: Api| -> &[&str] {
        match api {
            Api::AgentWorkspace => &["fleet_snapshot", "fleet_update", "fleet_logs"],
            Api::AgentStatus => &["status"],
            Api::Threads => &[
                "thread_output",
                "thread_blocked",
                "thread_started",
                "thread_completed",
                "thread_failed",
                "thread_turn_complete",
                "thread_status",
                "thread_tool_running",
            ],
            Api::AgentExecution => &["progress", "complete"],
            Api::WorkflowExecution => &["step_start", "step_progress", "step_complete"],
            Api::Runner => &["run.started", "run.completed", "job.started", "job.completed", "step.started", "step.completed", "step.log"],
        }
    };
    for (_, event) in watch(&mut world(5, Dialect::Documents), 900) {
        assert!(names(event.api).contains(&event.event.as_ref()), "{}", event.event);
        if event.event == "thread_output" {
            assert!(event.data.contains(r#""data_json":"{\"text\":"#), "{}", event.data);
        }
        if event.event == "step.completed" {
            let payload: Value = serde_json::from_str(&event.data).expect("JSON");
            assert_eq!(
                payload["step"].as_object().map(|step| step.keys().cloned().collect::<Vec<_>>()),
                Some(vec!["conclusion".to_owned()])
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_events_and_another_seed_does_not() {
    // The clock differs, so the times in payloads differ, and only they may.
    let told = |seed: u64, begin: i64| -> Vec<String> {
        let settings = Settings { seed, dialect: Dialect::Observed, poll_ms: 3000, debounce_ms: 1000 };
        let mut world = World::new(settings, begin, 1.0, false);
        let steps = (0..2400).flat_map(|step: i64| world.step(begin + step * 50));
        steps.map(|event| format!("{} {}", event.event, without_times(&event.data))).collect()
    };
    assert_eq!(told(7, BEGIN_MS), told(7, BEGIN_MS + 86_400_000));
    assert_ne!(told(7, BEGIN_MS), told(8, BEGIN_MS));
}

fn without_times(data: &str) -> String {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| !name.ends_with("At") && !name.starts_with("timestamp"));
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_str(data).expect("JSON");
    strip(&mut value);
    value.to_string()
}

#[test]
fn a_thread_waits_within_twenty_seconds_and_one_fails_within_a_minute() {
    for seed in 0..8 {
        let events = watch(&mut world(seed, Dialect::Observed), 60);
        let first = |name: &str| events.iter().find(|(_, event)| event.event == name).map(|(second, _)| *second);
        assert!(first("thread_blocked").is_some_and(|second| second < 20), "seed {seed}: {:?}", first("thread_blocked"));
        assert!(first("thread_failed").is_some(), "seed {seed}");
    }
}

#[test]
fn a_session_waits_for_most_of_the_time() {
    for seed in 0..8 {
        let mut world = world(seed, Dialect::Observed);
        let waits = |world: &World| serde_json::json!(world.status(BEGIN_MS)).to_string().contains("waiting_for_user");
        let count = (0..12).filter(|_| {
            watch(&mut world, 10);
            waits(&world)
        });
        let count = count.count();
        assert!(count >= 6, "seed {seed}: {count} of 12");
    }
}

#[test]
fn a_page_that_opens_finds_a_fleet_at_work() {
    for seed in 0..8 {
        let mut world = world(seed, Dialect::Observed);
        let encode = |events: Vec<Outgoing>| {
            let (mut encoder, mut bytes) = (fleetglass_core::sse::Encoder::new(), Vec::new());
            for event in events {
                let frame = fleetglass_core::sse::Frame { event: &event.event, data: &event.data, last_event_id: "" };
                encoder.event(&mut bytes, frame).expect("a frame");
            }
            bytes
        };
        let fleet = Report::of_bytes(Api::AgentWorkspace, None, &encode(greeted(&mut world, Api::AgentWorkspace)));
        assert!(fleet.units.len() >= 5, "seed {seed}: {} pipelines", fleet.units.len());
        assert!(fleet.logs.iter().map(|log| log.lines.len()).sum::<usize>() >= 100, "seed {seed}");
        let sessions = Report::of_bytes(Api::AgentStatus, None, &encode(greeted(&mut world, Api::AgentStatus)));
        assert!((2..=5).contains(&sessions.units.len()), "seed {seed}: {} sessions", sessions.units.len());
        let soon = watch(&mut world, 3);
        for api in [Api::Threads, Api::AgentExecution, Api::WorkflowExecution, Api::Runner] {
            assert!(soon.iter().any(|(_, event)| event.api == api), "seed {seed}: {} says nothing in 3 s", api.name());
        }
    }
}

#[test]
fn a_stream_that_reduces_has_no_error_and_every_kind_of_work() {
    let mut world = world(1, Dialect::Observed);
    let events = watch(&mut world, 1200);
    let names: std::collections::BTreeSet<&str> = events.iter().map(|(_, event)| event.event.as_ref()).collect();
    for name in
        ["thread_stall", "thread_completed", "thread_ready", "thread_tool_use", "fleet_logs", "complete", "step_complete", "run.completed"]
    {
        assert!(names.contains(name), "{name} never comes");
    }
    let holds = |part: &str| events.iter().any(|(_, event)| event.data.contains(part));
    for part in [
        r#""pendingInterventions":[{"#,
        r#""stepNumber":101"#,
        r#""status":"in_progress","conclusion":"failure""#,
        "skipped",
        "cancelled",
        "\\\\r",
        "[32m",
    ] {
        assert!(holds(part), "{part} never comes");
    }
}

#[test]
fn an_agent_resumes_after_an_id_and_begins_again_only_for_a_client_without_one() {
    let mut world = world(1, Dialect::Observed);
    watch(&mut world, 10);
    let visit = |world: &mut World, id: Option<&str>| {
        let visitor = Visitor { subject: Some("my-agent".to_owned()), last_event_id: id.map(str::to_owned), ..Visitor::default() };
        world.greet(Api::AgentExecution, &visitor, BEGIN_MS + 10_000).expect("known")
    };
    let all = visit(&mut world, None).frames;
    assert!(all.len() >= 2);
    let rest = visit(&mut world, all[0].id.as_deref()).frames;
    assert_eq!(rest.iter().map(|event| &event.id).collect::<Vec<_>>(), all[1..].iter().map(|event| &event.id).collect::<Vec<_>>());
    let complete = world.complete_agent("my-agent", BEGIN_MS + 11_000);
    assert!(complete[0].last && complete[0].event == "complete");
    let again = visit(&mut world, complete[0].id.as_deref());
    assert!(again.ends && again.frames.len() == 1 && again.frames[0].event == "complete");
    let next = visit(&mut world, None);
    assert!(!next.ends && next.frames.is_empty());
    assert!(watch(&mut world, 5).iter().any(|(_, event)| event.event == "progress"));
}
