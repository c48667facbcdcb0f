//! Alerts: asked for on a click, told in bundles, and a click on one goes there.

use fleetglass_tests::{Page, Setup, Sim, Source, json};

/// Stands in for the browser's notifications: keeps what is shown, and is clicked by the test.
const STAND_IN: &str = "window.__told = []; window.Notification = class extends EventTarget { \
    static permission = arguments_permission; \
    static requestPermission() { Notification.permission = 'granted'; return Promise.resolve('granted'); } \
    constructor(title, options) { super(); this.title = title; this.body = options?.body ?? ''; window.__told.push(this); } \
    close() {} };";

/// Puts the stand-in into the page, which then begins anew.
async fn stand_in(page: &Page, permission: &str) {
    let source = STAND_IN.replace("arguments_permission", &format!("'{permission}'"));
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
    page.reload().await;
}

async fn told(page: &Page) -> Vec<(String, String)> {
    page.ask("return window.__told.map((told) => [told.title, told.body])", vec![]).await
}

async fn until_told(page: &Page, expect: &[(&str, &str)]) {
    let is = |told: &Vec<(String, String)>| told.iter().map(|(title, body)| (title.as_str(), body.as_str())).eq(expect.iter().copied());
    page.until("what is told", async || told(page).await, is).await;
}

async fn until_on(page: &Page) {
    let on = async || page.ask::<usize>("return document.querySelectorAll('.fg-alerts[data-on]').length", vec![]).await;
    page.until("alerts are on", on, |on| *on == 1).await;
}

fn asks(sim: &Sim, thread: &str, prompt: &str) {
    sim.thread(thread, "blocked", 0, &json!({"prompt": prompt, "type": "confirm", "options": ["y", "n"], "autoResponded": false}));
}

#[test]
fn a_wait_is_told_and_a_click_on_it_goes_there() {
    Setup::with([Source::of("threads").named("threads")]).run(async |page, sim| {
        stand_in(page, "default").await;
        sim.until_open("threads", 1).await;
        asks(sim, "early", "Asked before alerts were on?");
        page.until_unit("exec-123/early", "waiting").await;
        page.click("button", "Alerts").await;
        page.until_says("Tell me when an agent waits or fails. Works while this page is open.").await;
        page.click("button", "Turn on").await;
        page.find("button", "Alerts on").await;
        asks(sim, "architect", "Apply these edits?");
        until_told(page, &[("architect waits for you", "Apply these edits?")]).await;
        page.ask::<()>("window.__told[0].dispatchEvent(new Event('click'))", vec![]).await;
        page.until("the thread", async || page.address().await, |address| address.contains("threads=exec-123%2Farchitect")).await;
    });
}

#[test]
fn ten_failures_are_one_alert_and_it_speaks_the_language_of_the_page() {
    for (language, title, body) in [("en", "10 failed", "10 in threads"), ("zh", "10 个失败", "threads 10 个")] {
        Setup::with([Source::of("threads").named("threads")]).at(&format!("?lang={language}")).run(async |page, sim| {
            stand_in(page, "granted").await;
            sim.until_open("threads", 1).await;
            page.click_on(".fg-alerts button").await;
            page.click_on(".fg-alerts__panel button").await;
            until_on(page).await;
            for n in 0..10 {
                sim.thread(&format!("t{n}"), "failed", 0, &json!({"error": "broke"}));
            }
            page.until_units("ten failures", |units| units.iter().filter(|unit| unit.status == "failed").count() == 10).await;
            until_told(page, &[(title, body)]).await;
            page.reload().await;
            until_on(page).await;
        });
    }
}

#[test]
fn where_alerts_cannot_work_the_page_says_so() {
    Setup::with([Source::of("threads")]).run(async |page, _| {
        stand_in(page, "denied").await;
        page.click("button", "Alerts").await;
        page.until_says("Alerts are blocked in the browser's site settings.").await;
        assert!(page.all("button", "Turn on").await.is_empty());
    });
}
