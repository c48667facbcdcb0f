//! The place of connections: adding, changing, removing and taking them along.

use fleetglass_tests::{Page, Setup, Source, Transport, Value, json};

fn pipelines(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id, "projectName": format!("project {id}"), "status": "implementing", "jobs": []})).collect()
}

/// What the page hands out as files is kept, in the order in which it came.
async fn keep_files(page: &Page) {
    let keep = "window.__files = []; const make = URL.createObjectURL; \
                URL.createObjectURL = (blob) => { blob.text().then((text) => window.__files.push(text)); return make(blob); }";
    page.ask::<()>(keep, vec![]).await;
}

#[test]
fn another_name_keeps_what_was_received_and_another_address_connects_there() {
    let setup = Setup::with([Source::of("agent-workspace")]).play("agent-workspace", &[("fleet_snapshot", pipelines(&["p1"]))]);
    setup.run(async |page, sim| {
        page.until_unit("p1", "running").await;
        page.click("link", "Sources").await;
        page.click("button", "Edit box").await;
        page.fill("textbox", "Name", "the box").await;
        page.click("button", "Save").await;
        page.find("heading", "the box").await;
        page.click("link", "Overview").await;
        page.until_unit("p1", "running").await;
        assert_eq!(sim.count("agent-workspace", "total"), 1, "it is the same stream");
        page.click("link", "Sources").await;
        page.click("button", "Edit the box").await;
        page.fill("textbox", "Address of an event stream", "api/events").await;
        page.choose("API", "runner").await;
        page.click("button", "Save").await;
        sim.until_open("runner", 1).await;
        sim.until_open("agent-workspace", 0).await;
        page.until_link("box", "live").await;
    });
}

#[test]
fn every_setting_of_a_source_is_in_its_form_and_in_the_file_it_makes() {
    let source = Source::of("threads").with("name", "threads of two").with("threadIds", json!(["a", "b"])).with("credentials", "include");
    let source = source
        .with("heartbeatMs", 2500)
        .with("transport", "fetch")
        .with("auth", json!({"kind": "header", "name": "X-Key", "prefix": "Key "}));
    let source = source.with("answerUrl", "https://portal.example/{executionId}/{threadId}");
    Setup::with([source.with("ids", json!(["exec-123", "exec-2"]))]).at("#/sources").run(async |page, _| {
        keep_files(page).await;
        let files = async || page.ask::<Vec<String>>("return window.__files", vec![]).await;
        page.click("button", "Download config.json").await;
        let first = page.until("a file", files, |files| files.len() == 1).await.remove(0);
        page.click("button", "Edit threads of two").await;
        page.click("button", "More settings").await;
        page.fill("textbox", "Where prompts are answered", "javascript:alert(1)").await;
        page.click("button", "Save").await;
        page.until_says("This has to begin with https:// or http://.").await;
        page.fill("textbox", "Where prompts are answered", "https://portal.example/{thread}").await;
        page.click("button", "Save").await;
        page.until_says("{thread} stands for nothing").await;
        page.fill("textbox", "Where prompts are answered", "https://portal.example/{executionId}/{threadId}").await;
        page.click("button", "Save").await;
        page.until("the form is closed", async || page.all("button", "Save").await.len(), |count| *count == 0).await;
        page.click("button", "Download config.json").await;
        let second = page.until("another file", files, |files| files.len() == 2).await.remove(1);
        assert_eq!(first, second, "a form that is saved as it was changes nothing");
        let file: Value = serde_json::from_str(&second).expect("JSON");
        let written = &file["sources"][0];
        assert_eq!((&written["ids"], &written["threadIds"]), (&json!(["exec-123", "exec-2"]), &json!(["a", "b"])));
        assert_eq!((&written["heartbeatMs"], &written["auth"]["prefix"]), (&json!(2500), &json!("Key ")));
        assert_eq!((&written["transport"], &written["credentials"]), (&json!("fetch"), &json!("include")));
    });
}

#[test]
fn a_removed_source_is_put_back_with_all_it_had() {
    let setup = Setup::with([Source::of("agent-workspace"), Source::of("runner").named("builds")]);
    setup.play("agent-workspace", &[("fleet_snapshot", pipelines(&["p1"]))]).at("#/sources").run(async |page, sim| {
        sim.until_open("agent-workspace", 1).await;
        sim.until_open("runner", 1).await;
        sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "ci", "status": "in_progress"}}));
        page.until("its event came", async || page.words().await.matches("Live, last event").count(), |count| *count == 2).await;
        page.click("button", "Remove builds").await;
        sim.until_open("runner", 0).await;
        page.until_says("builds is removed.").await;
        page.until("the way back has the focus", async || page.focused().await.1, |name| name == "Undo").await;
        page.press_enter().await;
        sim.until_open("runner", 1).await;
        page.until_link("builds", "live").await;
        page.click("link", "Overview").await;
        page.until_units("its run is there still", |units| units.iter().any(|unit| unit.id == "r1")).await;
    });
}

#[test]
fn heartbeats_that_a_transport_hides_are_one_click_away() {
    Setup::with([Source::of("threads").over(Transport::EventSource)]).at("#/sources").run(async |page, _| {
        page.until_link("box", "open").await;
        page.until_says("This kind of connection cannot show heartbeats.").await;
        page.click("button", "Use fetch box").await;
        page.until_link("box", "live").await;
    });
}
