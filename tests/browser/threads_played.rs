//! The place of threads on a narrow page, and on a stream saved from a real server.

use crate::threads::{three_threads, until_linked, until_shown};
use fleetglass_tests::{Setup, Source};
use std::path::Path;

#[test]
fn a_real_servers_threads_are_listed_filtered_and_split() {
    let saved = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/captures/parallax-threads.sse");
    if !saved.is_file() {
        eprintln!("left out: no stream of a real server is saved beside this checkout");
        return;
    }
    let play = format!("threads={}", saved.display());
    Setup::with([Source::of("threads")]).flags(&["--play", &play]).at("#/threads?sort=name").run(async |page, _| {
        page.until_units("three threads", |units| units.len() == 3).await;
        page.click("button", "Types").await;
        page.click("checkbox", "Tools").await;
        page.until_lines("its tools", |lines| lines.len() == 3 && lines.iter().all(|line| line.kind == "tool")).await;
        page.press_escape().await;
        page.click("button", "Clear").await;
        page.until_lines("all of it", |lines| lines.len() > 10).await;
        page.click("button", "Split").await;
        let panes = async || page.all("log", "Log of").await.len();
        page.until("a pane for each", panes, |panes| *panes == 3).await;
        page.click("button", "engineer_b").await;
        until_linked(page, "threads=exec-123%2Fengineer_b").await;
        page.until("its pane alone", panes, |panes| *panes == 1).await;
    });
}

#[test]
fn on_a_narrow_page_the_list_and_the_filters_are_one_tap_away() {
    Setup::with([Source::of("threads")]).at("#/threads").size(360, 760).run(async |page, sim| {
        three_threads(page, sim).await;
        let fields = async || page.all("searchbox", "Text or /pattern/").await.len();
        page.until("no filter in the way", fields, |fields| *fields == 0).await;
        page.click("button", "All 3 threads").await;
        page.click("checkbox", "Show engineer_b").await;
        page.click("button", "Done").await;
        page.until_says("2 of 3 threads").await;
        until_shown(page, "what is chosen", &["Planning", "Compiling", "cargo test", "one test failed"]).await;
        page.click("button", "More").await;
        page.fill("searchbox", "Text or /pattern/", "error").await;
        until_shown(page, "what is typed", &["one test failed"]).await;
        // What is in use stays in view.
        page.click("button", "More").await;
        page.click("button", "Clear").await;
        page.until("the filter is put away", fields, |fields| *fields == 0).await;
        until_shown(page, "all of it", &["Planning", "Compiling", "cargo test", "one test failed"]).await;
    });
}
