//! The main tasks, by keyboard alone.

use fleetglass_tests::{Key, Page, Setup, Source, json};

/// Presses Tab until something of that role and name has the focus.
async fn tab_to(page: &Page, role: &str, name: &str) {
    let mut passed = Vec::new();
    for _ in 0..80 {
        page.press_tab().await;
        let (at, called) = page.focused().await;
        if at == role && called.contains(name) {
            return;
        }
        passed.push(format!("{at} `{called}`"));
    }
    panic!("Tab does not lead to the {role} `{name}`, but past {passed:?}");
}

fn key(key: Key) -> String {
    char::from(key).to_string()
}

#[test]
fn from_the_first_key_to_the_prompt_that_waits() {
    Setup::with([Source::of("threads")]).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        sim.say("architect", 1, "Planning the change");
        sim.thread("architect", "blocked", 2, &json!({"prompt": "Apply these edits? [y/n]", "options": ["y", "n"]}));
        page.until_unit("exec-123/architect", "waiting").await;
        // Past the frame, into the queue, to the prompt.
        tab_to(page, "link", "Skip to the content").await;
        page.press_enter().await;
        tab_to(page, "link", "Open").await;
        page.press_enter().await;
        page.until_line("Planning the change").await;
        page.until_says("Apply these edits?").await;
    });
}

#[test]
fn a_thread_is_found_filtered_and_left() {
    Setup::with([Source::of("threads")]).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        for (sequence, line) in [(1, "alpha"), (2, "beta"), (3, "alpha again")] {
            sim.say("engineer_a", sequence, line);
        }
        page.until_unit("exec-123/engineer_a", "running").await;
        page.press("gt").await;
        page.until_lines("all lines", |lines| lines.len() == 3).await;
        page.press("/").await;
        page.press("alpha").await;
        page.until_lines("the filtered lines", |lines| lines.len() == 2).await;
        // Esc first clears the field, and then leaves it.
        page.press_escape().await;
        page.until_lines("all lines again", |lines| lines.len() == 3).await;
        page.press_escape().await;
        page.press("go").await;
        page.until("the overview", async || page.address().await, |address| address.contains("#/overview")).await;
    });
}

#[test]
fn a_run_is_opened_down_to_the_line_that_broke() {
    let step = json!({"number": 1, "name": "Run tests", "status": "completed", "conclusion": "failure"});
    let job = json!({"id": "build", "name": "build", "status": "completed", "conclusion": "failure", "steps": [step]});
    let run = json!({"id": "r1", "workflow": "ci", "status": "failed", "conclusion": "failure", "jobs": [job]});
    let events = [
        ("step.log", json!({"runId": "r1", "jobId": "build", "stepNumber": 1, "line": "error: it broke\n"})),
        ("run.completed", json!({"runId": "r1", "run": run})),
    ];
    Setup::with([Source::of("runner")]).play("runner", &events).run(async |page, _| {
        page.until_unit("r1", "failed").await;
        page.press("gr").await;
        page.until_unit("r1/build/1", "failed").await;
        tab_to(page, "link", "build").await;
        page.press(&key(Key::Down)).await;
        page.press_enter().await;
        page.until("the step in the link", async || page.address().await, |address| address.contains("build%2F1")).await;
        page.until_line("error: it broke").await;
        page.press_tab().await;
    });
}

#[test]
fn a_source_is_added_disconnected_and_removed() {
    Setup::with([]).run(async |page, sim| {
        page.until_says("Paste the address").await;
        tab_to(page, "textbox", "Address").await;
        page.press(&format!("{}api/agent-workspace/stream", sim.address())).await;
        page.press_enter().await;
        sim.until_open("agent-workspace", 1).await;
        page.press_escape().await;
        page.ask::<()>("document.activeElement?.blur()", vec![]).await;
        page.press("gs").await;
        tab_to(page, "button", "Disconnect").await;
        page.press_enter().await;
        sim.until_open("agent-workspace", 0).await;
    });
}
