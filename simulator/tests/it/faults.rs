//! Each fault does what it says, as often as it was asked for, and is gone when it is cleared.

use crate::http::{self, End, PATIENCE};
use crate::sim::{STREAMS, Sim, path};
use serde_json::json;
use std::time::{Duration, Instant};

fn still() -> Sim {
    Sim::start(&["--still", "--heartbeat-ms", "60000"])
}

#[test]
fn drop_cuts_an_open_connection_in_the_middle() {
    let sim = still();
    let mut stream = sim.open("threads");
    stream.named("connected");
    sim.fault(json!({"api": "threads", "fault": "drop", "times": 1}));
    assert_eq!(stream.end(), (vec![], End::Cut));
    let mut next = sim.open("threads");
    next.named("connected");
    sim.send("threads", "x", "still here");
    assert_eq!(next.event().data, "still here");
}

#[test]
fn drop_after_n_events_delivers_exactly_n() {
    let sim = still();
    sim.fault(json!({"api": "runner", "fault": "drop", "after": 3}));
    for _ in 0..2 {
        let mut stream = sim.open("runner");
        stream.named("ping");
        for data in ["1", "2", "3"] {
            sim.send("runner", "x", data);
        }
        let (events, end) = stream.end();
        assert_eq!((events.iter().map(|event| event.data.as_str()).collect::<Vec<_>>(), end), (vec!["1", "2"], End::Cut));
    }
}

#[test]
fn silence_keeps_the_connection_and_sends_nothing_until_it_is_cleared() {
    let sim = Sim::start(&["--still", "--heartbeat-ms", "20"]);
    let mut stream = sim.open("runner");
    stream.named("ping");
    sim.fault(json!({"api": "runner", "fault": "silence"}));
    // Another stream shows that time goes by: many heartbeats of this one were due meanwhile.
    let mut other = sim.open("agent-workspace");
    for _ in 0..20 {
        other.named("heartbeat");
    }
    sim.send("runner", "x", "swallowed");
    for _ in 0..5 {
        other.named("heartbeat");
    }
    assert_eq!(sim.stats("runner")["open"], 1);
    sim.heal();
    sim.send("runner", "x", "heard");
    let mut pings = 0;
    let heard = loop {
        match stream.event() {
            ping if ping.name == "ping" => pings += 1,
            event => break event.data,
        }
    };
    assert_eq!(heard, "heard");
    assert!(pings < 15, "{pings} heartbeats came through the silence");
}

#[test]
fn status_answers_with_the_apis_own_words_and_cuts_what_is_open() {
    let sim = still();
    let mut open = sim.open("agent-status");
    open.named("status");
    sim.fault(json!({"api": "agent-status", "fault": "status", "status": 429, "retryAfter": 7, "times": 1}));
    assert_eq!(open.end().1, End::Cut);
    let (head, body) = sim.get(path("agent-status"), &[]);
    assert_eq!((head.status, head.get("retry-after")), (429, "7"));
    assert!(body.contains("\"detail\""), "{body}");
    assert_eq!(sim.open("agent-status").head.status, 200);
    sim.fault(json!({"api": "runner", "fault": "status", "status": 204}));
    assert_eq!(sim.open("runner").head.status, 204);
}

#[test]
fn status_after_n_events_lets_the_first_connection_have_them() {
    let sim = still();
    sim.fault(json!({"api": "threads", "fault": "status", "status": 401, "after": 2}));
    let mut stream = sim.open("threads");
    stream.named("connected");
    sim.send("threads", "x", "second");
    assert_eq!(stream.end().0.len(), 1);
    assert_eq!(sim.open("threads").head.status, 401);
}

#[test]
fn type_answers_with_a_login_page() {
    let sim = still();
    sim.fault(json!({"fault": "type"}));
    for (api, path) in STREAMS {
        let (head, body) = sim.get(path, &[("Accept", "text/event-stream")]);
        assert_eq!(head.status, 200, "{api}");
        assert!(head.get("content-type").starts_with("text/html") && body.contains("Sign in"), "{api}: {body}");
    }
}

#[test]
fn refuse_closes_without_an_answer() {
    let sim = still();
    sim.fault(json!({"api": "runner", "fault": "refuse", "times": 1}));
    assert!(http::fetch(sim.ports[0], "GET", path("runner"), &[], "").is_err());
    assert_eq!(sim.open("runner").head.status, 200);
}

#[test]
fn slow_delays_the_headers_and_lets_bytes_trickle() {
    let sim = still();
    sim.fault(json!({"api": "threads", "fault": "slow", "ms": 150}));
    let before = Instant::now();
    let mut stream = sim.open("threads");
    assert!(before.elapsed() >= Duration::from_millis(150));
    stream.named("connected");
    assert!(stream.chunks.iter().all(|size| *size <= 16) && stream.chunks.len() > 3, "{:?}", stream.chunks);
}

#[test]
fn split_tears_lines_and_characters_and_loses_nothing() {
    let sim = still();
    sim.fault(json!({"api": "threads", "fault": "split"}));
    let mut stream = sim.open("threads");
    stream.named("connected");
    let data = "日本語のテキスト 🎉 é".repeat(8);
    sim.send("threads", "thread_output", &data);
    assert_eq!(stream.event().data, data);
    assert!(stream.chunks.iter().all(|size| *size <= 7), "{:?}", stream.chunks);
    let mut at = 0;
    let torn = stream.chunks.iter().any(|size| {
        at += size;
        stream.bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80)
    });
    assert!(torn, "no piece ended inside a character");
}

