//! What people do with a log: find, select and copy, lead others to a line, take a log along.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_tests::{Key, Page, Setup, Sim, Source, json};

/// Keys pressed while Control is held.
fn control(key: char) -> String {
    format!("{}{key}{}", char::from(Key::Control), char::from(Key::Null))
}

/// A thread that wrote so many lines.
async fn lines(page: &Page, sim: &Sim, count: u32) {
    sim.until_open("threads", 1).await;
    let text: Vec<String> = (1..=count).map(|line| format!("line {line} of the build")).collect();
    sim.say("architect", 1, &text.join("\n"));
    page.until_line(&format!("line {count} of the build")).await;
}

fn threads() -> Setup {
    Setup::with([Source::of("threads")]).at("#/threads")
}

/// Remembers what each copy puts on the clipboard, and lets it be read.
async fn watch_copies(page: &Page) {
    page.ask::<()>(
        "window.__copied = []; document.addEventListener('copy', (e) => window.__copied.push(e.clipboardData.getData('text/plain')))",
        vec![],
    )
    .await;
    page.devtools("Browser.grantPermissions", json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})).await;
}

async fn clipboard(page: &Page) -> String {
    page.ask_later("const done = arguments[0]; navigator.clipboard.readText().then(done, (e) => done(`${e}`))", vec![]).await
}

/// The words of the marked row.
async fn marked(page: &Page) -> String {
    page.ask("return document.querySelector('[role=log] [data-marked] .fg-line__text')?.innerText ?? ''", vec![]).await
}

async fn until_marked(page: &Page, words: &str) {
    page.until(&format!("`{words}` is marked"), async || marked(page).await, |marked| marked.contains(words)).await;
}

/// Clicks with the mouse into the middle of a row's text.
async fn click_row(page: &Page, words: &str, shift: bool) {
    let place = async || {
        page.ask::<Vec<f64>>(
            "const row = [...document.querySelectorAll('[role=log] [data-row] .fg-line__text')].find((e) => e.innerText.includes(arguments[0]));
             if (!row) return [];
             const words = document.createRange(); words.selectNodeContents(row);
             const box = words.getClientRects()[0], view = row.closest('[role=log]').getBoundingClientRect();
             return box && box.top >= view.top && box.bottom <= view.bottom ? [arguments[1] ? box.right - 1 : box.left + 1, (box.top + box.bottom) / 2] : []",
            vec![json!(words), json!(shift)],
        )
        .await
    };
    let place = page.until(&format!("the row `{words}` in view"), place, |place| place.len() == 2).await;
    for kind in ["mousePressed", "mouseReleased"] {
        let event =
            json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1, "modifiers": if shift { 8 } else { 0 }});
        page.devtools("Input.dispatchMouseEvent", event).await;
    }
}

#[test]
fn find_counts_goes_round_and_marks_what_is_not_in_the_page() {
    threads().run(async |page, sim| {
        lines(page, sim, 3_000).await;
        page.click_on("[role=log]").await;
        page.press(&control('f')).await;
        page.find("searchbox", "Find").await;
        page.press("line 77").await;
        page.until_says("1 of 11").await;
        until_marked(page, "line 77 of").await;
        page.press_enter().await;
        page.until_says("2 of 11").await;
        until_marked(page, "line 770 of").await;
        page.press(&format!("{}{}{}", char::from(Key::Shift), char::from(Key::Enter), char::from(Key::Null))).await;
        page.press(&format!("{}{}{}", char::from(Key::Shift), char::from(Key::Enter), char::from(Key::Null))).await;
        page.until_says("11 of 11").await;
        until_marked(page, "line 779 of").await;
        let marks = async || {
            page.ask::<usize>("return (CSS.highlights.get('fg-find')?.size ?? 0) + (CSS.highlights.get('fg-find-now')?.size ?? 0)", vec![])
                .await
        };
        page.until("what is found is marked in the page", marks, |marks| *marks >= 10).await;
        page.fill("searchbox", "Find", "/line 9\\d9 /").await;
        page.until_says("1 of 10").await;
        page.fill("searchbox", "Find", "nothing like it").await;
        page.until_says("None found").await;
        page.press_escape().await;
        page.until("the log has the focus again", async || page.focused().await.0, |role| role == "log").await;
        page.until("no mark is left", marks, |marks| *marks == 0).await;
    });
}

