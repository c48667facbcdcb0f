//! Answers that are no streams: the page says them, waits as told, and never runs into them again and again.

use fleetglass_tests::{Page, Setup, Sim, Source, Transport, json};
use std::time::Instant;

/// How many requests one try costs: over `EventSource` a second one asks what the first was answered.
fn requests(transport: Transport) -> u64 {
    match transport {
        Transport::EventSource => 2,
        Transport::Fetch => 1,
    }
}

/// The page is signed out, and stays so, without another request, for two minutes of its time.
async fn stays_signed_out(page: &Page, sim: &Sim, api: &str) {
    page.until_link("box", "signed-out").await;
    let asked = sim.count(api, "requests");
    page.let_pass(120).await;
    assert_eq!(sim.count(api, "requests"), asked, "no request while signed out");
    assert_eq!(page.links().await["box"], "signed-out");
}

over_both! {
    fn a_wrong_key_is_403_in_the_servers_words_until_the_right_one_is_given(transport) {
        let auth = match transport {
            Transport::EventSource => json!({"kind": "query", "name": "key"}),
            Transport::Fetch => json!({"kind": "header", "name": "X-Status-Key"}),
        };
        let source = Source::of("agent-status").over(transport).with("auth", auth);
        Setup::with([source]).flags(&["--auth"]).pace(30).run(async |page, sim| {
            stays_signed_out(page, sim, "agent-status").await;
            assert_eq!(sim.count("agent-status", "requests"), requests(transport));
            for place in ["Threads", "Runs", "Sources", "Overview"] {
                page.click("link", place).await;
                page.until_says("Invalid or missing status API key").await;
            }
            page.fill("textbox", "Key for box", "wrong").await;
            page.press_enter().await;
            page.until("it is tried", async || sim.count("agent-status", "requests"), |asked| *asked > requests(transport)).await;
            stays_signed_out(page, sim, "agent-status").await;
            page.fill("textbox", "Key for box", "fleetglass").await;
            page.press_enter().await;
            page.until_link("box", transport.open_link()).await;
            assert!(!page.says("Invalid or missing").await);
            assert!(!page.address().await.contains("fleetglass"), "the address never holds the secret");
            assert_eq!(page.ask::<usize>("return localStorage.length + sessionStorage.length", vec![]).await, 0);
        });
    }

    fn a_missing_session_is_401_until_the_person_has_signed_in_elsewhere(transport) {
        let source = Source::of("agent-workspace").over(transport).with("auth", json!({"kind": "cookie"}));
        Setup::with([source]).flags(&["--auth"]).pace(30).run(async |page, sim| {
            stays_signed_out(page, sim, "agent-workspace").await;
            page.until_says("box signed this page out").await;
            page.ask_later::<()>("const done = arguments[0]; fetch('sim/login').then(() => done())", vec![]).await;
            page.click("button", "Try again").await;
            page.until_link("box", "live").await;
        });
    }

    fn a_server_that_asks_to_slow_down_is_left_alone_for_as_long_as_it_says(transport) {
        for (status, words) in [(429, "box asks to slow down"), (503, "box is not available (503)")] {
            Setup::with([Source::of("agent-workspace").over(transport)]).run(async |page, sim| {
                page.until_link("box", "live").await;
                sim.hold("agent-workspace", "fleet_snapshot", json!([{"id": "p1", "status": "testing"}]));
                sim.fault(&json!({"api": "agent-workspace", "fault": "status", "status": status, "retryAfter": 5, "times": requests(transport)}));
                page.until("the answer", async || sim.count("agent-workspace", "requests"), |asked| *asked > requests(transport)).await;
                let answered = Instant::now();
                page.until_says(words).await;
                page.until_says("Next try in").await;
                page.until_unit("p1", "running").await;
                let waited = answered.elapsed().as_secs_f32();
                assert!((4.5..9.0).contains(&waited), "{status}: {waited} s");
                assert_eq!(sim.count("agent-workspace", "requests"), 2 + requests(transport), "{status}");
                page.until_link("box", "live").await;
            });
        }
    }

    fn a_login_page_in_place_of_a_stream_is_named(transport) {
        Setup::with([Source::of("runner").over(transport)]).pace(10).run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.fault(&json!({"api": "runner", "fault": "type"}));
            page.reload().await;
            page.until_link("box", "refused").await;
            page.until_says("box sent text/html, not events. Often that is a login page.").await;
            let asked = sim.count("runner", "requests");
            page.let_pass(60).await;
            assert_eq!(sim.count("runner", "requests"), asked, "it is not asked again by itself");
            sim.heal();
            page.click("button", "Try again").await;
            page.until_link("box", "live").await;
        });
    }

    fn an_address_that_is_not_there_is_asked_about(transport) {
        Setup::with([Source::of("runner").over(transport).with("url", "api/nowhere")]).run(async |page, _| {
            page.until_link("box", "refused").await;
            page.until_says("box answered 404").await;
            page.until_says("Is the address right?").await;
        });
    }

    fn a_server_of_another_origin_that_forbids_reading_is_named(transport) {
        Setup::with([Source::of("runner").over(transport).elsewhere()]).run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.fault(&json!({"api": "runner", "fault": "cors"}));
            page.reload().await;
            page.until_says("but does not let pages from").await;
            sim.heal();
            page.until_link("box", "live").await;
        });
    }
}