#[test]
fn garbage_unknown_and_duplicate_hit_as_many_events_as_asked_for() {
    let sim = still();
    let mut stream = sim.open("threads");
    stream.named("connected");
    sim.fault(json!({"api": "threads", "fault": "garbage", "times": 1}));
    sim.send("threads", "x", r#"{"whole":true}"#);
    sim.send("threads", "x", r#"{"whole":true}"#);
    let (first, second) = (stream.event(), stream.event());
    assert!(serde_json::from_str::<serde_json::Value>(&first.data).is_err(), "{}", first.data);
    assert_eq!(second.json(), json!({"whole": true}));
    sim.fault(json!({"api": "threads", "fault": "unknown", "times": 1}));
    sim.send("threads", "x", "a");
    sim.send("threads", "x", "b");
    assert_eq!([stream.event().name, stream.event().data, stream.event().data], ["fleetglass_unknown", "a", "b"]);
    sim.fault(json!({"api": "threads", "fault": "duplicate", "times": 1}));
    sim.send("threads", "x", "a");
    sim.send("threads", "x", "b");
    assert_eq!([stream.event().data, stream.event().data, stream.event().data], ["a", "a", "b"]);
}

#[test]
fn reorder_swaps_pairs() {
    let sim = still();
    let mut stream = sim.open("threads");
    stream.named("connected");
    sim.fault(json!({"api": "threads", "fault": "reorder", "times": 2}));
    for data in ["1", "2", "3", "4", "5"] {
        sim.send("threads", "x", data);
    }
    let order: Vec<_> = (0..5).map(|_| stream.event().data).collect();
    assert_eq!(order, ["2", "1", "4", "3", "5"]);
}

#[test]
fn retry0_says_so_and_cuts() {
    let sim = still();
    sim.fault(json!({"api": "threads", "fault": "retry0", "after": 1, "times": 1}));
    let mut stream = sim.open("threads");
    assert_eq!(stream.end().1, End::Cut);
    assert_eq!(stream.retry_ms(), Some(0));
    assert!(stream.bytes.ends_with(b"retry: 0\n\n"));
}

#[test]
fn bom_comes_before_everything_else_and_only_there() {
    let sim = still();
    sim.fault(json!({"api": "threads", "fault": "bom", "times": 1}));
    let mut stream = sim.open("threads");
    stream.named("connected");
    assert!(stream.bytes.starts_with(b"\xEF\xBB\xBFevent: connected"));
    let mut next = sim.open("threads");
    next.named("connected");
    assert!(next.bytes.starts_with(b"event: connected"));
}

#[test]
fn a_restart_cuts_everyone_and_forgets_what_was() {
    let sim = Sim::start(&["--speed", "20"]);
    let mut threads = sim.open("threads");
    let mut workspace = sim.open("agent-workspace");
    let before = workspace.named("fleet_snapshot").json();
    assert!(!before.as_array().expect("runs").is_empty());
    let sequence = |event: &http::Event| event.json()["data"]["sequence"].as_i64();
    while sequence(&threads.named("thread_output")) < Some(20) {}
    sim.fault(json!({"fault": "restart"}));
    assert_eq!((threads.end().1, workspace.end().1), (End::Cut, End::Cut));
    let after = sim.open("agent-workspace").named("fleet_snapshot").json();
    let ids = |runs: &serde_json::Value| runs.as_array().expect("runs").iter().map(|run| run["id"].to_string()).collect::<Vec<_>>();
    assert!(ids(&after).iter().all(|id| !ids(&before).contains(id)));
    let first = sim.open("threads").named("thread_output");
    assert!(sequence(&first) < Some(20), "{first:?}");
}

#[test]
fn a_restarting_server_does_not_answer_for_a_while() {
    let sim = still();
    sim.act(json!({"do": "restart", "api": "runner", "ms": 300}));
    assert!(http::fetch(sim.ports[0], "GET", path("runner"), &[], "").is_err());
    assert_eq!(sim.open("threads").head.status, 200);
    let deadline = Instant::now() + PATIENCE;
    while http::fetch(sim.ports[0], "HEAD", path("runner"), &[], "").is_err() {
        assert!(Instant::now() < deadline, "it never came back");
    }
}

#[test]
fn cors_hides_the_answer_from_the_page() {
    let sim = still();
    let own = format!("http://127.0.0.1:{}", sim.ports[0]);
    let allowed = || http::open(sim.ports[1], path("agent-status"), &[("Origin", &own)]).head.get("access-control-allow-origin").to_owned();
    sim.fault(json!({"api": "agent-status", "fault": "cors", "times": 1}));
    assert_eq!([allowed(), allowed()], [String::new(), own.clone()]);
}

#[test]
fn a_wrong_fault_is_named() {
    let sim = still();
    for (body, words) in [
        (r#"{"fault":"explode"}"#, "explode"),
        (r#"{"fault":"drop","api":"thread"}"#, "there is no API `thread`"),
        (r#"{"fault":"status","status":99}"#, "`status` is from 200 to 599"),
        (r#"{"fault":"drop","time":1}"#, "time"),
        ("drop", "expected"),
    ] {
        let (head, text) = http::fetch(sim.ports[0], "POST", "/sim/faults", &[], body).expect("an answer");
        assert!(head.status == 400 && text.contains(words), "{body}: {} {text}", head.status);
    }
}
