//! The page in another language, and the settings of one person.

use fleetglass_tests::{Page, Setup, Source, json};

async fn language(page: &Page) -> String {
    page.ask("return document.documentElement.lang;", vec![]).await
}

#[test]
fn the_language_is_that_of_the_link_and_changes_without_losing_a_connection_or_a_choice() {
    Setup::with([Source::of("agent-workspace")]).at("?lang=zh-Hans#/overview?q=check").run(async |page, sim| {
        sim.until_open("agent-workspace", 1).await;
        page.find("link", "总览").await;
        page.until("the language", async || language(page).await, |tag| tag == "zh-CN").await;
        page.click("link", "来源").await;
        page.choose("语言", "en").await;
        page.find("heading", "Sources").await;
        page.until("the language", async || language(page).await, |tag| tag == "en").await;
        page.choose("Language", "zh-CN").await;
        page.find("heading", "来源").await;
        assert_eq!(sim.count("agent-workspace", "total"), 1, "the same connection all the time");
        // The choice outlasts the page and outweighs the link's.
        page.choose("语言", "en").await;
        page.find("heading", "Sources").await;
        page.reload().await;
        page.find("heading", "Sources").await;
        page.choose("Language", "auto").await;
        page.find("heading", "来源").await;
    });
}

#[test]
fn numbers_plurals_and_times_are_those_of_the_language() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        sim.until_open("threads", 1).await;
        sim.say("architect", 1, "one");
        page.until_line("one").await;
        let clock = async || page.ask::<String>("return document.querySelector('.fg-log')?.textContent ?? '';", vec![]).await;
        page.until("a time of day of 24 h", clock, |text| {
            text.split(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
                .any(|word| word.len() == 12 && word.matches(':').count() == 2)
        })
        .await;
        page.follow("?lang=zh#/threads").await;
        sim.until_open("threads", 1).await;
        sim.say("architect", 2, "two");
        page.until_line("two").await;
        page.find("checkbox", "显示 architect").await;
    });
}

#[test]
fn settings_are_kept_over_a_reload_and_hold_no_secret() {
    Setup::with([Source::of("agent-workspace")]).at("#/sources").run(async |page, _| {
        page.choose("Theme", "dark").await;
        page.choose("Rows", "comfortable").await;
        page.choose("Times", "utc").await;
        page.click("checkbox", "Single keys act").await;
        page.reload().await;
        page.find("combobox", "Theme").await;
        let kept = "return [document.documentElement.dataset.theme, document.documentElement.dataset.density, \
                    ...[...document.querySelectorAll('.fg-settings select')].map((s) => s.value), \
                    String(document.querySelector('.fg-settings [type=checkbox]').checked), Object.keys(localStorage).sort().join(' ')]";
        let expect = ["dark", "comfortable", "dark", "comfortable", "auto", "utc", "false", ""];
        let held = async || page.ask::<Vec<String>>(kept, vec![]).await;
        let held = page.until("the settings", held, |held| held[..7] == expect[..7]).await;
        assert_eq!(held[7], "fleetglass.density fleetglass.log.times fleetglass.single-keys fleetglass.theme");
    });
}

#[test]
fn where_the_browser_keeps_nothing_that_is_said_and_settings_hold_until_the_tab_closes() {
    Setup::with([Source::of("agent-workspace")]).at("#/overview").run(async |page, _| {
        page.find("link", "Sources").await;
        page.ask::<()>("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };", vec![]).await;
        page.click("link", "Sources").await;
        page.choose("Rows", "comfortable").await;
        page.until_says("This browser keeps nothing: settings last until the tab closes.").await;
        let density = async || page.ask::<Option<String>>("return document.documentElement.dataset.density ?? null;", vec![json!(0)]).await;
        page.until("the density", density, |held| held.as_deref() == Some("comfortable")).await;
    });
}
