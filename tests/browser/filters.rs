//! The filter above the threads' log, as a person types, clicks and presses keys: all of it is in the link.

use crate::threads::{three_threads, until_linked, until_shown};
use fleetglass_tests::{Key, Page, Setup, Source, json};

const FIELD: &str = "Text or /pattern/";

/// The part of the link must go.
async fn until_not_linked(page: &Page, part: &str) {
    page.until(&format!("no {part} in the link"), async || page.address().await, |address| !address.contains(part)).await;
}

#[test]
fn a_pattern_typed_slowly_keeps_the_last_good_filter() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        page.fill("searchbox", FIELD, "core").await;
        until_shown(page, "the first filter", &["Compiling"]).await;
        until_linked(page, "q=core").await;
        page.press(&char::from(Key::Home).to_string()).await;
        // The caret stands before the text: `/core`, a pattern whose end is not typed yet.
        page.press("/").await;
        page.until_says("A second slash ends the pattern.").await;
        until_shown(page, "the last good filter", &["Compiling"]).await;
        page.press(&char::from(Key::End).to_string()).await;
        page.press("|(E03").await;
        page.until_says("Not a pattern yet: a group is not closed. Still using the last good one.").await;
        until_shown(page, "the last good filter still", &["Compiling"]).await;
        until_linked(page, "q=core").await;
        page.press(")/").await;
        until_shown(page, "the pattern", &["Compiling", "E0308"]).await;
        until_linked(page, "re=1").await;
        page.until("no words any more", async || page.words().await, |words| !words.contains("pattern.")).await;
    });
}

#[test]
fn enter_takes_what_begins_with_a_slash_as_it_stands() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        sim.say("architect", 1, "reading /etc/hosts");
        sim.say("architect", 2, "reading etc and more");
        page.until_lines("all of it", |lines| lines.len() == 7).await;
        page.fill("searchbox", FIELD, "/etc").await;
        page.until_says("Enter looks for \"/etc\" as it stands.").await;
        page.press_enter().await;
        until_shown(page, "the text", &["/etc/hosts"]).await;
        until_linked(page, "q=%2Fetc").await;
    });
}

#[test]
fn a_filter_that_empties_the_log_says_so_and_is_cleared_with_all_others() {
    let link = "#/threads?types=line,tool&level=error&q=nowhere&not=1&hide=0&from=1&to=2";
    Setup::with([Source::of("threads")]).at(link).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        page.until_link("box", "open").await;
        sim.say("architect", 0, "one");
        sim.say("architect", 1, "two");
        page.until_says("No match in 2 held lines.").await;
        page.until_says("0 of 2").await;
        page.click("button", "Clear").await;
        until_shown(page, "all of it", &["one", "two"]).await;
        for part in ["types=", "level=", "q=", "not=", "hide=", "from=", "to="] {
            until_not_linked(page, part).await;
        }
        page.until("nothing left to clear", async || page.all("button", "Clear").await.len(), |buttons| *buttons == 0).await;
    });
}

#[test]
fn levels_are_offered_once_a_row_carries_one() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        assert!(page.all("button", "Level").await.is_empty(), "nothing sent a level");
        sim.thread("architect", "output", 1, &json!({"type": "error", "content": "it broke"}));
        page.click("button", "Level").await;
        page.click("checkbox", "error").await;
        until_shown(page, "that level", &["it broke"]).await;
        until_linked(page, "level=error").await;
        page.click("checkbox", "error").await;
        page.until_lines("all of it", |lines| lines.len() == 6).await;
        until_not_linked(page, "level").await;
    });
}

#[test]
fn times_narrow_the_log_and_any_time_lifts_them() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        let long_ago = json!({"executionId": "exec-123", "threadId": "old", "type": "gateway_thread_output", "data":
            {"thread_id": "old", "event_type": "output", "data_json": "{\"text\":\"long ago\"}", "timestamp_ms": 1_000, "sequence": 0}});
        sim.send("threads", "thread_output", long_ago);
        page.until_lines("with the old line", |lines| lines.len() == 6).await;
        page.click("button", "Time").await;
        page.click("button", "Last 5 min").await;
        page.until_lines("without the old line", |lines| lines.len() == 5).await;
        until_linked(page, "from=").await;
        page.click("button", "From ").await;
        page.click("button", "Any time").await;
        page.until_lines("all of it again", |lines| lines.len() == 6).await;
        until_not_linked(page, "from=").await;
        // In the reader's own time, whatever that is; 2001 is after the one and before the others everywhere.
        page.click("button", "Time").await;
        write_moment(page, "To", "2001-02-03T04:05:06").await;
        page.until_lines("only the old line", |lines| lines.len() == 1).await;
        until_linked(page, "to=98").await;
        page.press_escape().await;
        page.until("the menu is closed", async || page.all("button", "Any time").await.len(), |buttons| *buttons == 0).await;
        assert_eq!(page.focused().await.0, "button", "the focus goes back to the menu's button");
    });
}

/// Fills a field for a moment. What keys a person would press there depends on the browser's language, so none is pressed.
async fn write_moment(page: &Page, label: &str, moment: &str) {
    let script = "const [label, moment] = arguments;
        const field = [...document.querySelectorAll('input[type=datetime-local]')].find((e) => e.labels[0].textContent.trim() === label);
        if (field) { field.focus(); field.value = moment; field.dispatchEvent(new Event('change', { bubbles: true })); }
        return !!field";
    let write = async || page.ask::<bool>(script, vec![label.into(), moment.into()]).await;
    page.until(&format!("the field {label}"), write, |written| *written).await;
}

#[test]
fn the_slash_key_goes_to_the_filter_and_escape_clears_it_and_leaves() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        page.press("/").await;
        page.until("the filter has the focus", async || page.focused().await, |focused| focused.1 == FIELD).await;
        page.press("E0308").await;
        until_shown(page, "what is typed", &["E0308"]).await;
        page.press_escape().await;
        page.until_lines("all of it", |lines| lines.len() == 5).await;
        assert_eq!(page.focused().await.1, FIELD, "the first Escape clears");
        page.press_escape().await;
        page.until("the log has the focus", async || page.focused().await, |focused| focused.0 == "log").await;
    });
}
