//! The list of threads: how much each writes, its order, choosing several, and going through it by keys.

use crate::threads::{three_threads, until_linked, until_shown};
use fleetglass_tests::{Page, Setup, Source, json};

async fn until_row(page: &Page, thread: &str, what: &str, done: impl Fn(&str) -> bool) {
    let id = format!("exec-123/{thread}");
    let is = |unit: &&fleetglass_tests::Unit| unit.id == id && done(&unit.text);
    page.until_units(&format!("{thread}: {what}"), |units| units.iter().any(|unit| is(&unit))).await;
}

async fn until_order(page: &Page, expect: &[&str]) {
    let ids: Vec<String> = expect.iter().map(|thread| format!("exec-123/{thread}")).collect();
    page.until_units(&format!("the order {expect:?}"), |units| units.iter().map(|unit| &unit.id).eq(ids.iter())).await;
}

#[test]
fn a_thread_that_is_not_read_counts_its_new_lines_until_it_is_looked_at() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        page.click("button", "architect").await;
        until_linked(page, "threads=exec-123%2Farchitect").await;
        for (thread, sequence) in [("engineer_a", 3), ("engineer_a", 4), ("engineer_a", 5), ("architect", 1)] {
            sim.say(thread, sequence, "more");
        }
        until_row(page, "engineer_a", "three lines that nobody read", |text| text.contains("3 new")).await;
        until_row(page, "engineer_a", "how fast it writes", |text| text.contains("/ s")).await;
        until_row(page, "architect", "it is read", |text| !text.contains("new")).await;
        // It is remembered wherever on the page one is.
        page.click("link", "Overview").await;
        page.until("another place", async || page.address().await, |address| address.contains("overview")).await;
        page.back().await;
        until_row(page, "engineer_a", "still three", |text| text.contains("3 new")).await;
        page.click("checkbox", "Show engineer_a").await;
        until_row(page, "engineer_a", "it was looked at", |text| !text.contains("new")).await;
    });
}

#[test]
fn the_list_has_four_orders_and_the_link_says_which() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        until_order(page, &["architect", "engineer_a", "engineer_b"]).await;
        sim.thread("engineer_b", "blocked", 1, &json!({"prompt": "Go on?", "options": ["y"]}));
        until_order(page, &["engineer_b", "architect", "engineer_a"]).await;
        page.choose("Order", "name").await;
        until_linked(page, "sort=name").await;
        until_order(page, &["architect", "engineer_a", "engineer_b"]).await;
        page.choose("Order", "newest").await;
        until_order(page, &["engineer_b", "engineer_a", "architect"]).await;
        sim.say("architect", 1, "the newest line");
        until_order(page, &["architect", "engineer_b", "engineer_a"]).await;
        page.choose("Order", "rate").await;
        until_linked(page, "sort=rate").await;
        for at in 0..30 {
            sim.say("engineer_a", 3 + at, "much");
        }
        page.until_units("who writes most first", |units| units.first().is_some_and(|unit| unit.id == "exec-123/engineer_a")).await;
    });
}

#[test]
fn shift_checks_all_between_two() {
    Setup::with([Source::of("threads")]).at("#/threads?sort=name").run(async |page, sim| {
        three_threads(page, sim).await;
        page.click("button", "None").await;
        page.until_says("No thread is chosen.").await;
        page.click("checkbox", "Show architect").await;
        until_shown(page, "one thread", &["Planning"]).await;
        page.shift_click("checkbox", "Show engineer_b").await;
        until_shown(page, "all three", &["Planning", "Compiling", "E0308", "cargo test", "one test failed"]).await;
        page.click("checkbox", "Show engineer_b").await;
        page.shift_click("checkbox", "Show engineer_a").await;
        until_shown(page, "what Shift unchecked", &["Planning"]).await;
        let only = |address: &String| address.ends_with("threads=exec-123%2Farchitect");
        page.until("only one in the link", async || page.address().await, only).await;
    });
}

#[test]
fn j_and_k_go_through_the_list_and_enter_reads_one() {
    Setup::with([Source::of("threads")]).at("#/threads?sort=name").run(async |page, sim| {
        three_threads(page, sim).await;
        let until_at = async |name: &str| {
            page.until(&format!("{name} has the focus"), async || page.focused().await.1, |focused| focused.contains(name)).await;
        };
        page.press("j").await;
        until_at("architect").await;
        page.press("jj").await;
        until_at("engineer_b").await;
        page.press("k").await;
        until_at("engineer_a").await;
        page.press_enter().await;
        until_shown(page, "that one", &["Compiling", "cargo test", "one test failed"]).await;
        // The list's own filter is near.
        page.press("/").await;
        until_at("Filter threads").await;
        page.press("arch").await;
        until_order(page, &["architect"]).await;
        page.press_escape().await;
        until_order(page, &["architect", "engineer_a", "engineer_b"]).await;
        page.press_escape().await;
        until_at("architect").await;
    });
}
