//! What one reads stays where it is, whatever happens around it.

use crate::log_scroll::{Seen, drag_to, press, seen, until_seen, until_still, wheel, wrap};
use fleetglass_tests::{Key, Page, Setup, Value, json};

const ROWS: u64 = 20_000;

async fn type_into(page: &Page, field: &str, text: &str) {
    page.fill("textbox", field, &format!("{text}\t")).await;
}

/// Goes to the middle, and returns what is seen there.
async fn middle(page: &Page) -> Seen {
    until_seen(page, "the end", |seen| seen.ends_with(ROWS - 1)).await;
    drag_to(page, 0.5).await;
    until_seen(page, "the middle", |seen| seen.rows.len() > 2 && seen.first().abs_diff(ROWS / 2) < ROWS / 10).await;
    until_still(page).await
}

async fn until_kept(page: &Page, what: &str, before: &Seen) -> Seen {
    let (row, top) = before.rows[0];
    // A row that is wrapped anew is not as tall as it was; it is still the first one.
    until_seen(page, what, |now| now.first() == row && (now.has_at(row, top) || now.rows[0].1 <= 0.0)).await;
    until_still(page).await
}

#[test]
fn the_first_row_in_view_stays_when_the_log_is_resized_or_wrapped() {
    Setup::hooks().at("#log=20000").run(async |page, _| {
        let before = middle(page).await;
        for (width, height) in [(1440, 500), (700, 500), (2560, 1300)] {
            let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
            page.devtools("Emulation.setDeviceMetricsOverride", size).await;
            let inner = async || page.ask::<u32>("return innerWidth;", vec![]).await;
            page.until("the new size", inner, |now| *now == width).await;
            until_kept(page, &format!("the row at {width} x {height}"), &before).await;
        }
        wrap(page, true).await;
        let wrapped = until_kept(page, "the row, wrapped", &before).await;
        let size = json!({"width": 500, "height": 700, "deviceScaleFactor": 1, "mobile": false});
        page.devtools("Emulation.setDeviceMetricsOverride", size).await;
        until_seen(page, "the narrow log", |now| now.rows.len() < wrapped.rows.len()).await;
        until_kept(page, "the row, wrapped narrowly", &before).await;
    });
}

/// The rows in view by the numbers in their words, since a filter counts positions anew, and how far below the top each is.
async fn told(page: &Page) -> Vec<(u64, f64)> {
    let script = "const log = document.querySelector('[role=log]'); const box = log.getBoundingClientRect(); \
        return [...log.querySelectorAll('[data-at]')].map((e) => [Number(/row (\\d+)/.exec(e.textContent)?.[1] ?? 0), e.getBoundingClientRect()]) \
        .filter(([, r]) => r.bottom > box.top && r.top < box.bottom).map(([row, r]) => [row, r.top - box.top]);";
    page.ask(script, vec![]).await
}

#[test]
fn the_first_row_in_view_that_is_still_shown_stays_when_the_filter_changes() {
    Setup::hooks().at("#log=20000").run(async |page, _| {
        let before = middle(page).await;
        // Numbers that end in 7 are one in ten; what is above the first of them in view goes.
        let (row, top) = *before.rows.iter().find(|(row, _)| row % 10 == 7).expect("one in ten");
        type_into(page, "Filter", "7:").await;
        let is_there = |told: &Vec<(u64, f64)>| told.iter().any(|(held, now)| *held == row && (now - top).abs() <= 1.0);
        let only = |told: &Vec<(u64, f64)>| told.iter().all(|(row, _)| row % 10 == 7) && is_there(told);
        page.until("only those, and the first in its place", async || told(page).await, only).await;
        type_into(page, "Filter", "").await;
        let all = |told: &Vec<(u64, f64)>| told.iter().any(|(row, _)| row % 10 != 7) && is_there(told);
        page.until("all, and the row in its place", async || told(page).await, all).await;
        // Where it is gone itself, the next one takes its place.
        type_into(page, "Filter", &format!("row {}", row + 3)).await;
        page.until("one row", async || told(page).await, |told| told.len() == 1 && told[0].0 == row + 3).await;
    });
}

#[test]
fn the_first_row_in_view_stays_when_rows_come_below_and_go_above() {
    Setup::hooks().at("#log=20000").run(async |page, _| {
        let before = middle(page).await;
        page.click("button", "1,000 more").await;
        page.until_says("1,000 new lines").await;
        until_kept(page, "the row, with more below", &before).await;
        page.click("button", "1,000 fewer").await;
        page.until_says("1,000 older lines were dropped").await;
        let later = until_kept(page, "the row, with fewer above", &before).await;
        assert!(later.top < before.top, "the scrollbar goes with it: {} and {}", before.top, later.top);
        // As many go as bring the row itself away: what is nearest to it is shown.
        for gone in 2..=11 {
            page.click("button", "1,000 fewer").await;
            page.until_says(&format!("{gone},000 older lines were dropped")).await;
        }
        until_seen(page, "the first row that is left", |now| now.has_at(11_000, 0.0)).await;
    });
}

#[test]
fn the_end_is_followed_until_one_scrolls_up_and_again_from_the_pill() {
    for wrapped in [false, true] {
        Setup::hooks().at("#log=20000").run(async |page, _| {
            until_seen(page, "the end", |seen| seen.ends_with(ROWS - 1)).await;
            wrap(page, wrapped).await;
            type_into(page, "Rows a second", "3000").await;
            let later = until_seen(page, "what comes", |seen| seen.last() > ROWS + 500 && seen.under.abs() <= 1.0).await;
            wheel(page, -90).await;
            page.until_says("Held here; still receiving.").await;
            page.until_says("new lines").await;
            let still = async || {
                let before = seen(page).await.rows;
                let new = pill(page).await;
                (before, new, page.until("more came", async || pill(page).await, |now| *now > new + 100).await, seen(page).await.rows)
            };
            let (held, ..) = page.until("rows that stay while others come", still, |(before, .., after)| before == after).await;
            assert!(held.last().is_some_and(|(row, _)| *row + 100 >= later.last()), "held where the end was");
            page.click("button", "new lines").await;
            until_seen(page, "the end again", |seen| seen.last() > later.last() + 500 && seen.under.abs() <= 1.0).await;
            press(page, Key::Home).await;
            until_seen(page, "the first row", |seen| seen.has_at(0, 0.0)).await;
            page.until_says("Held here; still receiving.").await;
            page.press("f").await;
            until_seen(page, "the end by a key", |seen| seen.last() > ROWS && seen.under.abs() <= 1.0).await;
        });
    }
}

/// How many new lines the pill says.
async fn pill(page: &Page) -> u64 {
    let said: Value = page.ask("return document.querySelector('.fg-log__pill')?.textContent ?? '';", vec![]).await;
    said.as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}
