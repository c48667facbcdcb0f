//! The five APIs: paths, headers, first events, signs of life, resume, filters.

use crate::http::{self, End};
use crate::sim::{STREAMS, Sim, path};
use fleetglass_core::protocol::{Api, Decoded, executions, runner, status, threads, workspace};
use serde_json::json;

#[test]
fn every_stream_has_the_headers_of_its_document() {
    let sim = Sim::start(&["--still"]);
    for (api, _) in STREAMS {
        let stream = sim.open(api);
        assert_eq!(stream.head.status, 200, "{api}");
        for (name, value) in [("content-type", "text/event-stream"), ("cache-control", "no-cache"), ("connection", "keep-alive")] {
            assert_eq!(stream.head.get(name), value, "{api}: {name}");
        }
        let unbuffered = matches!(api, "agent-workspace" | "threads");
        assert_eq!(stream.head.get("x-accel-buffering"), if unbuffered { "no" } else { "" }, "{api}");
    }
}

#[test]
fn the_first_events_of_every_stream_decode() {
    for dialect in ["observed", "documents"] {
        let sim = Sim::start(&["--dialect", dialect, "--speed", "5"]);
        for api in Api::ALL {
            let mut stream = sim.open(api.name());
            for _ in 0..4 {
                let event = stream.event();
                let (name, data) = (event.name.as_str(), event.data.as_str());
                let known = match api {
                    Api::AgentWorkspace => !matches!(workspace::decode(name, data), Ok(Decoded::Unknown) | Err(_)),
                    Api::AgentStatus => !matches!(status::decode(name, data), Ok(Decoded::Unknown) | Err(_)),
                    Api::Threads => !matches!(threads::decode(name, data), Ok(Decoded::Unknown) | Err(_)),
                    Api::AgentExecution => !matches!(executions::decode_agent(name, data), Ok(Decoded::Unknown) | Err(_)),
                    Api::WorkflowExecution => !matches!(executions::decode_workflow(name, data), Ok(Decoded::Unknown) | Err(_)),
                    Api::Runner => !matches!(runner::decode(name, data), Ok(Decoded::Unknown) | Err(_)),
                };
                assert!(known, "{dialect}, {}: {name}: {data}", api.name());
            }
        }
    }
}

