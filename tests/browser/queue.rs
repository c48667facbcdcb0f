//! What needs a person: the queue, what they do about it, the way from one to the next, and the one number.

use fleetglass_tests::{Page, Setup, Sim, Source, Value, json};

fn sources() -> [Source; 2] {
    ["threads", "runner"].map(|api| Source::of(api).named(api))
}

fn asks(sim: &Sim, thread: &str, prompt: &str) {
    sim.thread(thread, "blocked", 0, &json!({"prompt": prompt, "type": "confirm", "options": ["y", "n"], "autoResponded": false}));
}

fn fails(sim: &Sim, thread: &str) {
    sim.thread(thread, "failed", 1, &json!({"error": format!("{thread} broke")}));
}

/// The rows of the queue: what for, whose, and their words.
async fn rows(page: &Page) -> Vec<(String, String, String)> {
    let script = "return [...document.querySelectorAll('section[aria-labelledby=fg-needs-you] li')]
        .map((e) => [e.dataset.reason, e.dataset.unitRef ?? '', e.innerText.replace(/\\s+/g, ' ').trim()])";
    page.ask(script, vec![]).await
}

async fn until_rows(page: &Page, what: &str, expect: &[&str]) -> Vec<(String, String, String)> {
    page.until(what, async || rows(page).await, |rows| rows.iter().map(|row| row.1.as_str()).eq(expect.iter().copied())).await
}

async fn ready(page: &Page, sim: &Sim) {
    sim.until_open("threads", 1).await;
    sim.until_open("runner", 1).await;
    page.until_link("runner", "live").await;
}

#[test]
fn a_wait_that_is_put_off_goes_to_the_end_and_is_back_when_it_asks_again() {
    Setup::with(sources()).run(async |page, sim| {
        ready(page, sim).await;
        asks(sim, "architect", "Apply these edits?");
        until_rows(page, "the first", &["exec-123/architect"]).await;
        asks(sim, "tester", "Run them all?");
        until_rows(page, "the longer wait first", &["exec-123/architect", "exec-123/tester"]).await;
        page.click("button", "Later architect").await;
        until_rows(page, "it is last", &["exec-123/tester", "exec-123/architect"]).await;
        page.click("button", "Not later architect").await;
        until_rows(page, "it is first", &["exec-123/architect", "exec-123/tester"]).await;
        page.click("button", "Later architect").await;
        until_rows(page, "it is last again", &["exec-123/tester", "exec-123/architect"]).await;
        page.until_says("2 wait for you").await;
        asks(sim, "architect", "Apply those edits?");
        page.until(
            "it asks anew",
            async || rows(page).await,
            |rows| rows.len() == 2 && rows[1].2.contains("those") && rows[1].2.contains("Later"),
        )
        .await;
        sim.say("tester", 1, "going on");
        until_rows(page, "an answered wait is gone", &["exec-123/architect"]).await;
    });
}

#[test]
fn a_row_is_not_made_anew_while_its_clock_ticks_and_its_words_change() {
    Setup::with(sources()).run(async |page, sim| {
        ready(page, sim).await;
        asks(sim, "architect", "Apply these edits?");
        let first = until_rows(page, "a row", &["exec-123/architect"]).await;
        let mark = "document.querySelector('[data-unit-ref=\"exec-123/architect\"]').dataset.marked = 'yes'";
        page.ask::<Value>(mark, vec![]).await;
        page.until("its clock ticks", async || rows(page).await, |rows| rows != &first).await;
        asks(sim, "tester", "And these?");
        until_rows(page, "another row", &["exec-123/architect", "exec-123/tester"]).await;
        let marked = "return document.querySelectorAll('li[data-marked=yes]').length";
        assert_eq!(page.ask::<usize>(marked, vec![]).await, 1, "it is the same element");
    });
}

