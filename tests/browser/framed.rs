//! The page in an `<iframe>` of another origin.

use fleetglass_tests::{Page, Portal, Setup, Value};

/// A portal that frames the page of the other port, and hears it.
const PORTAL: &str = r#"
window.heard = [];
addEventListener("message", ({ origin, data }) => window.heard.push({ origin, ...data }));
const frame = document.querySelector("iframe");
window.token = (token, from = frame.contentWindow) => from.postMessage({ type: "fleetglass-token", source: "box", token }, "{second}");
"#;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      worker-src 'self'; frame-src {second}; require-trusted-types-for 'script'; trusted-types fleetglass; base-uri 'none'";

/// The page's own settings; `origin` may hold it.
fn config(origin: &str) -> String {
    format!(
        r#"{{"version":1,"embed":{{"origins":["{origin}"]}},"sources":[{{"id":"box","api":"agent-status","url":"../api/v1/agent/status/stream",
            "auth":{{"kind":"header","name":"X-Status-Key","prefix":""}}}}]}}"#
    )
}

fn portal(query: &str, origin: &str) -> Setup {
    let body = format!(
        r#"<iframe title="Fleet" src="{{second}}/page/index.html?{query}"></iframe><script type="module" src="portal.js"></script>"#
    );
    let portal = Portal::of(&body).file("portal.js", PORTAL).file("page/config.json", &config(origin)).with_page().policy(POLICY);
    Setup::portal(portal)
}

async fn heard(page: &Page, kind: &str) -> Vec<Value> {
    page.ask("return window.heard.filter(({ type }) => type === arguments[0])", vec![kind.into()]).await
}

#[test]
fn a_frame_tells_its_portal_how_high_it_is_and_what_needs_a_person() {
    portal("embed=overview&theme=dark", "{first}").run(async |page, sim| {
        sim.until_open("agent-status", 1).await;
        let heights = page.until("a height", async || heard(page, "fleetglass-height").await, |heard| !heard.is_empty()).await;
        assert!(heights.last().is_some_and(|last| last["height"].as_f64().is_some_and(|px| px > 50.0 && px < 2000.0)), "{heights:?}");
        let told = page
            .until(
                "the connection",
                async || heard(page, "fleetglass-status").await,
                |heard| heard.iter().any(|told| told["detail"]["connected"] == true),
            )
            .await;
        assert!(told.iter().all(|told| told["origin"] == format!("http://127.0.0.1:{}", sim.second_port())), "{told:?}");
    });
}

#[test]
fn a_frame_takes_a_token_from_its_portal() {
    portal("embed=overview", "{first}").flags(&["--auth"]).run(async |page, sim| {
        let asked = page.until("a token is asked for", async || heard(page, "fleetglass-auth").await, |heard| !heard.is_empty()).await;
        assert_eq!((&asked[0]["source"], &asked[0]["refresh"]), (&"box".into(), &false.into()));
        page.ask::<()>("window.token('fleetglass')", vec![]).await;
        sim.until_open("agent-status", 1).await;
    });
}

#[test]
fn a_page_that_the_settings_do_not_name_is_told_nothing_and_not_heard() {
    portal("embed=overview", "https://portal.example").flags(&["--auth"]).run(async |page, sim| {
        // An EventSource was refused, and a fetch asked why.
        page.until("the frame asked the server", async || sim.count("agent-status", "requests"), |requests| *requests == 2).await;
        page.ask::<()>("window.token('fleetglass')", vec![]).await;
        page.let_pass(2).await;
        assert_eq!((sim.open_streams(), sim.count("agent-status", "requests")), (0, 2));
        assert_eq!(page.ask::<Vec<Value>>("return window.heard", vec![]).await, Vec::<Value>::new());
    });
}
