//! The hooks, on a page of nothing but hooks: another argument reconnects, disposal closes, and every API has one.

use fleetglass_tests::{Page, Setup, Value, json};

/// The names of the APIs in the order of the page.
const APIS: [&str; 6] = ["threads", "agent-workspace", "agent-status", "agent-execution", "workflow-execution", "runner"];

async fn attribute(page: &Page, api: &str, name: &str) -> Option<String> {
    let script = "return document.querySelector(`[data-api=${arguments[0]}]`)?.getAttribute(arguments[1]) ?? null;";
    page.ask(script, vec![json!(api), json!(name)]).await
}

async fn until_connected(page: &Page, api: &str) {
    page.until(
        &format!("{api} is connected"),
        async || attribute(page, api, "data-connected").await,
        |held| held.as_deref() == Some("true"),
    )
    .await;
}

async fn until_seen(page: &Page, threads: &str) {
    let seen = async || page.ask::<Option<String>>("return document.querySelector('#seen')?.textContent ?? null;", vec![]).await;
    page.until(&format!("threads seen are {threads:?}"), seen, |held| held.as_deref() == Some(threads)).await;
}

#[test]
fn every_api_has_a_hook_that_connects_and_hands_out_events() {
    Setup::hooks().run(async |page, sim| {
        for api in APIS {
            until_connected(page, api).await;
            assert_eq!(sim.count(api, "total"), 1, "one connection for {api}");
        }
        sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1"}}));
        let counted = async || page.ask::<String>("return document.querySelector('[data-api=runner]').textContent;", vec![]).await;
        page.until("an event is handed out", counted, |count| count == "1").await;
    });
}

#[test]
fn another_filter_or_id_closes_the_stream_and_opens_another() {
    Setup::hooks().run(async |page, sim| {
        until_connected(page, "threads").await;
        sim.say("architect", 0, "for all");
        sim.say("tester", 0, "for all");
        until_seen(page, "architect tester").await;

        page.fill("textbox", "Threads", "architect\t").await;
        page.until("the second connection", async || sim.count("threads", "total"), |total| *total == 2).await;
        until_connected(page, "threads").await;
        sim.until_open("threads", 1).await;
        assert_eq!(sim.stats("threads")["query"], json!("threadIds=architect"));
        // The events of the other stream are not those of this one.
        until_seen(page, "").await;
        sim.say("tester", 1, "not asked for");
        sim.say("architect", 1, "asked for");
        until_seen(page, "architect").await;

        page.fill("textbox", "Execution", "exec-456\t").await;
        page.until("the third connection", async || sim.count("threads", "total"), |total| *total == 3).await;
        sim.until_open("threads", 1).await;
        let path: Value = sim.stats("threads")["path"].clone();
        assert_eq!(path, json!("/api/executions/exec-456/threads/stream"));
    });
}

#[test]
fn disposal_closes_every_stream_and_coming_back_opens_it_again() {
    Setup::hooks().run(async |page, sim| {
        for api in APIS {
            until_connected(page, api).await;
        }
        page.click("checkbox", "Shown").await;
        for api in APIS {
            sim.until_open(api, 0).await;
        }
        page.click("checkbox", "Shown").await;
        for api in APIS {
            until_connected(page, api).await;
            assert_eq!(sim.count(api, "total"), 2, "one new connection for {api}");
        }
    });
}