#[test]
fn find_is_the_browsers_outside_a_log_and_when_asked_for_twice() {
    threads().run(async |page, sim| {
        lines(page, sim, 300).await;
        page.ask::<()>("window.__taken = []; window.addEventListener('keydown', (e) => { if (e.key === 'f' && e.ctrlKey) setTimeout(() => window.__taken.push(e.defaultPrevented)) }, true)", vec![]).await;
        let taken = async || page.ask::<Vec<bool>>("return window.__taken", vec![]).await;
        page.click("link", "Threads").await;
        page.press(&control('f')).await;
        page.until("the browser's", taken, |taken| *taken == [false]).await;
        page.click_on("[role=log]").await;
        page.press(&control('f')).await;
        page.until("ours", taken, |taken| *taken == [false, true]).await;
        page.until("the field has the focus", async || page.focused().await, |focused| focused.1 == "Find").await;
        page.press(&control('f')).await;
        page.until("the browser's again", taken, |taken| *taken == [false, true, false]).await;
    });
}

#[test]
fn rows_that_are_not_in_the_page_are_selected_and_copied() {
    threads().run(async |page, sim| {
        lines(page, sim, 2_000).await;
        watch_copies(page).await;
        let copied = async || page.ask::<Vec<String>>("return window.__copied", vec![]).await;
        page.click_on("[role=log]").await;
        page.press(&char::from(Key::Home).to_string()).await;
        click_row(page, "line 3 of", false).await;
        page.press(&char::from(Key::End).to_string()).await;
        click_row(page, "line 1999 of", true).await;
        page.press(&control('c')).await;
        let held = page.until("a copy", copied, |copied| copied.len() == 1).await.remove(0);
        let rows: Vec<&str> = held.lines().collect();
        assert_eq!(rows.len(), 1_997, "{:?} … {:?}", rows.first(), rows.last());
        assert!(rows[0].ends_with("of the build") && rows[1] == "line 4 of the build" && rows[1_995] == "line 1998 of the build");
        page.until_says("Copied 1,997 lines.").await;
        page.press(&control('a')).await;
        page.until_says("All 2,000 lines are selected; press Ctrl C.").await;
        page.press(&control('c')).await;
        let held = page.until("all of it", copied, |copied| copied.len() == 2).await.remove(1);
        assert_eq!((held.lines().count(), held.lines().last()), (2_000, Some("line 2000 of the build")));
    });
}

#[test]
fn a_link_leads_to_its_line_though_a_filter_would_hide_it() {
    threads().run(async |page, sim| {
        lines(page, sim, 2_000).await;
        watch_copies(page).await;
        page.fill("searchbox", "Text or /pattern/", "1234").await;
        page.until_lines("the line alone", |lines| lines.len() == 1).await;
        click_row(page, "line 1234 of", false).await;
        page.click("button", "Copy link").await;
        page.until_says("Copied the link.").await;
        let link = clipboard(page).await;
        assert!(
            link.contains("source=box")
                && link.contains("unit=exec-123%2Farchitect")
                && link.contains("line=")
                && link.contains("seq=1")
                && link.contains("quote=line%201234"),
            "{link}"
        );
        page.click("button", "Show around it").await;
        page.until_line("line 1233 of").await;
        page.until_line("line 1235 of").await;
        page.press_escape().await;
        page.until_lines("the filter is back", |lines| lines.len() == 1).await;

        page.open("about:blank").await;
        page.open(&link.replace("q=1234", "q=nothing")).await;
        page.until_says("That line is not held here. The link quotes it:").await;
        page.until_says("line 1234 of the build").await;
        sim.until_open("threads", 1).await;
        page.until(
            "the connection",
            async || page.links().await,
            |links| links.get("box").is_some_and(|link| link == "open" || link == "live"),
        )
        .await;
        let at = link.split("line=").nth(1).and_then(|rest| rest.split('&').next()?.parse::<u64>().ok()).expect("a time in the link");
        sim.thread_at("architect", "output", 1, at, &json!({"text": "line 1234 of the build\nanother"}));
        until_marked(page, "line 1234 of").await;
        let only = page.until_lines("the line though the filter hides it", |lines| !lines.is_empty()).await;
        assert_eq!(only.iter().map(|line| line.text.contains("line 1234")).collect::<Vec<_>>(), [true]);
    });
}

