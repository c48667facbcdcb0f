//! What comes through a source, frame by frame.

use fleetglass_tests::{Page, Setup, Source, Transport, json};

async fn frames(page: &Page) -> Vec<String> {
    page.ask("return [...document.querySelectorAll('.fg-tapped')].map((e) => e.textContent.replace(/\\s+/g, ' ').trim())", vec![]).await
}

async fn until_frames(page: &Page, what: &str, done: impl FnMut(&Vec<String>) -> bool) -> Vec<String> {
    page.until(what, async || frames(page).await, done).await
}

over_both! {
    fn frames_are_shown_as_they_came_filtered_and_held(transport) {
        Setup::with([Source::of("runner").over(transport)]).at("#/sources").run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.send("runner", "run.started", json!({"runId": "r0"}));
            page.until_says("Live, last event").await;
            page.click("link", "Inspect box").await;
            page.until_says("No frames yet.").await;
            for id in ["r1", "r2"] {
                sim.send("runner", "run.started", json!({"runId": id, "run": {"id": id, "workflow": "ci"}}));
            }
            sim.send("runner", "nobody.knows.this", json!({"a": 1}));
            let known = if transport == Transport::Fetch { 3 } else { 2 };
            let all = until_frames(page, "what came since", |frames| frames.len() == known).await;
            assert!(all[known - 1].contains("run.started") && all[known - 1].contains("\"r1\""), "newest first: {all:?}");
            if transport == Transport::Fetch {
                page.until_says("nobody.knows.this 1").await;
            }
            page.fill("searchbox", "Text or event name", "\"r2\"").await;
            until_frames(page, "one of them", |frames| frames.len() == 1).await;
            page.until("the filter is in the link", async || page.address().await, |address| address.contains("q=%22r2%22")).await;
            page.click("button", "run.started").await;
            page.until_says("Paused").await;
            page.click("button", "JSON in lines").await;
            let pre = async || page.ask::<String>("return document.querySelector('.fg-tapped pre').textContent", vec![]).await;
            page.until("lines", pre, |text| text.contains("{\n") && text.contains("\"runId\": \"r2\"")).await;
            page.click("button", "As it came").await;
            page.until("one line", pre, |text| !text.contains('\n') && text.contains("\"runId\":\"r2\"")).await;
            sim.send("runner", "run.started", json!({"runId": "r2", "run": {"id": "r2"}}));
            page.until_says("Paused; 1 frame passed by.").await;
            page.click("button", "Go on").await;
            sim.send("runner", "run.completed", json!({"runId": "r2", "run": {"id": "r2"}}));
            until_frames(page, "what came after", |frames| frames.len() == 2).await;
        });
    }
}

#[test]
fn payloads_that_could_not_be_read_are_shown_with_their_cause_though_nobody_looked() {
    Setup::with([Source::of("runner")]).at("#/sources").run(async |page, sim| {
        page.until_link("box", "live").await;
        sim.send("runner", "run.started", json!("{not json"));
        sim.send("runner", "run.started", json!({"run": {}}));
        page.until_says("2 events could not be read: `runId` is missing. The stream goes on.").await;
        page.click("link", "Show box").await;
        let shown = until_frames(page, "both", |frames| frames.len() == 2).await;
        assert!(shown[0].contains("Could not be read: `runId` is missing"), "{shown:?}");
        assert!(shown[1].contains("{not json"), "{shown:?}");
        page.reload().await;
        page.until_says("No frames yet.").await;
        page.click("link", "Sources").await;
        page.find("heading", "Add a source").await;
    });
}
