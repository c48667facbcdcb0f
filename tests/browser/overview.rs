//! Overview: what is running, what needs a person, what went wrong.

use fleetglass_tests::{Page, Setup, Sim, Source, json};

fn run(id: &str, status: &str) -> fleetglass_tests::Value {
    json!({"runId": id, "run": {"id": id, "workflow": format!("workflow {id}"), "status": status}})
}

async fn a_fleet(page: &Page, sim: &Sim) {
    sim.until_open("threads", 1).await;
    sim.until_open("runner", 1).await;
    sim.say("engineer", 0, "Compiling");
    sim.thread(
        "architect",
        "blocked",
        0,
        &json!({"prompt": "Apply these edits? [y/n]", "type": "confirm", "options": ["y", "n"], "autoResponded": false}),
    );
    sim.send("runner", "run.started", run("r1", "in_progress"));
    sim.send("runner", "run.started", run("r2", "in_progress"));
    sim.send("runner", "run.completed", run("r2", "failed"));
    page.until_units("four units", |units| units.len() == 4).await;
}

fn sources() -> [Source; 2] {
    ["threads", "runner"].map(|api| Source::of(api).named(api))
}

#[test]
fn the_heading_answers_and_the_queue_leads_to_what_waits() {
    Setup::with(sources()).run(async |page, sim| {
        page.until_says("Nothing").await;
        a_fleet(page, sim).await;
        page.until_says("1 waits for you, 1 failed, 2 running.").await;
        page.until("the number in the title", async || page.title().await, |title| title.contains('2')).await;
        page.until_says("Apply these edits? [y/n]").await;
        page.click("link", "Open architect").await;
        page.until(
            "the thread's place",
            async || page.address().await,
            |address| address.contains("#/threads?") && address.contains("architect"),
        )
        .await;
        page.until_says("architect waits for you").await;
        page.back().await;
        sim.say("architect", 1, "going on");
        page.until_says("1 failed, 3 running.").await;
    });
}

#[test]
fn a_failure_leaves_the_queue_once_it_was_seen_and_stays_failed() {
    Setup::with(sources()).run(async |page, sim| {
        a_fleet(page, sim).await;
        page.until(
            "a failure in the queue",
            async || page.ask::<usize>("return document.querySelectorAll('[data-unit-ref][data-ref-status=failed]').length", vec![]).await,
            |count| *count == 1,
        )
        .await;
        page.click("button", "Seen").await;
        page.until(
            "it left the queue",
            async || page.ask::<usize>("return document.querySelectorAll('[data-unit-ref][data-ref-status=failed]').length", vec![]).await,
            |count| *count == 0,
        )
        .await;
        page.until("the number in the title", async || page.title().await, |title| title.contains('1') && !title.contains('2')).await;
    });
}

#[test]
fn status_and_text_filter_the_fleet_and_are_in_the_link() {
    Setup::with(sources()).run(async |page, sim| {
        a_fleet(page, sim).await;
        page.click("button", "Running 2").await;
        page.until_units("what runs", |units| units.len() == 2 && units.iter().all(|unit| unit.status == "running")).await;
        page.until("the status in the link", async || page.address().await, |address| address.contains("status=running")).await;
        page.fill("searchbox", "Filter units", "engineer").await;
        page.until_units("what runs and matches", |units| units.len() == 1 && units[0].id == "exec-123/engineer").await;
        page.until("the text in the link", async || page.address().await, |address| address.contains("q=engineer")).await;
        page.fill("searchbox", "Filter units", "nobody").await;
        page.until_says("Nothing matches \"nobody\" among Running.").await;
        page.click("button", "Clear").await;
        page.until_units("all of them", |units| units.len() >= 3).await;
    });
}

#[test]
fn a_theme_that_was_chosen_is_kept_and_nothing_else_is() {
    Setup::with(sources()).run(async |page, sim| {
        a_fleet(page, sim).await;
        page.click("button", "Theme").await;
        let theme = "return document.documentElement.dataset.theme ?? ''";
        let chosen = page.until("a theme", async || page.ask::<String>(theme, vec![]).await, |theme| !theme.is_empty()).await;
        page.reload().await;
        page.until("the same theme", async || page.ask::<String>(theme, vec![]).await, |theme| *theme == chosen).await;
        let kept: Vec<String> = page.ask("return [...Object.keys(localStorage), ...Object.keys(sessionStorage)]", vec![]).await;
        assert_eq!(kept, ["fleetglass.theme"]);
    });
}
