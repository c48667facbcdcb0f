//! Trying an address before a source is made of it: what fails is said exactly.

use fleetglass_tests::{Page, Setup, Sim, Source, json};

/// A page with one source, and the form filled in; the second port answers by CORS.
async fn test(page: &Page, address: &str, says: &str) {
    page.fill("textbox", "Address of an event stream", address).await;
    page.click("button", "Test").await;
    page.until("what came of it", async || page.words().await, |words| words.contains(says)).await;
}

fn sources() -> Setup {
    Setup::with([Source::of("agent-workspace").named("other")]).at("#/sources")
}

#[test]
fn an_address_that_works_says_its_api_and_how_soon_it_spoke() {
    sources().run(async |page, sim| {
        sim.hold("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "ci", "status": "in_progress"}}));
        test(page, "api/events", "It works: runner. The first event came after").await;
        page.until_says("1 event so far.").await;
        sim.until_open("runner", 0).await;
        page.click("button", "Add and connect").await;
        sim.until_open("runner", 1).await;
    });
}

#[test]
fn an_answer_that_is_no_stream_is_named() {
    sources().run(async |page, sim: &mut Sim| {
        for (fault, says) in [
            (json!({"fault": "status", "status": 404}), "answered 404: Not Found. Is the address right?"),
            (json!({"fault": "status", "status": 401}), "wants to know who asks (401): Unauthorized."),
            (
                json!({"fault": "status", "status": 429, "retryAfter": 20}),
                "asks to slow down: Too Many Requests. It may be asked again in 20 s.",
            ),
            (json!({"fault": "status", "status": 503}), "is not available (503): Service Unavailable"),
            (json!({"fault": "status", "status": 204}), "It has nothing to stream (204)."),
            (json!({"fault": "type"}), "sent text/html, not events. Often that is a login page."),
            (json!({"fault": "refuse"}), "cannot be reached"),
        ] {
            let mut fault = fault;
            fault["api"] = json!("runner");
            sim.fault(&fault);
            test(page, "api/events", says).await;
            sim.heal();
        }
        sim.fault(&json!({"api": "runner", "fault": "cors"}));
        test(page, &format!("http://127.0.0.1:{}/api/events", sim.second_port()), "answers, but does not let pages from http://127.0.0.1")
            .await;
    });
}

#[test]
fn a_policy_that_forbids_an_address_is_named() {
    sources().run(async |page, _| {
        test(page, "http://127.0.0.1:9/api/events", "This page's own policy does not let it connect to 127.0.0.1:9.").await;
        let mut wrong = String::new();
        let hear = async || {
            wrong += &page.wrong().await.join("\n");
            wrong.matches("connect-src").count()
        };
        page.until("the browser says so, too", hear, |count| *count > 1).await;
        page.until("nothing more", async || page.wrong().await, Vec::is_empty).await;
    });
}

#[test]
fn silence_is_told_apart_from_heartbeats_alone() {
    sources().flags(&["--heartbeat-ms", "300"]).pace(15).run(async |page, sim| {
        test(page, "api/streaming/agents/my-agent/stream", "and in 30 s no event came, only").await;
        sim.fault(&json!({"api": "agent-execution", "fault": "silence"}));
        test(page, "api/streaming/agents/my-agent/stream", "nothing came, not even a sign of life.").await;
    });
}

#[test]
fn an_api_that_the_path_does_not_tell_is_told_by_the_first_event() {
    sources().run(async |page, sim| {
        sim.hold("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "ci", "status": "in_progress"}}));
        page.fill("textbox", "Address of an event stream", "api/events?").await;
        page.click("button", "Add and connect").await;
        page.until_link("runner", "live").await;
        sim.until_open("runner", 1).await;
    });
}
