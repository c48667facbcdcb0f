//! The fleet's list: how it is arranged and filtered, what its rows show, the panel of one unit, and ten thousand of them.

use fleetglass_tests::{Page, Setup, Sim, Source, Value, json};

fn run(id: &str, name: &str, status: &str) -> Value {
    json!({"runId": id, "run": {"id": id, "workflow": name, "status": status}})
}

fn pipeline(id: &str, project: &str, status: &str) -> Value {
    json!({"id": id, "projectId": format!("p-{project}"), "projectName": project, "status": status, "jobs": [], "pendingInterventions": []})
}

fn snapshot(pipelines: &[Value]) -> Value {
    json!({"pipelines": pipelines, "total": pipelines.len()})
}

async fn until_ids(page: &Page, what: &str, ids: &[&str]) {
    page.until_units(what, |units| units.iter().map(|unit| unit.id.as_str()).eq(ids.iter().copied())).await;
}

async fn until_link(page: &Page, part: &str) {
    page.until(part, async || page.address().await, |address| address.contains(part)).await;
}

async fn three_runs(page: &Page, sim: &Sim) {
    sim.until_open("runner", 1).await;
    sim.send("runner", "run.started", run("r1", "beta", "in_progress"));
    sim.send("runner", "run.started", run("r2", "alpha", "in_progress"));
    sim.send("runner", "run.started", run("r3", "gamma", "in_progress"));
    sim.send("runner", "run.completed", run("r3", "gamma", "failed"));
    until_ids(page, "what needs a person first", &["r3", "r1", "r2"]).await;
}

#[test]
fn an_order_is_chosen_and_is_in_the_link() {
    Setup::with([Source::of("runner")]).run(async |page, sim| {
        three_runs(page, sim).await;
        page.choose("Sort by", "name").await;
        until_ids(page, "by name", &["r2", "r1", "r3"]).await;
        until_link(page, "sort=name").await;
        page.choose("Sort by", "longest").await;
        until_ids(page, "the longest first", &["r1", "r2", "r3"]).await;
        page.choose("Sort by", "").await;
        until_ids(page, "what needs a person first again", &["r3", "r1", "r2"]).await;
    });
}

#[test]
fn units_are_grouped_by_source_by_project_or_not() {
    Setup::with(["agent-workspace", "runner"].map(|api| Source::of(api).named(api))).run(async |page, sim| {
        sim.until_open("agent-workspace", 1).await;
        sim.until_open("runner", 1).await;
        let pipelines = [pipeline("a", "zeta", "implementing"), pipeline("b", "eta", "implementing"), pipeline("c", "zeta", "testing")];
        sim.send("agent-workspace", "fleet_snapshot", snapshot(&pipelines));
        sim.send("runner", "run.started", run("r1", "ci", "in_progress"));
        until_ids(page, "by source", &["a", "b", "c", "r1"]).await;
        page.find("heading", "agent-workspace").await;
        page.choose("Group by", "project").await;
        until_ids(page, "by project, and last what has none", &["b", "a", "c", "r1"]).await;
        until_link(page, "group=project").await;
        page.find("heading", "eta").await;
        page.find("heading", "No project").await;
        page.choose("Group by", "none").await;
        until_ids(page, "not grouped", &["a", "b", "c", "r1"]).await;
        page.until("no head", async || page.all("heading", "zeta").await.len(), |heads| *heads == 0).await;
    });
}

#[test]
fn several_statuses_filter_at_once() {
    Setup::with([Source::of("runner")]).run(async |page, sim| {
        three_runs(page, sim).await;
        sim.send("runner", "run.started", run("r4", "delta", "queued"));
        page.until_units("four", |units| units.len() == 4).await;
        page.click("button", "Failed 1").await;
        until_ids(page, "what failed", &["r3"]).await;
        page.click("button", "Queued 1").await;
        until_ids(page, "what failed or is queued", &["r3", "r4"]).await;
        until_link(page, "status=failed,queued").await;
        page.click("button", "Failed 1").await;
        until_ids(page, "what is queued", &["r4"]).await;
        page.click("button", "All 4").await;
        page.until_units("all", |units| units.len() == 4).await;
    });
}

