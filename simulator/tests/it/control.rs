//! Statistics and single deeds.

use crate::http::{self, End};
use crate::sim::{STREAMS, Sim, path};
use serde_json::json;

#[test]
fn the_numbers_go_back_to_zero_after_clients_leave() {
    let sim = Sim::start(&["--still"]);
    for (api, _) in STREAMS {
        let streams = [sim.open(api), sim.open(api), sim.open(api)];
        sim.wait_for_open(api, 3);
        drop(streams);
        sim.wait_for_open(api, 0);
        assert_eq!(sim.stats(api)["total"], 3, "{api}");
    }
}

#[test]
fn the_last_request_is_told_without_its_secrets() {
    let sim = Sim::start(&["--still"]);
    let headers = [("Last-Event-ID", "17:0"), ("Authorization", "Bearer x"), ("Cookie", "a=b")];
    drop(http::open(sim.ports[1], &format!("{}?since=1&key=x", path("agent-execution")), &headers));
    let stats = sim.stats("agent-execution");
    for (name, value) in [
        ("lastEventId", json!("17:0")),
        ("query", json!("since=1&key=***")),
        ("authorization", json!(true)),
        ("statusKey", json!(false)),
        ("cookie", json!(true)),
        ("accept", json!("text/event-stream")),
        ("port", json!(2)),
        ("requests", json!(1)),
    ] {
        assert_eq!(stats[name], value, "{name}");
    }
}

#[test]
fn forty_thousand_lines_arrive_complete_and_in_order() {
    let sim = Sim::start(&["--still"]);
    let mut stream = sim.open("threads");
    stream.named("connected");
    assert_eq!(sim.act(json!({"do": "burst", "lines": 40_000}))["lines"], 40_000);
    let sequences: Vec<i64> =
        (0..40_000).map(|_| stream.named("thread_output").json()["data"]["sequence"].as_i64().expect("a number")).collect();
    assert!(sequences.windows(2).all(|pair| pair[1] == pair[0] + 1));
}

#[test]
fn a_client_that_does_not_read_is_cut_and_the_others_are_not() {
    let sim = Sim::start(&["--still"]);
    let lazy = sim.open("threads");
    let mut eager = sim.open("threads");
    eager.named("connected");
    let mut seen = 0;
    for round in 1..=2 {
        sim.act(json!({"do": "burst", "lines": 60_000}));
        while seen < round * 60_000 {
            eager.named("thread_output");
            seen += 1;
        }
    }
    sim.wait_for_open("threads", 1);
    let (mut lazy, mut events) = (lazy, 0);
    let end = loop {
        match lazy.next() {
            Ok(_) => events += 1,
            Err(end) => break end,
        }
    };
    assert_eq!(end, End::Cut);
    assert!(events < 120_000, "{events}");
}

#[test]
fn pause_lets_only_what_is_sent_through_and_resume_goes_on() {
    let sim = Sim::start(&["--speed", "20"]);
    let mut stream = sim.open("threads");
    stream.named("thread_output");
    sim.act(json!({"do": "pause"}));
    sim.send("threads", "marker", "1");
    stream.named("marker");
    sim.send("threads", "marker", "2");
    assert_eq!(stream.event().data, "2");
    sim.act(json!({"do": "resume"}));
    assert_ne!(stream.event().name, "marker");
}

#[test]
fn still_shows_nothing_until_the_work_begins() {
    let sim = Sim::start(&["--still"]);
    assert_eq!(sim.open("agent-workspace").event().data, "[]");
    sim.act(json!({"do": "resume"}));
    assert!(sim.open("agent-workspace").event().json().as_array().is_some_and(|runs| runs.len() > 3));
}

#[test]
fn a_server_error_carries_data_and_the_stream_goes_on() {
    let sim = Sim::start(&["--still"]);
    let mut stream = sim.open("agent-workspace");
    stream.named("fleet_snapshot");
    sim.act(json!({"do": "server-error", "message": "no database"}));
    let error = stream.event();
    assert_eq!((error.name.as_str(), error.json()), ("error", json!({"message": "no database"})));
    sim.send("agent-workspace", "x", "on");
    assert_eq!(stream.event().data, "on");
}

