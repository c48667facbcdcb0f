//! What is unconfirmed: units of streams that repeat nothing, after a server was restarted or the network was cut.

use fleetglass_tests::{Page, Setup, Sim, Source, Transport, Unit, Value, json};

fn asks(sim: &Sim, thread: &str, prompt: &str) {
    sim.thread(thread, "blocked", 0, &json!({"prompt": prompt, "type": "confirm", "options": ["y", "n"], "autoResponded": false}));
}

fn waiting(id: &str) -> Value {
    json!([{"id": id, "projectName": format!("project {id}"), "status": "awaiting_approval", "jobs": []}])
}

/// The queue: whose, and whether it is hatched.
async fn queue(page: &Page) -> Vec<(String, bool)> {
    let script = "return [...document.querySelectorAll('section[aria-labelledby=fg-needs-you] li')]
        .map((e) => [e.dataset.unitRef ?? '', 'unconfirmed' in e.dataset])";
    page.ask(script, vec![]).await
}

async fn until_queue(page: &Page, what: &str, expect: &[(&str, bool)]) {
    let is = |queue: &Vec<(String, bool)>| queue.iter().map(|(id, hatched)| (id.as_str(), *hatched)).eq(expect.iter().copied());
    page.until(what, async || queue(page).await, is).await;
}

fn are_unconfirmed(units: &[Unit], expect: &[&str]) -> bool {
    let mut ids: Vec<&str> = units.iter().filter(|unit| unit.unconfirmed).map(|unit| unit.id.as_str()).collect();
    ids.sort_unstable();
    ids == expect
}

over_both! {
    fn a_wait_from_before_a_restart_stands_below_says_when_it_was_heard_and_can_be_dismissed(transport) {
        let sources = ["threads", "agent-workspace"].map(|api| Source::of(api).named(api).over(transport));
        let setup = Setup::with(sources).play("agent-workspace", &[("fleet_snapshot", waiting("p1"))]);
        setup.run(async |page, sim| {
            sim.until_open("threads", 1).await;
            page.until_unit("p1", "waiting").await;
            asks(sim, "architect", "Apply these edits?");
            until_queue(page, "both, confirmed", &[("p1", false), ("exec-123/architect", false)]).await;
            sim.kill();
            page.until_link("threads", "reconnecting").await;
            until_queue(page, "they stay as they were", &[("p1", false), ("exec-123/architect", false)]).await;
            sim.start_again();
            page.until_link("threads", transport.open_link()).await;
            until_queue(page, "what is not repeated is hatched", &[("p1", false), ("exec-123/architect", true)]).await;
            page.until_says("last heard").await;
            page.until_says("2 wait for you").await;
            page.click("button", "Dismiss architect").await;
            until_queue(page, "it is dismissed", &[("p1", false)]).await;
            page.until_units("it stays in the fleet", |units| are_unconfirmed(units, &["exec-123/architect"])).await;
            asks(sim, "architect", "Apply these edits?");
            until_queue(page, "an event names it", &[("p1", false), ("exec-123/architect", false)]).await;
        });
    }
}

#[test]
fn a_network_that_is_cut_for_40_s_changes_no_status_and_stops_every_clock() {
    let sources = ["agent-workspace", "runner", "threads"].map(|api| Source::of(api).named(api).over(Transport::Fetch));
    let played = json!([{"id": "p1", "projectName": "project p1", "status": "testing", "jobs": []}]);
    // 40 s of the page pass in 4 s.
    let setup = Setup::with(sources).play("agent-workspace", &[("fleet_snapshot", played)]).pace(10);
    setup.run(async |page, sim| {
        for api in ["agent-workspace", "runner", "threads"] {
            sim.until_open(api, 1).await;
        }
        sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "ci", "status": "in_progress"}}));
        asks(sim, "architect", "Apply these edits?");
        page.until_units("three units", |units| units.len() == 3).await;
        page.watch_units().await;
        let network = async |offline: bool| {
            let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
            page.devtools("Network.enable", json!({})).await;
            page.devtools("Network.emulateNetworkConditions", conditions).await;
        };
        network(true).await;
        page.until_says("You are offline since").await;
        page.let_pass(40).await;
        let units = page.units().await;
        let statuses: Vec<(&str, &str)> = units.iter().map(|unit| (unit.id.as_str(), unit.status.as_str())).collect();
        assert_eq!(statuses.len(), 3, "{statuses:?}");
        for (id, status) in [("p1", "running"), ("r1", "running"), ("exec-123/architect", "waiting")] {
            assert!(statuses.contains(&(id, status)), "{statuses:?}");
        }
        let before = page.units().await.into_iter().map(|unit| unit.text.split(" at ").next().unwrap_or_default().to_owned());
        let before: Vec<String> = before.collect();
        page.until_says(" at ").await;
        page.let_pass(5).await;
        let after: Vec<String> =
            page.units().await.into_iter().map(|unit| unit.text.split(" at ").next().unwrap_or_default().to_owned()).collect();
        assert_eq!(before, after, "clocks stand still");
        network(false).await;
        page.until_link("threads", "live").await;
        page.until_link("agent-workspace", "live").await;
        page.until_units("what is not repeated is unconfirmed", |units| are_unconfirmed(units, &["exec-123/architect", "r1"])).await;
        assert_eq!(page.units_watched().await, (Some(3), vec![]), "no row was gone at any moment");
    });
}