#[test]
fn agents_are_the_sessions_until_that_is_taken_back() {
    let session = json!({"sessions": [{"session_key": "s1", "title": "Fix it", "state": "thinking"}]});
    let sources = ["agent-status", "runner"].map(|api| Source::of(api).named(api));
    Setup::with(sources).play("agent-status", &[("status", session)]).at("#/agents").run(async |page, sim| {
        sim.until_open("runner", 1).await;
        sim.send("runner", "run.started", run("r1", "ci", "in_progress"));
        until_ids(page, "the sessions", &["s1"]).await;
        page.click("button", "Stop showing only Session").await;
        until_ids(page, "everything", &["s1", "r1"]).await;
    });
}

#[test]
fn what_left_the_stream_is_folded_and_can_be_cleared() {
    Setup::with([Source::of("agent-workspace")]).run(async |page, sim| {
        sim.until_open("agent-workspace", 1).await;
        sim.send("agent-workspace", "fleet_snapshot", snapshot(&[pipeline("a", "zeta", "testing"), pipeline("b", "eta", "testing")]));
        until_ids(page, "two", &["a", "b"]).await;
        sim.send("agent-workspace", "fleet_snapshot", snapshot(&[pipeline("a", "zeta", "testing")]));
        until_ids(page, "one is folded", &["a"]).await;
        page.click("button", "Ended, 1").await;
        page.until_unit("b", "ended").await;
        page.click("button", "Clear ended").await;
        until_ids(page, "it is gone", &["a"]).await;
        page.until("no line to fold", async || page.all("button", "Ended, ").await.len(), |lines| *lines == 0).await;
    });
}

#[test]
fn the_wake_shows_events_waits_and_a_lost_connection() {
    Setup::with([Source::of("threads")]).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        (0..20).for_each(|n| sim.say("tester", n, "running"));
        let said = "return document.querySelector('[data-unit-id$=tester] .fg-wake')?.getAttribute('aria-label') ?? ''";
        // The twenty may have come around the end of a minute.
        let spoken = async || page.ask::<String>(said, vec![]).await;
        page.until("the wake in words", spoken, |said| said.starts_with("Active in ") && said.ends_with(" of the last 10 minutes")).await;
        let drawn = async |part: &str| {
            let path = "return document.querySelector(`[data-unit-id$=tester] .fg-wake__${arguments[0]}`)?.getAttribute('d') ?? ''";
            page.ask::<String>(path, vec![json!(part)]).await
        };
        // Twenty events in ten seconds, or in two times ten.
        page.until("bars", async || drawn("events").await, |path| path.contains("v-12") || path.contains("v-8")).await;
        page.until("no wait", async || drawn("waits").await, String::is_empty).await;
        sim.thread("tester", "blocked", 20, &json!({"prompt": "Go on?", "options": ["y", "n"]}));
        page.until("a wait", async || drawn("waits").await, |path| !path.is_empty()).await;
        assert_eq!(drawn("lost").await, "");
        sim.kill();
        page.until("hatching", async || drawn("lost").await, |path| !path.is_empty()).await;
    });
}

/// Counts the rows that were marked, by id.
const MARKED: &str = "window.__marked = []; new MutationObserver((seen) => seen.forEach(({ target }) => 'changed' in target.dataset && window.__marked.push(target.dataset.unitId))).observe(document.querySelector('[role=table]'), { subtree: true, attributeFilter: ['data-changed'] })";

