//! Threads: what is read, and the filters, all of them in the link.

use fleetglass_tests::{Key, Page, Setup, Sim, Source, Transport, json};

pub(crate) async fn three_threads(page: &Page, sim: &Sim) {
    sim.until_open("threads", 1).await;
    sim.say("architect", 0, "Planning the change");
    sim.say("engineer_a", 0, "Compiling core v0.4.1");
    sim.say("engineer_b", 0, "error[E0308]: mismatched types");
    sim.thread("engineer_a", "tool_running", 1, &json!({"tool": "Bash", "description": "cargo test"}));
    sim.say("engineer_a", 2, "Error: one test failed");
    page.until_lines("all of it", |lines| lines.len() == 5).await;
}

pub(crate) async fn until_shown(page: &Page, what: &str, expect: &[&str]) {
    page.until_lines(what, |lines| lines.len() == expect.len() && lines.iter().zip(expect).all(|(line, words)| line.text.contains(words)))
        .await;
}

pub(crate) async fn until_linked(page: &Page, part: &str) {
    page.until(&format!("{part} in the link"), async || page.address().await, |address| address.contains(part)).await;
}

#[test]
fn threads_are_chosen_by_their_names_and_the_choice_is_in_the_link() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        page.click("button", "engineer_a").await;
        until_shown(page, "one thread", &["Compiling", "cargo test", "one test failed"]).await;
        until_linked(page, "threads=exec-123%2Fengineer_a").await;
        page.click("checkbox", "Show architect").await;
        until_shown(page, "two threads", &["Planning", "Compiling", "cargo test", "one test failed"]).await;
        let link = page.address().await;
        page.click("button", "All").await;
        until_shown(page, "all threads", &["Planning", "Compiling", "E0308", "cargo test", "one test failed"]).await;
        page.open("about:blank").await;
        page.open(&link).await;
        three_threads_again(page, sim).await;
        until_shown(page, "the two threads of the link", &["Planning", "Compiling", "cargo test", "one test failed"]).await;
    });
}

/// A page that was opened anew knows nothing of before; the threads say it again.
async fn three_threads_again(page: &Page, sim: &Sim) {
    let total = sim.count("threads", "total");
    page.until("the new page's stream", async || sim.count("threads", "total"), |now| *now >= total.max(2)).await;
    page.until(
        "the connection",
        async || page.links().await,
        |links| links.get("box").is_some_and(|link| link == "open" || link == "live"),
    )
    .await;
    sim.say("architect", 0, "Planning the change");
    sim.say("engineer_a", 0, "Compiling core v0.4.1");
    sim.say("engineer_b", 0, "error[E0308]: mismatched types");
    sim.thread("engineer_a", "tool_running", 1, &json!({"tool": "Bash", "description": "cargo test"}));
    sim.say("engineer_a", 2, "Error: one test failed");
}

#[test]
fn text_patterns_case_and_not_filter_the_log_and_are_in_the_link() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        page.fill("searchbox", "Text or /pattern/", "error").await;
        until_shown(page, "a text in any case", &["E0308", "one test failed"]).await;
        until_linked(page, "q=error").await;
        page.click("button", "Case counts").await;
        until_shown(page, "a text in its case", &["E0308"]).await;
        until_linked(page, "case=1").await;
        page.click("button", "Show what does not match").await;
        until_shown(page, "what does not match", &["Planning", "Compiling", "cargo test", "one test failed"]).await;
        until_linked(page, "not=1").await;
        page.click("button", "Show what does not match").await;
        page.fill("searchbox", "Text or /pattern/", "/E[0-9]+|v0\\.\\d/").await;
        until_shown(page, "a pattern", &["Compiling", "E0308"]).await;
        until_linked(page, "re=1").await;
        // A bracket before the last slash.
        page.press(&format!("{}(", char::from(Key::Left))).await;
        page.until_says("Not a pattern yet").await;
        until_shown(page, "the last good pattern", &["Compiling", "E0308"]).await;
        sim.say("architect", 1, "and v0.5 comes");
        until_shown(page, "what comes is filtered, too", &["Compiling", "E0308", "v0.5"]).await;
    });
}

#[test]
fn kinds_of_rows_filter_the_log_and_are_in_the_link() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        page.click("button", "Types").await;
        page.click("checkbox", "Tools").await;
        until_shown(page, "tools only", &["cargo test"]).await;
        until_linked(page, "types=tool").await;
        page.click("checkbox", "Output").await;
        until_shown(page, "tools and output", &["Planning", "Compiling", "E0308", "cargo test", "one test failed"]).await;
        until_linked(page, "types=line,tool").await;
    });
}

#[test]
fn a_link_opens_with_its_filters() {
    let link = "#/threads?threads=exec-123%2Fengineer_a,exec-123%2Fengineer_b&types=line&q=error";
    Setup::with([Source::of("threads")]).at(link).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        page.until_link("box", "open").await;
        three_threads_again_first(sim);
        until_shown(page, "what the link says", &["E0308", "one test failed"]).await;
        page.until_says("2 of").await;
    });
}

fn three_threads_again_first(sim: &Sim) {
    sim.say("architect", 0, "an error of another thread");
    sim.say("engineer_b", 0, "error[E0308]: mismatched types");
    sim.thread("engineer_a", "tool_running", 1, &json!({"tool": "Bash", "description": "error hunting"}));
    sim.say("engineer_a", 2, "Error: one test failed");
}

over_both! {
    fn events_of_other_threads_and_executions_are_left_out(transport) {
        let source = Source::of("threads").over(transport).with("threadIds", json!(["architect"]));
        Setup::with([source]).at("#/threads").run(async |page, sim| {
            sim.until_open("threads", 1).await;
            assert_eq!(sim.stats("threads")["query"], "threadIds=architect");
            let other = json!({"executionId": "exec-9", "threadId": "architect", "type": "gateway_thread_output",
                "data": {"thread_id": "architect", "event_type": "output", "data_json": "{\"text\":\"of another execution\"}", "timestamp_ms": 1, "sequence": 0}});
            sim.send("threads", "thread_output", other);
            let stray = json!({"executionId": "exec-123", "threadId": "engineer_a", "type": "gateway_thread_output",
                "data": {"thread_id": "engineer_a", "event_type": "output", "data_json": "{\"text\":\"of another thread\"}", "timestamp_ms": 1, "sequence": 0}});
            sim.send("threads", "thread_output", stray);
            sim.say("architect", 0, "mine");
            until_shown(page, "only what was asked for", &["mine"]).await;
            page.until_units("one thread", |units| units.len() == 1).await;
        });
    }
}

#[test]
fn a_prompt_is_pinned_until_the_thread_goes_on() {
    Setup::with([Source::of("threads").with("answerUrl", "https://portal.example/x/{executionId}/{threadId}")]).at("#/threads").run(
        async |page, sim| {
            sim.until_open("threads", 1).await;
            sim.thread(
                "architect",
                "blocked",
                0,
                &json!({"prompt": "Apply these edits? [y/n]", "type": "confirm", "options": ["y", "n"], "autoResponded": false}),
            );
            page.until_unit("exec-123/architect", "waiting").await;
            page.until_says("Apply these edits? [y/n]").await;
            let href = page.attribute("link", "Answer in", "href").await;
            assert_eq!(href.as_deref(), Some("https://portal.example/x/exec-123/architect"));
            sim.say("architect", 1, "going on");
            page.until_unit("exec-123/architect", "running").await;
            page.until("the prompt is no longer pinned", async || page.all("link", "Answer in").await.len(), |links| *links == 0).await;
        },
    );
}
