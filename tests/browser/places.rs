//! Four places, their links, and everybody who must be able to use them.

use fleetglass_tests::{Host, Page, Setup, Source, json};

async fn until_address(page: &Page, end: &str) {
    page.until(&format!("the address ends in {end}"), async || page.address().await, |address| address.ends_with(end)).await;
}

async fn until_current(page: &Page, name: &str) {
    let current = async || page.attribute("link", name, "aria-current").await;
    page.until(&format!("{name} is where one is"), current, |current| current.as_deref() == Some("page")).await;
}

#[test]
fn a_click_on_the_navigation_goes_to_each_place_and_back_returns() {
    Setup::all_sources().run(async |page, _| {
        page.find("navigation", "places").await;
        for (name, fragment) in [("Threads", "#/threads"), ("Runs", "#/runs"), ("Sources", "#/sources"), ("Overview", "#/overview")] {
            page.click("link", name).await;
            until_address(page, fragment).await;
            until_current(page, name).await;
        }
        page.back().await;
        until_address(page, "#/sources").await;
        page.reload().await;
        until_address(page, "#/sources").await;
    });
}

#[test]
fn agents_is_overview_with_sessions_only() {
    Setup::all_sources().at("#/agents").run(async |page, _| {
        until_address(page, "/#/overview?kind=session").await;
    });
}

#[test]
fn a_place_in_the_query_is_taken_to_the_fragment() {
    Setup::all_sources().at("?to=%23%2Fruns%3Fstatus%3Dfailed").run(async |page, _| {
        until_address(page, "/#/runs?status=failed").await;
    });
}

#[test]
fn an_unknown_place_is_overview() {
    Setup::all_sources().at("#/nowhere?x=1").run(async |page, _| {
        page.until_says("Overview").await;
        until_current(page, "Overview").await;
    });
}

#[test]
fn the_navigation_is_reached_and_used_by_keyboard() {
    Setup::all_sources().run(async |page, _| {
        page.find("link", "Threads").await;
        let mut reached = Vec::new();
        while reached.last().is_none_or(|(role, name): &(String, String)| role != "link" || !name.starts_with("Threads")) {
            assert!(reached.len() < 25, "{reached:?}");
            page.press_tab().await;
            reached.push(page.focused().await);
        }
        page.press_enter().await;
        until_address(page, "#/threads").await;
    });
}

#[test]
fn no_place_is_wider_than_a_phone() {
    let wide = "return [document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() \
                && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[aria-hidden=true]')).map((e) => e.className)]";
    Setup::all_sources().size(360, 740).run(async |page, sim| {
        sim.act(&json!({"do": "resume"}));
        page.until_units("units", |units| units.len() > 3).await;
        for name in ["Threads", "Runs", "Sources", "Overview"] {
            page.click("link", name).await;
            until_address(page, &format!("#/{}", name.to_lowercase())).await;
            let found: Vec<fleetglass_tests::Value> = page.ask(wide, vec![]).await;
            assert_eq!(found[0], 360, "{name}: {found:?}");
        }
    });
}

#[test]
fn a_wrong_source_is_named_and_the_others_work() {
    let sources = json!([
        {"id": "good", "api": "runner", "url": "api/events"},
        {"id": "bad", "api": "runner", "url": "api/events", "transport": "poll"},
        {"id": "odd", "api": "agent-workspace", "url": "api/agent-workspace/stream", "colour": "red"},
    ]);
    Setup::config(json!({"version": 1, "sources": sources})).run(async |page, _| {
        page.until_link("good", "live").await;
        page.until_link("odd", "live").await;
        assert!(!page.links().await.contains_key("bad"));
        page.click("link", "Sources").await;
        page.until_says("sources[1].transport").await;
        page.until_says("poll").await;
        page.until_says("colour").await;
    });
}

const RUN: &str =
    "event: ping\ndata: {}\n\nevent: run.started\ndata: {\"runId\":\"r1\",\"run\":{\"workflow\":\"ci of a static host\"}}\n\n";

#[test]
fn the_page_works_in_any_folder_of_a_static_host() {
    let config = json!({"version": 1, "sources": [{"id": "box", "api": "runner", "url": "api/events", "transport": "fetch"}]});
    let host = Host::start("/a/b/", Some(&config), RUN);
    Setup::with([]).run(async |page, _| {
        page.open(&host.address("/a/b/#/overview")).await;
        page.until_unit("r1", "running").await;
        page.until_says("ci of a static host").await;
        page.click("link", "Runs").await;
        until_address(page, "/a/b/#/runs").await;
        page.open(&host.address("/a/b/index.html?to=%23%2Fsources")).await;
        until_address(page, "/a/b/index.html#/sources").await;
        page.until_link("box", "live").await;
    });
}

#[test]
fn without_a_configuration_the_page_says_so() {
    let host = Host::start("/x/", None, "");
    Setup::with([Source::of("runner")]).run(async |page, _| {
        page.open(&host.address("/x/#/sources")).await;
        page.until_says("No config.json here").await;
    });
}