#[test]
fn a_log_is_a_file_of_what_is_shown_or_of_all() {
    threads().run(async |page, sim| {
        lines(page, sim, 500).await;
        page.ask::<()>(
            "window.__files = []; const made = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => window.__files.push(text)); return made.call(URL, blob) }",
            vec![],
        )
        .await;
        let files = async || page.ask::<Vec<String>>("return window.__files", vec![]).await;
        page.fill("searchbox", "Text or /pattern/", "line 40").await;
        page.until_lines("eleven lines", |lines| lines.len() == 11).await;
        page.click("button", "Download").await;
        page.click("button", "JSON lines").await;
        let file = page.until("a file", files, |files| files.len() == 1).await.remove(0);
        let rows: Vec<serde_json::Value> = file.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!((rows.len(), &rows[0]["text"], &rows[0]["unitId"], &rows[0]["kind"]), (11, &json!("line 40 of the build"), &json!("exec-123/architect"), &json!("line")));
        page.until_says("11 lines in").await;
        page.click("button", "Download").await;
        page.click("checkbox", "All held lines").await;
        page.click("button", "Text").await;
        let file = page.until("another", files, |files| files.len() == 2).await.remove(1);
        assert_eq!((file.lines().count(), file.lines().next()), (500, Some("line 1 of the build")));
    });
}

#[test]
fn a_pattern_that_takes_too_long_is_stopped_and_named_and_the_page_lives() {
    threads().run(async |page, sim| {
        sim.until_open("threads", 1).await;
        sim.say("architect", 1, &format!("{}b", "a".repeat(60)));
        page.until_line("aaab").await;
        page.fill("searchbox", "Text or /pattern/", "/(a+)+$/").await;
        page.until_says("/(a+)+$/ takes too long and was stopped after 2 s; nothing is hidden by it.").await;
        page.until_line("aaab").await;
        page.click("button", "Show what does not match").await;
        page.until_line("aaab").await;
        page.click("button", "Show what does not match").await;
        page.fill("searchbox", "Text or /pattern/", "/^a+b$/").await;
        page.until("it is said no more", async || page.says("takes too long").await, |says| !says).await;
        page.until_line("aaab").await;
        page.fill("searchbox", "Text or /pattern/", "/^a+c$/").await;
        page.until_lines("nothing matches", Vec::is_empty).await;
    });
}

#[test]
fn keys_go_from_error_to_error() {
    threads().run(async |page, sim| {
        lines(page, sim, 400).await;
        sim.say("architect", 2, "error[E0308]: mismatched types");
        lines_more(page, sim).await;
        sim.thread("architect", "failed", 4, &json!({"error": "exit 2"}));
        page.until_line("exit 2").await;
        page.click_on("[role=log]").await;
        page.press("E").await;
        until_marked(page, "exit 2").await;
        page.press("E").await;
        until_marked(page, "E0308").await;
        page.press("e").await;
        until_marked(page, "exit 2").await;
        page.press("f").await;
        page.until("it follows again", async || marked(page).await, String::is_empty).await;
    });
}

async fn lines_more(page: &Page, sim: &Sim) {
    let text: Vec<String> = (1..=400).map(|line| format!("more {line} of the build")).collect();
    sim.say("architect", 3, &text.join("\n"));
    page.until_line("more 400 of the build").await;
}

#[test]
fn a_link_to_a_source_that_is_not_here_says_so_and_one_that_needs_a_key_asks_for_it() {
    Setup::with([Source::of("threads")]).at("#/threads?source=box-9&line=1").run(async |page, _| {
        page.until_says("This link is for box-9, which is not set up here.").await;
        page.click("link", "Add it").await;
        page.until("the place of sources", async || page.address().await, |address| address.ends_with("#/sources")).await;
    });
    let locked = Source::of("agent-status").with("auth", json!({"kind": "query", "name": "key"}));
    Setup::with([locked]).flags(&["--auth"]).at("#/overview?source=box&line=1").run(async |page, _| {
        page.until_says("Sign in to box to follow this link.").await;
    });
}