#[test]
fn failures_of_one_source_are_folded_from_the_third_on_and_open() {
    Setup::with(sources()).run(async |page, sim| {
        ready(page, sim).await;
        for n in 1..=5 {
            let thread = format!("t{n}");
            fails(sim, &thread);
            page.until_unit(&format!("exec-123/{thread}"), "failed").await;
        }
        until_rows(page, "two and the folded ones", &["exec-123/t5", "exec-123/t4", ""]).await;
        page.until_says("3 more failed in threads").await;
        page.click("button", "Show").await;
        until_rows(page, "all", &["exec-123/t5", "exec-123/t4", "", "exec-123/t3", "exec-123/t2", "exec-123/t1"]).await;
        page.click("button", "Seen t3").await;
        until_rows(page, "one less", &["exec-123/t5", "exec-123/t4", "", "exec-123/t2", "exec-123/t1"]).await;
        page.click("button", "Seen 2 more failed").await;
        until_rows(page, "two are left", &["exec-123/t5", "exec-123/t4"]).await;
        page.until("the number in the title", async || page.title().await, |title| title.starts_with("(2)")).await;
    });
}

#[test]
fn at_most_five_rows_are_shown_until_one_asks_for_more() {
    Setup::with(sources()).run(async |page, sim| {
        ready(page, sim).await;
        for n in 0..7 {
            asks(sim, &format!("t{n}"), "Go on?");
        }
        page.until("five rows", async || rows(page).await.len(), |count| *count == 5).await;
        page.click("button", "2 more").await;
        page.until("all of them", async || rows(page).await.len(), |count| *count == 7).await;
        page.click("button", "Fewer").await;
        page.until("five again", async || rows(page).await.len(), |count| *count == 5).await;
    });
}

#[test]
fn n_goes_from_one_to_the_next_from_anywhere_and_sees_failures() {
    Setup::with(sources()).at("#/sources").run(async |page, sim| {
        ready(page, sim).await;
        page.until("its heading", async || page.says("Sources").await, |says| *says).await;
        page.press("n").await;
        page.until_says("Nothing seen waiting since").await;
        assert!(page.address().await.ends_with("#/sources"), "it stays");
        asks(sim, "architect", "Apply these edits?");
        sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "ci", "status": "in_progress"}}));
        let step = json!({"number": 1, "name": "Compile", "conclusion": "failure", "status": "completed"});
        sim.send("runner", "step.completed", json!({"runId": "r1", "jobId": "build", "stepNumber": 1, "step": step}));
        page.until("the number in the title", async || page.title().await, |title| title.starts_with("(2)")).await;
        let until_at = async |what: &str, end: &str| {
            page.until(what, async || page.address().await, |address| address.contains(end)).await;
        };
        page.press("n").await;
        until_at("the thread that waits", "#/threads?source=threads&threads=exec-123%2Farchitect").await;
        page.until_says("1 of 2: architect waits for you").await;
        page.press("n").await;
        until_at("the step that failed", "#/runs?source=runner&unit=r1%2Fbuild%2F1").await;
        page.until("the failure is seen", async || page.title().await, |title| title.starts_with("(1)")).await;
        page.press("N").await;
        until_at("back to the thread", "#/threads?").await;
        page.press("n").await;
        page.until_says("Nothing else needs you.").await;
        until_at("it stays", "#/threads?").await;
    });
}

#[test]
fn the_icon_shows_the_number_amber_if_any_waits() {
    Setup::with(sources()).run(async |page, sim| {
        ready(page, sim).await;
        let icon = async || page.ask::<String>("return decodeURIComponent(document.querySelector('link[rel=icon]').href)", vec![]).await;
        page.until("its own icon", icon, |icon| icon.contains("/favicon")).await;
        fails(sim, "tester");
        page.until("a square of one", icon, |icon| icon.contains("#a20035") && icon.contains(">1<")).await;
        asks(sim, "architect", "Apply these edits?");
        page.until("a diamond of two", icon, |icon| icon.contains("#f9b434") && icon.contains(">2<")).await;
        page.click("button", "Seen tester").await;
        sim.say("architect", 1, "going on");
        page.until("its own icon again", icon, |icon| icon.contains("/favicon")).await;
    });
}
