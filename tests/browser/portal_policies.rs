//! Portals with policies of their own: theirs enforce Trusted Types, take scripts from one place only, or there are none.

use fleetglass_tests::{Page, Portal, Setup, Sim};

use crate::threads::{three_threads, until_shown};

const THREADS: &str = "<fleetglass-threads src='api/executions/exec-123/threads/stream' name='box'></fleetglass-threads>";

/// A portal whose elements come from an origin, or from beside it.
fn portal(from: &str, policy: &str) -> Setup {
    let html = format!(
        "<!doctype html><html lang=en><head><title>Portal</title><link rel=icon href='data:,'>\
         <script type=module crossorigin src='{from}/fleetglass/fleetglass.js'></script></head><body>{THREADS}</body></html>"
    );
    Setup::portal(Portal::new(&html).policy(policy))
}

async fn texts_filter(page: &Page, sim: &Sim) {
    three_threads(page, sim).await;
    page.fill("searchbox", "Text or /pattern/", "error").await;
    until_shown(page, "a text in any case", &["E0308", "one test failed"]).await;
}

async fn patterns_filter(page: &Page) {
    page.fill("searchbox", "Text or /pattern/", "/E[0-9]+|v0\\.\\d/").await;
    until_shown(page, "a pattern", &["Compiling", "E0308"]).await;
}

#[test]
fn a_portal_that_takes_everything_from_one_other_origin_shows_it_and_breaks_no_rule() {
    let policy = "default-src 'none'; script-src {second} 'wasm-unsafe-eval'; connect-src 'self' {second}; img-src data:; worker-src blob:; \
                  require-trusted-types-for 'script'; trusted-types fleetglass; base-uri 'none'";
    portal("{second}", policy).run(async |page, sim| {
        texts_filter(page, sim).await;
        patterns_filter(page).await;
    });
}

#[test]
fn a_portal_with_trusted_types_of_its_own_alone_shows_all_but_patterns_and_breaks_no_rule() {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; worker-src 'none'; \
                  require-trusted-types-for 'script'; trusted-types portal; base-uri 'none'";
    portal(".", policy).run(async |page, sim| {
        texts_filter(page, sim).await;
        page.click("button", "engineer_b").await;
        until_shown(page, "one thread", &["E0308"]).await;
    });
}

#[test]
fn a_portal_with_every_rule_of_the_pages_own_policy_breaks_none() {
    let html = format!(
        "<!doctype html><html lang=en><head><title>Portal</title><link rel=icon href='data:,'>\
                        <script type=module src='./fleetglass/fleetglass.js'></script></head><body>{THREADS}</body></html>"
    );
    Setup::portal(Portal::new(&html)).run(async |page, sim| {
        texts_filter(page, sim).await;
        patterns_filter(page).await;
    });
}

#[test]
fn a_portal_without_a_policy_shows_it_too() {
    portal("{second}", "").run(async |page, sim| {
        texts_filter(page, sim).await;
        patterns_filter(page).await;
    });
}
