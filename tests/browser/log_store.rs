//! What a log holds, as it is seen: addresses that can be followed, and a budget that can be set.

use fleetglass_tests::{Host, Setup, json};
use std::fmt::Write;

/// A stream of threads that sends these outputs.
fn outputs(texts: &[String]) -> String {
    let mut events = String::from("event: connected\ndata: {\"executionId\":\"exec-123\",\"threadIds\":null}\n\n");
    for (sequence, text) in texts.iter().enumerate() {
        let data = json!({"thread_id": "engineer_a", "event_type": "output", "data_json": json!({"text": text}).to_string(), "sequence": sequence});
        let event = json!({"executionId": "exec-123", "threadId": "engineer_a", "type": "gateway_thread_output", "data": data});
        let _ = write!(events, "event: thread_output\ndata: {event}\n\n");
    }
    events
}

fn config(logs: &fleetglass_tests::Value) -> fleetglass_tests::Value {
    let source = json!({"id": "box", "api": "threads", "url": "api/executions/{id}/threads/stream", "ids": ["exec-123"]});
    json!({"version": 1, "sources": [source], "logs": logs})
}

#[test]
fn an_address_in_a_log_is_a_link_and_one_that_runs_a_script_is_not() {
    let texts = [
        "see https://x.example/plain.\n",
        "\u{1b}]8;;https://x.example/hidden\u{1b}\\\u{1b}[32mshown\u{1b}[0m words\u{1b}]8;;\u{1b}\\ end\n",
        "\u{1b}]8;;javascript:alert(1)\u{1b}\\tempting\u{1b}]8;;\u{1b}\\ javascript:alert(2)\n",
    ];
    let host = Host::start("/", Some(&config(&json!({}))), &outputs(&texts.map(str::to_owned)));
    Setup::with([]).run(async |page, _| {
        page.open(&host.address("/#/threads")).await;
        page.until_line("tempting").await;
        for (name, address) in [("https://x.example/plain", "https://x.example/plain"), ("shown", "https://x.example/hidden")] {
            page.find("link", name).await;
            for (attribute, expect) in [("href", address), ("target", "_blank"), ("rel", "noopener noreferrer")] {
                assert_eq!(page.attribute("link", name, attribute).await.as_deref(), Some(expect), "{attribute} of {name}");
            }
        }
        assert!(page.all("link", "tempting").await.is_empty() && page.all("link", "javascript").await.is_empty());
        assert_eq!(page.wrong().await, Vec::<String>::new());
    });
}

#[test]
fn beyond_its_budget_a_log_drops_its_oldest_lines_and_says_so() {
    let texts: Vec<String> = (0..3_000).map(|n| format!("{n}: {}\n", "x".repeat(5_000))).collect();
    let host = Host::start("/", Some(&config(&json!({"logMb": 8}))), &outputs(&texts));
    Setup::with([]).run(async |page, _| {
        page.open(&host.address("/#/threads")).await;
        page.until_line("2999: ").await;
        page.until_says("older lines were dropped").await;
    });
}