#[test]
fn a_row_is_marked_when_its_status_changes_and_not_when_many_do() {
    let count = 12;
    Setup::with([Source::of("runner")]).run(async |page, sim| {
        sim.until_open("runner", 1).await;
        (0..count).for_each(|n| sim.send("runner", "run.started", run(&format!("r{n}"), &format!("ci {n}"), "in_progress")));
        page.until_units("all runs", |units| units.len() == count).await;
        page.ask::<()>(MARKED, vec![]).await;
        let marked = async || page.ask::<Vec<String>>("return [...new Set(window.__marked)]", vec![]).await;
        sim.send("runner", "run.completed", run("r0", "ci 0", "failed"));
        page.until("one is marked", marked, |marked| *marked == ["r0"]).await;
        page.until_unit("r0", "failed").await;
        // The mark is taken back when it faded.
        let left = async || page.ask::<usize>("return document.querySelectorAll('[data-changed]').length", vec![]).await;
        page.until("no mark is left", left, |left| *left == 0).await;
    });
}

#[test]
fn the_panel_says_what_is_known_and_gives_the_focus_back() {
    Setup::with([Source::of("threads").with("answerUrl", "https://portal.example/{executionId}/{threadId}")]).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        (0..20).for_each(|n| sim.say("architect", n, &format!("line {n}")));
        sim.thread("architect", "blocked", 20, &json!({"prompt": "Apply these edits?", "options": ["y", "n"]}));
        page.until_unit("exec-123/architect", "waiting").await;
        // The row's own link, not the one of the queue.
        page.click_on("[data-unit-id='exec-123/architect'] a[aria-label=architect]").await;
        let panel =
            async || page.ask::<String>("return document.querySelector('aside[aria-label=Details]')?.innerText ?? ''", vec![]).await;
        let said = page.until("the panel", panel, |said| said.contains("line 19")).await;
        for words in
            ["architect", "Waiting", "Apply these edits?", "line 8", "exec-123/architect", "Answer in portal.example", "Open the thread"]
        {
            assert!(said.contains(words), "{words} in {said}");
        }
        assert!(!said.contains("line 7\n"), "twelve lines only: {said}");
        until_link(page, "unit=exec-123%2Farchitect").await;
        let inside = "return !!document.activeElement?.closest('aside[aria-label=Details]')";
        page.until("the focus in the panel", async || page.ask::<bool>(inside, vec![]).await, |inside| *inside).await;
        page.press_escape().await;
        page.until("no panel", panel, String::is_empty).await;
        page.until("the focus on the row", async || page.focused().await, |at| *at == ("link".to_owned(), "architect".to_owned())).await;
    });
}

#[test]
fn ten_thousand_units_are_a_list_of_which_some_rows_are_in_the_page() {
    let sources = ["agent-workspace", "threads", "runner"].map(|api| Source::of(api).named(api).with("transport", "fetch"));
    Setup::with(sources).flags(&["--fleet", "10000", "--rate", "0"]).run(async |page, _| {
        page.until_says("All 10,000").await;
        page.until_units("some rows", |units| !units.is_empty() && units.len() < 150).await;
        let rows = async || page.ask::<String>("return document.querySelector('[role=table]').getAttribute('aria-rowcount')", vec![]).await;
        page.until("all are counted", rows, |rows| rows == "10004").await;
        // The keyboard steps through it.
        page.ask::<()>("document.querySelector('main').focus()", vec![]).await;
        page.press("j").await;
        let at = "return document.activeElement?.closest('[data-unit-id]')?.getAttribute('aria-rowindex') ?? ''";
        page.until("the first unit", async || page.ask::<String>(at, vec![]).await, |at| at == "3").await;
        page.press("jj").await;
        page.until("two further", async || page.ask::<String>(at, vec![]).await, |at| at == "5").await;
        page.press("k").await;
        page.until("one back", async || page.ask::<String>(at, vec![]).await, |at| at == "4").await;
        let end = "const list = document.querySelector('.fg-split__list'); list.scrollTop = list.scrollHeight";
        page.ask::<()>(end, vec![]).await;
        page.until_units("the last ones", |units| units.last().is_some_and(|unit| unit.id == "ci-01000")).await;
        page.fill("searchbox", "Filter units", "agent-06999").await;
        until_ids(page, "the one that is looked for", &["exec-123/agent-06999"]).await;
    });
}
