//! Before the app runs: what is seen meanwhile, and what is said where it cannot.

use fleetglass_tests::{Host, Page, Setup, Source, Wrong, json};

/// What the browser itself says of files that are missing or changed.
const EXPECTED: [&str; 4] = ["Failed to find a valid digest", "integrity checks failed", "Failed to load", "404"];

/// Forgets what any page would log here, and fails for all else.
async fn expect_only_the_file(page: &Page) {
    let wrong = page.wrong().await;
    let other: Vec<&String> = wrong.iter().filter(|wrong| !EXPECTED.iter().any(|words| wrong.contains(words))).collect();
    assert!(other.is_empty(), "{other:#?}");
}

fn host() -> Host {
    let config = json!({"version": 1, "sources": []});
    Host::start("/some/sub/path/", Some(&config), "")
}

#[test]
fn the_bar_is_there_before_the_wasm_and_gone_with_it() {
    let host = host();
    host.spoil(".wasm", Wrong::Late);
    Setup::with([]).run(async |page, _| {
        // Not the end of loading: the page is waited for by what it shows.
        page.ask::<()>("setTimeout(() => location.assign(arguments[0]))", vec![host.address("/some/sub/path/").into()]).await;
        let bar = async || page.ask::<Option<f64>>("return document.querySelector('#boot progress')?.value ?? null", vec![]).await;
        page.until("the bar, as far as the scripts", bar, |value| *value == Some(1.0)).await;
        assert!(page.words().await.starts_with("Fleetglass"), "{}", page.words().await);
        host.go();
        page.until_says("Overview").await;
        page.until("no bar", bar, Option::is_none).await;
    });
}

#[test]
fn what_does_not_come_is_named() {
    let host = host();
    Setup::with([]).run(async |page, _| {
        for part in [".wasm", "assets/fleetglass-app", "assets/boot", "assets/style"] {
            host.spoil(part, Wrong::Missing);
            page.open(&host.address("/some/sub/path/")).await;
            page.until_says("Fleetglass could not start: the server answered 404 for ").await;
            let name = part.trim_start_matches("assets/");
            assert!(page.words().await.contains(name), "{part}: {}", page.words().await);
            page.find("button", "Reload").await;
            expect_only_the_file(page).await;
        }
    });
}

#[test]
fn what_is_not_the_file_that_the_page_was_built_with_is_not_run() {
    let host = host();
    Setup::with([]).run(async |page, _| {
        for part in [".wasm", "assets/fleetglass-app", "assets/boot", "assets/style"] {
            host.spoil(part, Wrong::Changed);
            page.open(&host.address("/some/sub/path/")).await;
            page.until_says("is not the file that this page was built with").await;
            expect_only_the_file(page).await;
        }
    });
}

#[test]
fn after_a_failure_a_press_on_reload_starts_it() {
    let host = host();
    host.spoil(".wasm", Wrong::Missing);
    Setup::with([]).run(async |page, _| {
        page.open(&host.address("/some/sub/path/")).await;
        page.until_says("could not start").await;
        expect_only_the_file(page).await;
        host.spoil("nothing", Wrong::Missing);
        page.click("button", "Reload").await;
        page.until_says("Overview").await;
    });
}

#[test]
fn without_webassembly_the_page_says_so() {
    Setup::with([Source::of("runner")]).run(async |page, _| {
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": "delete globalThis.WebAssembly"})).await;
        page.reload().await;
        page.until_says("Fleetglass could not start: this browser has no WebAssembly with SIMD, or it is switched off").await;
    });
}

#[test]
fn without_javascript_the_page_says_so() {
    Setup::with([Source::of("runner")]).run(async |page, _| {
        page.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
        page.reload().await;
        page.until_says("Fleetglass needs JavaScript, which is switched off in this browser.").await;
        assert!(!page.words().await.contains("This takes long"), "{}", page.words().await);
    });
}
