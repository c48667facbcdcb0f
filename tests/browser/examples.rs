//! The examples, as `cargo xtask example` builds them.

use fleetglass_tests::{Setup, json};

#[test]
fn the_leptos_app_shows_what_threads_do_and_say_and_changes_the_execution() {
    Setup::example("leptos-hooks").run(async |page, sim| {
        page.until_says("Connected").await;
        page.until_says("No thread has spoken yet.").await;
        sim.say("architect", 0, "Planning the change\nin two steps");
        sim.say("tester", 0, "Waiting for code");
        sim.thread("tester", "blocked", 1, &json!({"reason": "which branch?"}));
        page.until_says("architect works in two steps").await;
        page.until_says("tester waits for somebody Waiting for code").await;
        assert!(!page.says("No thread has spoken yet.").await);

        page.fill("textbox", "Execution", "exec-456\t").await;
        page.until(
            "the other execution",
            async || sim.stats("threads")["path"].clone(),
            |path| *path == json!("/api/executions/exec-456/threads/stream"),
        )
        .await;
        sim.until_open("threads", 1).await;
        page.until_says("No thread has spoken yet.").await;
    });
}
