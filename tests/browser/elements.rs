//! The elements in somebody else's page, in every engine: what they show, what they tell, and that they stop.

use fleetglass_tests::{Engine, Key, Page, Portal, Setup, Sim, json};

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

    fn in_a_shadow_root_of_the_portals_it_inherits_language_and_theme_and_is_heard(engine) {
        let shell = "const host = document.querySelector('#shell'); const root = host.attachShadow({ mode: 'open' }); \
                     const view = document.createElement('fleetglass-threads'); view.src = 'api/executions/exec-123/threads/stream'; \
                     view.name = 'box'; root.append(view);";
        let body = "<div id=shell class=dark lang=zh-CN dir=rtl data-shadow></div><script type=module src=shell.js></script>";
        let portal = portal(body).file("shell.js", shell).file("portal.css", ".dark { color-scheme: dark }");
        Setup::portal(portal).engine(engine).run(async |page, sim| {
            sim.until_open("threads", 1).await;
            page.until_says("里没有线程说过话").await;
            sim.thread("architect", "blocked", 0, &json!({"reason": "which branch?"}));
            until_told(page, "attention", &json!({"waiting": 1})).await;
            until_told(page, "status", &json!({"connected": true})).await;
            // The border is crossed: outside, the event comes from the portal's own element.
            assert_eq!(told(page, "attention").await[0]["from"], json!("div"));
            let look = "const view = all('.fg-app')[0]; const style = getComputedStyle(view); return [style.direction, style.color]";
            let (direction, ink): (String, String) = page.look(look, vec![]).await;
            let light = ink.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|part| part.parse::<f64>().ok()).unwrap_or_default();
            assert_eq!(direction, "rtl");
            // oklch begins with its lightness, rgb with its red.
            assert!(light > 0.8, "light ink on the dark: {ink}");
        });
    }

    fn a_link_out_of_the_element_is_told_and_stays_with_the_portal_that_cancels_it(engine) {
        let body = "<fleetglass-overview src='api/executions/exec-123/threads/stream' name='box' app-url='/fleet/'></fleetglass-overview>";
        Setup::portal(portal(body)).engine(engine).run(async |page, sim| {
            sim.until_open("threads", 1).await;
            sim.thread("architect", "blocked", 0, &json!({"reason": "which branch?"}));
            let before = page.address().await;
            page.click("link", "Open").await;
            until_told(page, "link", &json!({"place": "threads", "source": "box"})).await;
            let told = told(page, "link").await;
            assert!(told[0]["detail"]["href"].as_str().is_some_and(|href| href.contains("/fleet/#/threads")), "{told:?}");
            assert_eq!(page.address().await, before);
        });
    }

    fn rows_are_selected_with_the_pointer_and_copied(engine) {
        Setup::portal(portal(THREADS)).engine(engine).run(async |page, sim| {
            sim.until_open("threads", 1).await;
            sim.say("architect", 0, "first line\nsecond line\nthird line\nfourth line");
            let view = page.within("fleetglass-threads");
            view.until_line("fourth line").await;
            let listen = "window.copied = []; document.addEventListener('copy', (e) => window.copied.push(e.clipboardData.getData('text/plain')))";
            page.ask::<()>(listen, vec![]).await;
            let place = "const row = all('[role=log] [data-row] .fg-line__text').find((e) => e.innerText.includes(arguments[0])); \
                if (!row) return []; const words = document.createRange(); words.selectNodeContents(row); const box = words.getClientRects()[0]; \
                return box ? [box.left, box.right, (box.top + box.bottom) / 2] : []";
            let at = async |words: &str| {
                let place = async || view.look::<Vec<f64>>(place, vec![json!(words)]).await;
                page.until(&format!("the row `{words}`"), place, |place| place.len() == 3).await
            };
            let (first, third) = (at("first line").await, at("third line").await);
            page.drag((first[0] + 1.0, first[2]), (third[1] - 1.0, third[2])).await;
            page.press(&format!("{}c{}", char::from(Key::Control), char::from(Key::Null))).await;
            let copied = async || page.ask::<Vec<String>>("return window.copied", vec![]).await;
            let held = page.until("a copy", copied, |copied| !copied.is_empty()).await.remove(0);
            assert_eq!(held.trim_end(), "first line\nsecond line\nthird line");
        });
    }
}

#[test]
fn every_element_fits_the_place_it_is_given_whatever_the_window_is() {
    let config = r#"{"version":1,"sources":[{"id":"box","api":"threads","url":"api/executions/{id}/threads/stream","ids":["exec-123"]},
        {"id":"build","api":"runner","url":"api/events"}]}"#;
    let views = ["overview", "threads", "runs", "app"].map(|view| format!("<fleetglass-{view} config='sources.json'></fleetglass-{view}>"));
    let css = "div { height: 500px } fleetglass-overview, fleetglass-threads, fleetglass-runs, fleetglass-app { height: 100% }";
    let body = format!("<div>{}</div>", views.join("</div><div>"));
    let portal = portal(&body).file("sources.json", config).file("portal.css", css);
    Setup::portal(portal).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        sim.until_open("runner", 1).await;
        three_threads_of_many_words(sim);
        page.within("fleetglass-threads").until_line("of many words").await;
        for width in [320, 360, 640, 1100] {
            let narrow = "for (const div of document.querySelectorAll('div')) div.style.width = `${arguments[0]}px`";
            page.ask::<()>(narrow, vec![json!(width)]).await;
            let wide = "return ['overview', 'threads', 'runs', 'app'].map((view) => { const host = document.querySelector(`fleetglass-${view}`); \
                const edge = host.getBoundingClientRect().right + 1; const out = [...host.shadowRoot.querySelectorAll('button, a, input, select, h1, h2, p')] \
                  .filter((e) => e.checkVisibility() && !e.closest('[role=log], table, .fg-heard, .fg-skip') && e.getBoundingClientRect().width > 2 && e.innerText !== '' && e.getBoundingClientRect().right > edge); \
                const app = host.shadowRoot.querySelector('.fg-app'); \
                return [host.clientWidth, app && app.scrollWidth <= app.clientWidth + 1, out.map((e) => e.outerHTML.slice(0, 120))]; })";
            let fits = |seen: &Vec<(u32, Option<bool>, Vec<String>)>| {
                seen.iter().all(|(at, fits, out)| *at == width && *fits == Some(true) && out.is_empty())
            };
            page.until(&format!("all fit into {width} px"), async || page.ask(wide, vec![]).await, fits).await;
        }
    });
}

fn three_threads_of_many_words(sim: &Sim) {
    for thread in ["architect_with_a_long_name", "tester", "reviewer"] {
        sim.say(thread, 0, &"a line of many words ".repeat(20));
    }
    sim.thread(
        "tester",
        "blocked",
        1,
        &json!({"reason": "which of the seventeen branches with long names is to be pushed to the origin?"}),
    );
}