#[test]
fn every_stream_begins_as_documented_where_nobody_works() {
    let sim = Sim::start(&["--still"]);
    let first = |api| sim.open(api).event();
    let is = |event: http::Event, name: &str, data: &str| assert_eq!((event.name.as_str(), event.data.as_str()), (name, data));
    is(first("agent-workspace"), "fleet_snapshot", "[]");
    is(first("threads"), "connected", r#"{"executionId":"exec-123","threadIds":null}"#);
    is(first("runner"), "ping", "{}");
    let status = first("agent-status");
    assert_eq!(
        (status.name.as_str(), &status.json()["global"]["state"], &status.json()["sessions"]),
        ("status", &json!("idle"), &json!([]))
    );
    assert_eq!(sim.get("/api/runs", &[]).1, "[]");
}

#[test]
fn a_sign_of_life_comes_in_each_apis_own_way() {
    let sim = Sim::start(&["--still", "--heartbeat-ms", "40"]);
    let beat = sim.open("agent-workspace").named("heartbeat").json();
    assert!(beat["ts"].as_i64().is_some_and(|ts| ts > 1_600_000_000_000), "{beat}");
    let mut runner = sim.open("runner");
    assert_eq!((runner.event().name.as_str(), runner.event().name.as_str()), ("ping", "ping"));
    sim.open("agent-status").comment("keepalive");
    for api in ["threads", "agent-execution", "workflow-execution"] {
        sim.open(api).comment("heartbeat");
    }
}

#[test]
fn api_1_ends_its_connections_cleanly_when_their_time_is_over() {
    let sim = Sim::start(&["--still", "--cut-ms", "60"]);
    let (events, end) = sim.open("agent-workspace").end();
    assert_eq!((events.len(), end), (1, End::Clean));
}

#[test]
fn the_thread_filter_goes_by_the_thread_inside_data() {
    let sim = Sim::start(&["--speed", "20"]);
    let mut stream = http::open(sim.ports[0], &format!("{}?threadIds=architect%2Cengineer_a", path("threads")), &[]);
    assert_eq!(stream.event().json(), json!({"executionId": "exec-123", "threadIds": ["architect", "engineer_a"]}));
    let mut seen = std::collections::BTreeSet::new();
    // Five threads speak at once: of a hundred events many would be of the others.
    for _ in 0..100 {
        seen.insert(stream.event().json()["data"]["thread_id"].as_str().expect("a thread").to_owned());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["architect", "engineer_a"]);
}

#[test]
fn an_unknown_execution_carries_everyones_threads_as_observed_and_none_as_documented() {
    let executions = |dialect: &str, id: &str| {
        let sim = Sim::start(&["--dialect", dialect, "--still", "--heartbeat-ms", "40"]);
        let mut stream = http::open(sim.ports[0], &format!("/api/executions/{id}/threads/stream"), &[]);
        stream.named("connected");
        for (execution, thread) in [("exec-123", "architect"), ("exec-456", "scribe")] {
            sim.act(json!({"do": "send", "api": "threads", "event": "thread_output", "data": execution, "subject": execution, "thread": thread}));
        }
        sim.act(json!({"do": "send", "api": "threads", "event": "over", "data": ""}));
        let events = std::iter::from_fn(|| Some(stream.event()).filter(|event| event.name != "over"));
        events.map(|event| event.data).collect::<Vec<_>>()
    };
    assert_eq!(executions("observed", "nobody"), ["exec-123", "exec-456"]);
    assert_eq!(executions("observed", "exec-456"), ["exec-456"]);
    assert!(executions("documents", "nobody").is_empty());
}

#[test]
fn api_4_resumes_after_the_last_event_id() {
    let sim = Sim::start(&["--speed", "50"]);
    for api in ["agent-execution", "workflow-execution"] {
        let mut stream = sim.open(api);
        let events: Vec<_> = (0..4).map(|_| stream.event()).collect();
        drop(stream);
        let mut resumed = http::open(sim.ports[0], path(api), &[("Last-Event-ID", &events[1].id)]);
        assert_eq!([resumed.event(), resumed.event()], [events[2].clone(), events[3].clone()], "{api}");
        assert!(events[0].id.contains(':') && events[0].id != events[1].id, "{}", events[0].id);
    }
    let documented = Sim::start(&["--speed", "50", "--dialect", "documents"]);
    let ids: Vec<_> = {
        let mut stream = documented.open("agent-execution");
        (0..3).map(|_| stream.event().id).collect()
    };
    assert_eq!(ids, ["1", "2", "3"]);
}

#[test]
fn a_complete_ends_the_stream_and_the_next_client_gets_the_next_execution() {
    let sim = Sim::start(&["--speed", "50"]);
    let mut stream = sim.open("agent-execution");
    let (events, end) = stream.end();
    let last = events.last().expect("events");
    assert_eq!((last.name.as_str(), end), ("complete", End::Clean));
    assert!(last.json()["duration"].as_f64().is_some_and(|ms| ms > 0.0), "{}", last.data);
    let mut again = http::open(sim.ports[0], path("agent-execution"), &[("Last-Event-ID", &last.id)]);
    assert_eq!(again.end(), (vec![last.clone()], End::Clean));
    let next = sim.open("agent-execution").event();
    assert_eq!((next.name.as_str(), next.json()["step"].as_str()), ("progress", Some("analyzing")));
}

#[test]
fn api_4_answers_200_and_nothing_to_whoever_does_not_ask_for_a_stream() {
    let sim = Sim::start(&["--still"]);
    let (head, body) = sim.get(path("agent-execution"), &[("Accept", "*/*")]);
    assert_eq!((head.status, body.as_str()), (200, ""));
    assert_ne!(head.get("content-type"), "text/event-stream");
}

#[test]
fn the_same_seed_says_the_same_over_http() {
    let told = |seed: &str| {
        let sim = Sim::start(&["--still", "--seed", seed, "--speed", "20"]);
        let mut stream = sim.open("threads");
        stream.named("connected");
        sim.act(json!({"do": "resume"}));
        let of = |event: http::Event| {
            let data = &event.json()["data"];
            format!("{} {} {} {}", event.name, data["thread_id"], data["sequence"], data["data_json"])
        };
        (0..200).map(|_| of(stream.event())).collect::<Vec<_>>()
    };
    assert_eq!(told("11"), told("11"));
    assert_ne!(told("11"), told("12"));
}

#[test]
fn a_played_file_comes_byte_for_byte_to_each_connection_anew() {
    let folder = std::env::temp_dir().join(format!("fleetglass-play-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("threads.sse");
    let bytes = ": recorded\r\nevent: thread_output\r\ndata: {\"text\":\"é\"}\r\n\r\nid: 7\ndata: tail\n\n";
    std::fs::write(&file, bytes).expect("a file");
    let sim = Sim::start(&["--heartbeat-ms", "50", "--play", &format!("threads={}", file.display())]);
    for _ in 0..2 {
        let mut stream = sim.open("threads");
        stream.comment("heartbeat");
        assert!(stream.bytes.starts_with(bytes.as_bytes()), "{}", String::from_utf8_lossy(&stream.bytes));
        assert_eq!(stream.bytes[bytes.len()..].iter().filter(|byte| **byte == b'{').count(), 0);
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn runs_are_listed_where_the_server_has_them_and_unknown_where_only_the_document_speaks() {
    let sim = Sim::start(&[]);
    let (head, body) = sim.get("/api/runs", &[]);
    let runs: Vec<runner::Run> = serde_json::from_str(&body).expect("runs");
    assert_eq!(head.status, 200);
    assert!(runs.iter().any(|run| run.status.value() == Some(&runner::RunStatus::InProgress)));
    assert_eq!(Sim::start(&["--dialect", "documents"]).get("/api/runs", &[]).0.status, 404);
}
