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

#[test]
fn the_html_portal_signs_in_themes_its_views_and_hears_them() {
    Setup::example("portal-html").flags(&["--auth"]).run(async |page, sim| {
        // The key came from the portal's session, and the two views share the stream of the crew.
        sim.until_open("agent-status", 1).await;
        sim.until_open("threads", 1).await;
        let crew = page.within("fleetglass-threads");
        crew.until_says("No thread has spoken").await;
        sim.thread("architect", "blocked", 0, &json!({"reason": "which branch?"}));
        crew.until_says("architect waits for you").await;
        page.within("fleetglass-overview").until_says("1 waits for you").await;
        page.until_says("1 waiting, 0 failed").await;
        assert_eq!((sim.count("threads", "total"), sim.count("agent-status", "total")), (1, 1));

        assert_eq!(page.barriers().await, Vec::<String>::new(), "what keeps people out of the portal");

        // Surface, text and accent are the portal's, in both of its themes.
        let look = "const view = document.querySelector('fleetglass-overview').shadowRoot.querySelector('h1, h2'); \
                    return [getComputedStyle(view).color, getComputedStyle(view).fontFamily.includes('DejaVu Sans')]";
        let ink = async || page.ask::<(String, bool)>(look, vec![]).await;
        assert_eq!(ink().await, ("rgb(43, 35, 32)".to_owned(), true));
        page.click("button", "Dark").await;
        page.until("ink on dark paper", ink, |held| *held == ("rgb(243, 236, 230)".to_owned(), true)).await;
    });
}

#[test]
fn the_react_portal_shows_one_stream_by_the_hook_and_by_the_element() {
    Setup::example("portal-react").run(async |page, sim| {
        page.until_says("Connected, 0 events").await;
        sim.until_open("threads", 1).await;
        sim.say("architect", 0, "Planning the change");
        page.until_says("Connected, 1 events, last output of architect").await;
        let crew = page.within("fleetglass-threads");
        crew.until_line("Planning the change").await;
        sim.thread("tester", "blocked", 0, &json!({"reason": "which branch?"}));
        page.until_says("1 waiting").await;
        // React mounts twice in its strict mode; what was closed at once may have been asked for.
        sim.until_open("threads", 1).await;

        page.fill("textbox", "Execution", "exec-4").await;
        page.until(
            "the other execution",
            async || sim.stats("threads")["path"].clone(),
            |path| *path == json!("/api/executions/exec-4/threads/stream"),
        )
        .await;
        page.until_says("Connected, 0 events").await;
        sim.until_open("threads", 1).await;

        // Without the element the hook's stream stays; without both none does.
        page.click("checkbox", "Crew").await;
        page.until("the element is gone", async || page.all("log", "").await.len(), |logs| *logs == 0).await;
        sim.until_open("threads", 1).await;
        // A page that is left may be kept for a way back, with its connections.
        page.close_tab().await;
        sim.until_nobody_is_here().await;
    });
}
