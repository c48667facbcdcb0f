//! `decode`, `reduce`, and what the program says when it is called wrongly.

use crate::http;
use crate::sim::{Sim, program};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

fn feed(args: &[&str], bytes: &[u8]) -> Output {
    let mut child = program().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("its input");
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = input.write_all(&bytes);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    output
}

fn decode(args: &[&str], bytes: &[u8]) -> String {
    let output = feed(&[&["decode"], args].concat(), bytes);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn reduce(api: &str, subject: Option<&str>, bytes: &[u8]) -> Value {
    let subject: Vec<&str> = subject.map_or(vec![], |subject| vec!["--subject", subject]);
    let output = feed(&[&["reduce", "--api", api], subject.as_slice()].concat(), bytes);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

const STREAM: &[u8] =
    "\u{feff}: hi\r\nretry: 99999999\nid: 1\nevent: status\ndata: é\ndata: 日\n\nid: 2\rdata\r\rid: 3\ndata: unfinished".as_bytes();

#[test]
fn decode_prints_one_line_an_event_and_what_a_reconnect_would_send() {
    let expected = concat!(
        r#"{"event":"status","data":"é\n日","lastEventId":"1"}"#,
        "\n",
        r#"{"event":"message","data":"","lastEventId":"2"}"#,
        "\n",
        r#"{"end":true,"lastEventId":"2","retryMs":99999999}"#,
        "\n",
    );
    assert_eq!(decode(&[], STREAM), expected);
    for chunk in ["1", "2", "3", "7", "1000000"] {
        assert_eq!(decode(&["--chunk", chunk], STREAM), expected, "--chunk {chunk}");
    }
}

#[test]
fn decode_begins_with_the_last_event_id_it_is_given() {
    assert_eq!(decode(&["--last-event-id", "x:9"], b""), "{\"end\":true,\"lastEventId\":\"x:9\",\"retryMs\":null}\n");
    assert_eq!(
        decode(&["--last-event-id", "x:9"], b"data: a\n\n").lines().next(),
        Some(r#"{"event":"message","data":"a","lastEventId":"x:9"}"#)
    );
    assert!(decode(&["--last-event-id", "x:9"], b"id\n\n").contains(r#""lastEventId":"""#));
}

#[test]
fn reduce_prints_one_object_with_units_logs_and_counters() {
    let bytes = b"id: 1\nevent: progress\ndata: {\"step\":\"analyzing\",\"message\":\"Reading\",\"progress\":0.2}\n\nevent: odd\ndata: 1\n\nevent: progress\ndata: {\n\n";
    let report = reduce("agent-execution", Some("my-agent"), bytes);
    let unit = &report["units"][0];
    assert_eq!(
        (&unit["id"], &unit["kind"], &unit["status"], &unit["word"], &unit["progress"]),
        (&json!("my-agent"), &json!("agent"), &json!("running"), &json!("analyzing"), &json!(0.2))
    );
    let names: Vec<_> = unit.as_object().expect("a unit").keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["ask", "children", "endedMs", "id", "kind", "needsHuman", "progress", "reason", "startedMs", "status", "title", "word"]
    );
    assert_eq!(report["counters"], json!({"frames": 3, "decodeErrors": 1, "unknownEvents": 1, "gaps": 0}));
    assert!(report["logs"].is_array());
    assert_eq!(reduce("agent-execution", None, bytes)["units"][0]["id"], "-");
}

#[test]
fn captured_streams_decode_alike_at_every_chunk_and_reduce_without_an_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/captures");
    let captures = [
        ("nchan-agent.sse", "agent-execution"),
        ("nchan-workflow.sse", "workflow-execution"),
        ("parallax-threads.sse", "threads"),
        ("pocketpaw-status.sse", "agent-status"),
        ("stax-ci.sse", "runner"),
    ];
    for (file, api) in captures {
        let Ok(bytes) = std::fs::read(folder.join(file)) else {
            eprintln!("skipped: {file} is not beside this checkout");
            continue;
        };
        let whole = decode(&[], &bytes);
        assert!(whole.lines().count() > 3, "{file}");
        for chunk in ["1", "13"] {
            assert_eq!(decode(&["--chunk", chunk], &bytes), whole, "{file}");
        }
        let report = reduce(api, None, &bytes);
        assert_eq!((&report["counters"]["decodeErrors"], &report["counters"]["unknownEvents"]), (&json!(0), &json!(0)), "{file}");
        assert_eq!(report["counters"]["frames"].as_u64(), Some(whole.lines().count() as u64 - 1), "{file}");
        assert!(api == "agent-status" || !report["units"].as_array().expect("units").is_empty(), "{file}");
    }
}

#[test]
fn what_the_simulator_serves_reduces_without_an_error() {
    let sim = Sim::start(&["--speed", "20"]);
    for (api, path) in crate::sim::STREAMS {
        let mut stream = http::open(sim.ports[0], path, &[]);
        for _ in 0..12 {
            stream.event();
        }
        let report = reduce(api, None, &stream.bytes);
        assert_eq!((&report["counters"]["decodeErrors"], &report["counters"]["unknownEvents"]), (&json!(0), &json!(0)), "{api}");
        assert!(!report["units"].as_array().expect("units").is_empty(), "{api}");
    }
}

#[test]
fn a_wrong_call_gets_one_clear_sentence() {
    for (args, words) in [
        (&[][..], "a command is missing: serve, decode or reduce"),
        (&["fly"], "there is no command `fly`"),
        (&["serve", "--port", "many"], "--port is a port number from 0 to 65535, not `many`"),
        (&["serve", "--speed", "0"], "--speed is a number above 0"),
        (&["serve", "--dialect", "french"], "--dialect is documents or observed, not `french`"),
        (&["serve", "--play", "threads"], "--play is API=FILE"),
        (&["serve", "--play", "threads=/no/such/file"], "/no/such/file"),
        (&["serve", "--play", "x=Cargo.toml"], "there is no API `x`"),
        (&["serve", "--loud"], "--loud"),
        (&["decode", "--chunk", "0"], "--chunk is a number of bytes from 1"),
        (&["reduce"], "--api is missing: it is one of agent-workspace, agent-status"),
        (&["reduce", "--api", "x"], "there is no API `x`"),
    ] {
        let output = feed(args, b"");
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {text}");
        assert!(text.starts_with("fleetglass-sim: ") && text.contains(words), "{args:?}: {text}");
    }
}

#[test]
fn help_names_every_option() {
    let text = String::from_utf8(feed(&["--help"], b"").stdout).expect("UTF-8");
    for option in [
        "--dist",
        "--port",
        "--seed",
        "--speed",
        "--auth",
        "--dialect",
        "--play",
        "--still",
        "--heartbeat-ms",
        "--cut-ms",
        "--dev",
        "--chunk",
        "--subject",
    ] {
        assert!(text.contains(option), "{option}");
    }
}

#[test]
fn a_taken_port_is_said_with_the_way_out() {
    let sim = Sim::start(&["--still"]);
    let output = feed(&["serve", "--port", &sim.ports[0].to_string()], b"");
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("is taken") && text.contains("--port") && text.lines().count() == 1, "{text}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_at_once_though_streams_are_open() {
    let mut sim = Sim::start(&[]);
    let mut streams: Vec<_> = crate::sim::STREAMS.iter().map(|(api, _)| sim.open(api)).collect();
    for stream in &mut streams {
        stream.event();
    }
    let code = sim.interrupt();
    assert_eq!(code, Some(0));
}
