//! What a row shows besides its words: the rest of a long line, JSON in lines, commands of runners.

use fleetglass_tests::{Page, Setup, Source, json};

/// The words of a row's text, as they are in the page and as they are seen, and its level.
async fn row(page: &Page, at: u64) -> Option<(String, String, Option<String>)> {
    let script = "const row = document.querySelector(`[role=log] [data-at='${arguments[0]}']`); const text = row?.querySelector('.fg-line__text'); \
        return text ? [text.textContent, text.innerText, row.dataset.level ?? null] : null;";
    page.ask(script, vec![json!(at)]).await
}

async fn until_row(page: &Page, what: &str, at: u64, done: impl Fn(&str, &str, Option<&str>) -> bool) {
    let is = |held: &Option<(String, String, Option<String>)>| {
        held.as_ref().is_some_and(|(held, seen, level)| done(held, seen, level.as_deref()))
    };
    page.until(what, async || row(page, at).await, is).await;
}

#[test]
fn a_long_line_shows_its_beginning_until_all_of_it_is_asked_for() {
    Setup::hooks().at("#log=30").run(async |page, _| {
        until_row(page, "the beginning", 23, |text, _, _| text.chars().count() == 2_000).await;
        page.click("button", "Show all 9,008 characters").await;
        until_row(page, "all of it", 23, |text, _, _| text.chars().count() == 9_008).await;
        page.click("button", "Show less").await;
        until_row(page, "the beginning again", 23, |text, _, _| text.chars().count() == 2_000).await;
    });
}

#[test]
fn a_line_of_json_is_shown_in_lines_on_demand() {
    Setup::hooks().at("#log=30").run(async |page, _| {
        page.click("button", "Show as JSON").await;
        let shown =
            async || page.ask::<Option<String>>("return document.querySelector('[role=log] pre')?.textContent ?? null;", vec![]).await;
        let lines = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains("\n    \"list\": [\n      1,\n      2.50,\n"));
        page.until("JSON in lines", shown, lines).await;
        assert_eq!(page.attribute("button", "Show as JSON", "aria-expanded").await.as_deref(), Some("true"));
        page.click("button", "Show as JSON").await;
        page.until("one line again", shown, Option::is_none).await;
    });
}

#[test]
fn commands_of_runners_say_what_they_mean_and_stay_in_the_text() {
    Setup::hooks().at("#log=30").run(async |page, _| {
        until_row(page, "an error", 20, |text, seen, level| {
            text == "##[error]row 20: it broke" && seen == "row 20: it broke" && level == Some("error")
        })
        .await;
        until_row(page, "a group", 21, |text, seen, level| text.starts_with("::group::") && seen == "row 21: tests" && level.is_none())
            .await;
    });
}

#[test]
fn groups_are_folded_where_one_unit_writes_and_find_opens_them() {
    Setup::with([Source::of("threads")]).at("#/threads?threads=exec-123%2Farchitect").run(async |page, sim| {
        sim.until_open("threads", 1).await;
        sim.say("architect", 1, "before\n::group::Install\none\ntwo\nthree\n::endgroup::\nafter");
        page.until_lines("all of it", |lines| lines.len() == 7).await;
        page.click("button", "Fold").await;
        page.until_lines("the group is folded", |lines| lines.len() == 3 && lines[2].text.contains("after")).await;
        sim.say("architect", 2, "later");
        page.until_lines("what comes is shown", |lines| lines.len() == 4).await;
        page.click("button", "Show 3 lines").await;
        page.until_lines("the group is open", |lines| lines.len() == 8).await;
        page.click("button", "Fold").await;
        page.until_lines("the group is folded again", |lines| lines.len() == 4).await;
        page.click("button", "Find").await;
        page.find("searchbox", "Find").await;
        page.press("two").await;
        page.until_says("1 of 1").await;
        page.until_lines("find opened it", |lines| lines.len() == 8).await;
    });
}
