//! Threads side by side: a pane for each, as many as the container has room for, and none where it is narrow.

use crate::threads::{three_threads, until_linked, until_shown};
use fleetglass_tests::{Page, Setup, Source, json};

async fn until_panes(page: &Page, expect: &[&str]) {
    let panes =
        async || page.ask::<Vec<String>>("return [...document.querySelectorAll('[role=log]')].map((e) => e.ariaLabel)", vec![]).await;
    let expect: Vec<String> = expect.iter().map(|name| (*name).to_owned()).collect();
    page.until(&format!("the logs {expect:?}"), panes, |panes| *panes == expect).await;
}

async fn resize(page: &Page, width: u32) {
    page.devtools("Emulation.setDeviceMetricsOverride", json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}))
        .await;
}

#[test]
fn split_gives_each_chosen_thread_a_pane_and_filters_apply_to_all() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        until_panes(page, &["Threads, merged"]).await;
        page.click("button", "Split").await;
        until_linked(page, "group=split").await;
        until_panes(page, &["Log of architect", "Log of engineer_a", "Log of engineer_b"]).await;
        until_shown(page, "each its own", &["Planning", "Compiling", "cargo test", "one test failed", "E0308"]).await;
        page.until_says("5 of 5").await;
        page.fill("searchbox", "Text or /pattern/", "error").await;
        until_shown(page, "the filter in every pane", &["one test failed", "E0308"]).await;
        page.until_says("2 of 5").await;
        page.click("button", "Clear").await;
        page.until_says("5 of 5").await;
        page.click("button", "Hide engineer_a").await;
        until_panes(page, &["Log of architect", "Log of engineer_b"]).await;
        until_linked(page, "threads=exec-123%2Farchitect,exec-123%2Fengineer_b").await;
        sim.say("engineer_b", 1, "it goes on");
        until_shown(page, "what comes", &["Planning", "E0308", "it goes on"]).await;
        page.click("button", "Merged").await;
        until_panes(page, &["Threads, merged"]).await;
        page.until("nothing of it in the link", async || page.address().await, |address| !address.contains("group")).await;
    });
}

#[test]
fn as_many_panes_as_there_is_room_for() {
    Setup::with([Source::of("threads")]).at("#/threads?group=split").run(async |page, sim| {
        sim.until_open("threads", 1).await;
        for thread in ["a", "b", "c", "d", "e"] {
            sim.say(thread, 0, "hello");
        }
        until_panes(page, &["Log of a", "Log of b", "Log of c", "Log of d"]).await;
        page.until_says("The first 4 of 5 chosen threads have a pane here.").await;
        resize(page, 1_000).await;
        until_panes(page, &["Log of a", "Log of b"]).await;
        page.until_says("The first 2 of 5 chosen threads have a pane here.").await;
        resize(page, 700).await;
        until_panes(page, &["Threads, merged"]).await;
        page.until("no switch", async || page.all("button", "Split").await.len(), |switches| *switches == 0).await;
        resize(page, 1_440).await;
        until_panes(page, &["Log of a", "Log of b", "Log of c", "Log of d"]).await;
    });
}
