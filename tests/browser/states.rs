//! What a connection can be, each in its words: provoked one by one.

use fleetglass_tests::{Page, Setup, Source, Transport, Value, json};

/// Tells the browser that the network is gone, or there again.
async fn set_offline(page: &Page, offline: bool) {
    let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    page.devtools("Network.enable", json!({})).await;
    page.devtools("Network.emulateNetworkConditions", conditions).await;
}

fn runner(transport: Transport) -> Setup {
    Setup::with([Source::of("runner").over(transport)]).at("#/sources")
}

over_both! {
    fn a_server_that_closes_for_good_is_finished_until_somebody_connects_again(transport) {
        runner(transport).run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.fault(&json!({"api": "runner", "fault": "status", "status": 204}));
            page.until_link("box", "complete").await;
            page.until_says("box closed the stream for good (204).").await;
            sim.heal();
            page.click("button", "Connect again box").await;
            page.until_link("box", "live").await;
        });
    }

    fn a_server_that_is_gone_is_tried_again_and_at_once_where_somebody_asks(transport) {
        runner(transport).run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.fault(&json!({"api": "runner", "fault": "refuse"}));
            page.until_link("box", "reconnecting").await;
            page.until_says("Next try in").await;
            let lost = page.words().await;
            assert!(lost.contains("Lost ") && lost.contains(" ago."), "{lost}");
            page.reload().await;
            page.until_says("box cannot be reached.").await;
            sim.heal();
            page.until("it is live again", async || {
                // A try may be under way, and a moment later there is nothing to ask for.
                if let Some(button) = page.all("button", "Try now box").await.first() {
                    _ = button.click().await;
                }
                page.links().await
            }, |links| links.get("box").is_some_and(|link| link == "live")).await;
        });
    }

    fn a_source_that_somebody_disconnects_says_since_when(transport) {
        runner(transport).run(async |page, sim| {
            page.until_link("box", "live").await;
            page.click("button", "Disconnect box").await;
            page.until_link("box", "disconnected").await;
            page.until_says("You disconnected box at ").await;
            sim.until_open("runner", 0).await;
            page.click("button", "Connect box").await;
            page.until_link("box", "live").await;
        });
    }

    fn silence_says_how_long_and_when_the_stream_is_given_up(transport) {
        let source = Source::of("runner").over(transport).with("heartbeatMs", 2000);
        Setup::with([source]).flags(&["--heartbeat-ms", "500"]).at("#/sources").run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.fault(&json!({"api": "runner", "fault": "silence", "times": 1}));
            page.until_says("a sign of life was due every 2 s. Reconnecting at 6 s.").await;
            page.until("the next stream", async || sim.count("runner", "total"), |total| *total == 2).await;
            page.until_link("box", "live").await;
        });
    }
}

#[test]
fn without_a_network_one_banner_says_so_for_all() {
    let sources = ["runner", "agent-workspace"].map(|api| Source::of(api).named(api));
    Setup::with(sources).run(async |page, _| {
        page.until_link("runner", "live").await;
        page.until_link("agent-workspace", "live").await;
        let banners = async || {
            page.ask::<Vec<String>>("return [...document.querySelectorAll('.fg-said .fg-notice')].map((e) => e.innerText)", vec![]).await
        };
        set_offline(page, true).await;
        for place in ["Threads", "Sources", "Overview"] {
            let is_said =
                |said: &Vec<String>| said.len() == 1 && said[0].contains("You are offline since") && said[0].contains("from before that");
            page.until("one banner", banners, is_said).await;
            page.click("link", place).await;
        }
        set_offline(page, false).await;
        page.until("no banner", banners, Vec::is_empty).await;
        page.until_link("runner", "live").await;
        page.until_link("agent-workspace", "live").await;
    });
}

#[test]
fn more_streams_than_a_browser_opens_to_one_server_are_named_as_the_likely_cause() {
    let ids: Value = (1..=7).map(|n| format!("exec-{n}")).collect();
    let source = Source::of("threads").over(Transport::Fetch).with("ids", ids);
    Setup::with([source]).pace(2).at("#/sources").run(async |page, sim| {
        sim.until_open("threads", 6).await;
        page.until_says("7 streams to this server are open; the browser may allow only 6.").await;
    });
}

#[test]
fn a_new_tab_asks_the_others_for_a_key_before_it_asks_anybody() {
    let auth = json!({"kind": "header", "name": "X-Status-Key"});
    let source = Source::of("agent-status").over(Transport::Fetch).with("auth", auth);
    Setup::with([source]).flags(&["--auth"]).run(async |page, sim| {
        page.until_link("box", "signed-out").await;
        page.fill("textbox", "Key for box", "fleetglass").await;
        page.press_enter().await;
        page.until_link("box", "live").await;
        let first = page.hide().await;
        page.open(sim.address().as_str()).await;
        page.until_link("box", "live").await;
        assert_eq!(page.ask::<usize>("return localStorage.length + sessionStorage.length", vec![]).await, 0);
        page.show(first).await;
        page.until_link("box", "live").await;
    });
}
