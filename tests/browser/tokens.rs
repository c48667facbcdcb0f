//! Tokens of a portal: asked for, renewed once, and what happens when neither helps. The simulator's secret is `fleetglass`.

use fleetglass_tests::{Page, Portal, Setup, json};

/// A portal whose `getToken` answers from `window.answers` by turn, and says in `window.asked` what it was asked.
const PORTAL: &str = r#"
window.asked = [];
window.told = [];
document.addEventListener("fleetglass-auth", (event) => window.told.push(event.detail.source));
const element = document.querySelector("fleetglass-overview");
element.sources = [
  { id: "box", api: "agent-status", url: "api/v1/agent/status/stream", auth: { kind: "header", name: "X-Status-Key", prefix: "" } },
];
element.getToken = async ({ refresh, source, url }) => {
  window.asked.push([refresh, source, new URL(url).pathname]);
  const answers = element.dataset.answers.split(",");
  return answers[Math.min(window.asked.length, answers.length) - 1];
};
"#;

fn portal(answers: &str) -> Setup {
    let body =
        format!(r#"<fleetglass-overview data-answers="{answers}"></fleetglass-overview><script type="module" src="portal.js"></script>"#);
    Setup::portal(Portal::of(&body).file("portal.js", PORTAL)).flags(&["--auth"])
}

async fn asked(page: &Page) -> Vec<bool> {
    page.ask("return window.asked.map(([refresh]) => refresh)", vec![]).await
}

#[test]
fn a_token_is_asked_for_before_the_first_request() {
    portal("fleetglass").run(async |page, sim| {
        sim.until_open("agent-status", 1).await;
        page.until_says("1 of 1 source").await;
        assert_eq!(sim.count("agent-status", "requests"), 1, "no request went without the token");
        let asked: Vec<(bool, String, String)> = page.ask("return window.asked", vec![]).await;
        assert_eq!(asked, [(false, "box".to_owned(), "/api/v1/agent/status/stream".to_owned())]);
    });
}

#[test]
fn a_refused_token_is_renewed_once() {
    portal("old,fleetglass").run(async |page, sim| {
        sim.until_open("agent-status", 1).await;
        page.until_says("1 of 1 source").await;
        assert_eq!((asked(page).await, sim.count("agent-status", "requests")), (vec![false, true], 2));
        assert_eq!(page.ask::<Vec<String>>("return window.told", vec![]).await, Vec::<String>::new());
    });
}

#[test]
fn where_no_token_helps_the_portal_is_told_and_nobody_is_asked_for_a_key() {
    portal("old,older,fleetglass").run(async |page, sim| {
        page.until("the portal is told", async || page.ask::<Vec<String>>("return window.told", vec![]).await, |told| told.len() == 1)
            .await;
        page.until_says("Your sign-in to the portal has run out.").await;
        assert_eq!(asked(page).await, [false, true], "it is asked again once, not for ever");
        assert!(page.all("textbox", "Key for box").await.is_empty());
        page.click("button", "Try again").await;
        sim.until_open("agent-status", 1).await;
        page.until_says("1 of 1 source").await;
        assert_eq!(asked(page).await, [false, true, true]);
    });
}

#[test]
fn a_stream_without_a_view_renews_its_token_too() {
    const SCRIPT: &str = r#"
import { connectThreadStream } from "./fleetglass/fleetglass.js";
window.asked = [];
window.open = () => {
  window.stream = connectThreadStream("exec-123", {
    getToken: ({ refresh }) => (window.asked.push([refresh]), Promise.resolve(refresh ? "fleetglass" : "old")),
  });
};
window.ready = true;
"#;
    let portal = Portal::of(r#"<p>Portal</p><script type="module" src="portal.js"></script>"#).file("portal.js", SCRIPT);
    Setup::portal(portal).run(async |page, sim| {
        page.until("the script ran", async || page.ask::<bool>("return window.ready ?? false", vec![]).await, |ready| *ready).await;
        sim.fault(&json!({ "api": "threads", "fault": "status", "status": 401, "times": 1 }));
        page.ask::<()>("window.open()", vec![]).await;
        page.until("connected", async || page.ask::<bool>("return window.stream.connected", vec![]).await, |open| *open).await;
        assert_eq!(asked(page).await, [false, true]);
    });
}
