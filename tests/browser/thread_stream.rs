//! The thread stream without a view: what a portal's own hook is made of.

use fleetglass_tests::{Page, Portal, Setup, Value, json};

const SCRIPT: &str = r#"
import { connectThreadStream } from "./fleetglass/fleetglass.js";
window.changes = [];
window.open = (options) => {
  window.stream = connectThreadStream("exec-123", { ...options, onChange: (snapshot) => window.changes.push(snapshot) });
};
window.texts = () => window.stream.events.map((event) => [event.event, event.data.thread_id, JSON.parse(event.data.data_json ?? "{}").text ?? ""]);
window.ready = true;
"#;

fn portal() -> Setup {
    Setup::portal(Portal::of(r#"<p>Portal</p><script type="module" src="portal.js"></script>"#).file("portal.js", SCRIPT))
}

async fn open(page: &Page, options: &Value) {
    page.until("the script ran", async || page.ask::<bool>("return window.ready ?? false", vec![]).await, |ready| *ready).await;
    page.ask::<()>("window.open(arguments[0])", vec![options.clone()]).await;
    page.until("connected", async || page.ask::<bool>("return window.stream.connected", vec![]).await, |open| *open).await;
}

async fn texts(page: &Page) -> Vec<(String, String, String)> {
    page.ask("return window.texts()", vec![]).await
}

#[test]
fn events_come_as_the_document_has_them_and_the_snapshot_is_stable_between_changes() {
    portal().run(async |page, sim| {
        open(page, &json!({})).await;
        sim.say("architect", 1, "hello");
        sim.say("engineer_a", 1, "you there");
        let seen = page.until("both events", async || texts(page).await, |seen| seen.len() >= 2).await;
        assert!(seen.contains(&("thread_output".to_owned(), "architect".to_owned(), "hello".to_owned())), "{seen:?}");
        let stable = "return window.stream.snapshot() === window.stream.snapshot() && window.stream.events === window.stream.snapshot().events \
                      && window.changes.at(-1) === window.stream.snapshot()";
        assert!(page.ask::<bool>(stable, vec![]).await);
        let before: bool = page.ask("window.held = window.stream.snapshot(); return true", vec![]).await;
        sim.say("architect", 2, "more");
        page.until("the third event", async || texts(page).await, |seen| seen.len() == 3).await;
        assert!(before && page.ask::<bool>("return window.held !== window.stream.snapshot() && window.held.events.length === 2", vec![]).await);
    });
}

#[test]
fn a_choice_of_threads_is_asked_of_the_server_and_closing_closes_the_stream() {
    portal().run(async |page, sim| {
        open(page, &json!({ "threadIds": ["architect"] })).await;
        sim.say("engineer_a", 1, "not for us");
        sim.say("architect", 1, "for us");
        let seen = page.until("an event", async || texts(page).await, |seen| !seen.is_empty()).await;
        assert_eq!(seen, [("thread_output".to_owned(), "architect".to_owned(), "for us".to_owned())]);
        let changes: usize = page.ask("window.stream.close(); return window.changes.length", vec![]).await;
        sim.until_nobody_is_here().await;
        assert_eq!(page.ask::<usize>("return window.changes.length", vec![]).await, changes, "nothing is told after the end");
    });
}

#[test]
fn it_shares_its_connection_with_an_element() {
    const BOTH: &str = r#"<fleetglass-threads src="api/executions/exec-123/threads/stream"></fleetglass-threads>
                          <script type="module" src="portal.js"></script>"#;
    Setup::portal(Portal::of(BOTH).file("portal.js", SCRIPT)).run(async |page, sim| {
        open(page, &json!({})).await;
        sim.say("architect", 1, "for both");
        page.until("an event", async || texts(page).await, |seen| seen.len() == 1).await;
        page.within("fleetglass-threads").until_line("for both").await;
        assert_eq!((sim.count("threads", "requests"), sim.open_streams()), (1, 1));
    });
}