#[test]
fn a_pipeline_that_ends_is_gone_from_the_next_snapshot() {
    let sim = Sim::start(&[]);
    let snapshot = sim.open("agent-workspace").named("fleet_snapshot").json();
    let id = snapshot[1]["id"].as_str().expect("an id");
    assert_eq!(sim.act(json!({"do": "end-pipeline", "id": id}))["id"], id);
    assert!(!sim.open("agent-workspace").named("fleet_snapshot").data.contains(id));
}

#[test]
fn an_agent_completes_on_demand() {
    let sim = Sim::start(&[]);
    let mut stream = sim.open("agent-execution");
    stream.event();
    sim.act(json!({"do": "complete-agent"}));
    let (events, end) = stream.end();
    assert_eq!((events.last().map(|event| event.name.as_str()), end), (Some("complete"), End::Clean));
}

#[test]
fn what_was_sent_with_an_id_can_be_resumed() {
    let sim = Sim::start(&["--still"]);
    let send = |id: &str| sim.act(json!({"do": "send", "api": "agent-execution", "event": "progress", "data": {"step": id}, "id": id}));
    let mut stream = sim.open("agent-execution");
    stream.comment("hi");
    send("a:1");
    assert_eq!(stream.event().id, "a:1");
    sim.act(json!({"do": "cut", "api": "agent-execution"}));
    assert_eq!(stream.end(), (vec![], End::Clean));
    send("a:2");
    let mut resumed = http::open(sim.ports[0], path("agent-execution"), &[("Last-Event-ID", "a:1")]);
    assert_eq!((resumed.event().id.as_str(), sim.stats("agent-execution")["lastEventId"].as_str()), ("a:2", Some("a:1")));
}

#[test]
fn what_is_held_comes_first_until_it_is_taken_back() {
    let sim = Sim::start(&["--still"]);
    sim.act(json!({"do": "hold", "api": "agent-workspace", "data": [{"id": "p1"}]}));
    sim.act(json!({"do": "hold", "api": "runner", "event": "run.started", "data": {"runId": "r1"}}));
    assert_eq!(sim.open("agent-workspace").event().json(), json!([{"id": "p1"}]));
    let mut runner = sim.open("runner");
    assert_eq!([runner.event().name, runner.event().name], ["ping", "run.started"]);
    sim.act(json!({"do": "hold", "api": "agent-workspace"}));
    assert_eq!(sim.open("agent-workspace").event().data, "[]");
}

#[test]
fn cut_ends_streams_once_cleanly_or_not() {
    let sim = Sim::start(&["--still"]);
    for (abrupt, end) in [(false, End::Clean), (true, End::Cut)] {
        let mut stream = sim.open("runner");
        stream.named("ping");
        assert_eq!(sim.act(json!({"do": "cut", "api": "runner", "abrupt": abrupt}))["cut"], 1);
        assert_eq!(stream.end().1, end);
    }
    sim.open("runner").named("ping");
}

#[test]
fn raw_bytes_are_sent_as_they_are() {
    let sim = Sim::start(&["--still"]);
    let mut stream = sim.open("runner");
    stream.named("ping");
    sim.act(json!({"do": "raw", "api": "runner", "text": "retry: 1234\r\rdata: a\rdata: b\r\r"}));
    assert_eq!(stream.event().data, "a\nb");
    assert_eq!(stream.retry_ms(), Some(1234));
}

#[test]
fn a_wrong_deed_is_named() {
    let sim = Sim::start(&["--still"]);
    for (body, words) in [
        (r#"{"do":"dance"}"#, "dance"),
        (r#"{"do":"send","api":"x","data":1}"#, "there is no API `x`"),
        (r#"{"do":"send","api":"runner","event":"a\nb","data":1}"#, "no line break"),
        (r#"{"do":"burst","lines":1000000}"#, "60000 at most"),
        (r#"{"do":"end-pipeline","id":"x"}"#, "no such pipeline"),
    ] {
        let (head, text) = http::fetch(sim.ports[0], "POST", "/sim/do", &[], body).expect("an answer");
        assert!(head.status == 400 && text.contains(words), "{body}: {} {text}", head.status);
    }
}
