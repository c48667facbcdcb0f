//! Prompts pinned above the threads' log: two at most, what they ask and offer, and how they go.

use fleetglass_tests::{Page, Setup, Sim, Source, json};

fn ask(sim: &Sim, thread: &str, sequence: u64, prompt: &str) {
    sim.thread(thread, "blocked", sequence, &json!({"prompt": prompt, "options": ["y", "n"], "autoResponded": false}));
}

async fn until_pinned(page: &Page, count: usize) {
    let pinned = async || page.all("button", "Copy answer y").await.len();
    page.until(&format!("{count} prompts with their answers"), pinned, |pinned| *pinned == count).await;
}

#[test]
fn two_prompts_are_pinned_and_the_others_are_one_click_away() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        sim.until_open("threads", 1).await;
        page.until_link("box", "open").await;
        ask(sim, "architect", 0, "Apply these edits? [y/n]");
        page.until_says("architect waits for you, 0:").await;
        // Where nothing leads to an answer, it is said where it waits.
        page.until_says("Waits in box, exec-123").await;
        for thread in ["engineer_a", "engineer_b", "tester"] {
            ask(sim, thread, 0, &format!("{thread} asks"));
        }
        page.until_says("and 2 more").await;
        until_pinned(page, 2).await;
        page.click("button", "and 2 more").await;
        until_pinned(page, 4).await;
        page.until_says("tester asks").await;
        page.click("button", "Show two").await;
        until_pinned(page, 2).await;
    });
}

#[test]
fn an_answered_prompt_goes_and_leaves_a_row() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        sim.until_open("threads", 1).await;
        page.until_link("box", "open").await;
        let at = |kind: &str, ms: u64, sequence: u64, payload: fleetglass_tests::Value| {
            let data = json!({"thread_id": "architect", "event_type": kind, "data_json": payload.to_string(), "timestamp_ms": ms, "sequence": sequence});
            let event = json!({"executionId": "exec-123", "threadId": "architect", "type": format!("gateway_thread_{kind}"), "data": data});
            sim.send("threads", &format!("thread_{kind}"), event);
        };
        at("blocked", 1_795_000_000_000, 0, json!({"prompt": "Apply?", "options": ["y"]}));
        page.until_says("architect waits for you").await;
        at("output", 1_795_000_372_000, 1, json!({"text": "applied"}));
        page.until_line("Answered after 6 min 12 s; it went on.").await;
        until_pinned(page, 0).await;
    });
}

#[test]
fn a_prompt_that_nothing_confirms_says_when_it_was_heard_and_can_be_put_away() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        sim.until_open("threads", 1).await;
        page.until_link("box", "open").await;
        ask(sim, "architect", 0, "Apply these edits? [y/n]");
        page.until_says("architect waits for you").await;
        sim.cut("threads");
        page.until_says("architect waited for you").await;
        page.until_says("last heard").await;
        page.click("button", "Dismiss the prompt of architect").await;
        until_pinned(page, 0).await;
        // Its thread is what it was; another prompt is pinned.
        page.until_units("it still waits", |units| units.iter().any(|unit| unit.status == "waiting" && unit.unconfirmed)).await;
        ask(sim, "architect", 1, "And these?");
        page.until_says("And these?").await;
        until_pinned(page, 1).await;
    });
}
