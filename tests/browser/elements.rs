//! The elements in somebody else's page, in every engine: what they show, what they tell, and that they stop.

use fleetglass_tests::{Engine, Page, Portal, Setup, Sim, json};

use crate::threads::{three_threads, until_shown};

/// Keeps what the elements tell, as a portal of the test's own.
const LISTEN: &str = r#"
window.told = [];
for (const name of ["attention", "status", "link", "select", "auth"]) {
  document.addEventListener(`fleetglass-${name}`, (event) => {
    window.told.push({ name, detail: event.detail, from: event.target.localName });
    if (name === "link") event.preventDefault();
  });
}
"#;

const THREADS: &str = "<fleetglass-threads src='api/executions/exec-123/threads/stream' name='box'></fleetglass-threads>";

fn portal(body: &str) -> Portal {
    // The listener is there before the elements are: a module runs in the order of the document.
    let html = format!(
        "<!doctype html><html lang=en><head><title>Portal</title><link rel=icon href='data:,'><link rel=stylesheet href=portal.css>\
         <script type=module src=listen.js></script><script type=module src='./fleetglass/fleetglass.js'></script></head>\
         <body><h1>Portal</h1>{body}</body></html>"
    );
    Portal::new(&html).file("listen.js", LISTEN).file("portal.css", "body { font-family: serif; color: rgb(1, 2, 3) }")
}

async fn told(page: &Page, name: &str) -> Vec<fleetglass_tests::Value> {
    page.ask("return window.told.filter(({ name }) => name === arguments[0])", vec![json!(name)]).await
}

async fn until_told(page: &Page, name: &str, part: &fleetglass_tests::Value) {
    let has = |told: &Vec<fleetglass_tests::Value>| {
        told.iter().any(|event| part.as_object().is_some_and(|part| part.iter().all(|(key, value)| event["detail"][key] == *value)))
    };
    page.until(&format!("fleetglass-{name} with {part}"), async || told(page, name).await, has).await;
}

async fn gone(page: &Page, sim: &Sim) {
    page.ask::<()>("document.querySelector('fleetglass-threads').remove()", vec![]).await;
    sim.until_nobody_is_here().await;
}

in_every_engine! {
    fn the_threads_element_shows_a_log_tells_of_it_and_stops_when_it_is_removed(engine) {
        Setup::portal(portal(THREADS)).engine(engine).run(async |page, sim| {
            three_threads(page, sim).await;
            let view = page.within("fleetglass-threads");
            view.fill("searchbox", "Text or /pattern/", "error").await;
            until_shown(&view, "a text in any case", &["E0308", "one test failed"]).await;
            until_told(page, "status", &json!({"connected": true})).await;
            view.click("button", "engineer_b").await;
            until_shown(&view, "one thread", &["E0308"]).await;
            until_told(page, "select", &json!({"threads": ["exec-123/engineer_b"]})).await;
            assert!(!page.address().await.contains('#'), "the portal's address is the portal's");
            assert_eq!(page.title().await, "Portal");
            gone(page, sim).await;
        });
    }
}
