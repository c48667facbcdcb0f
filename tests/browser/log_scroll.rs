//! A log of ten million rows, gone through by wheel, keys and scrollbar: wrapped and not, with lines of any script and length.

use fleetglass_tests::{Key, Page, Setup, Value, json};
use serde::Deserialize;

/// What is seen of the log.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Seen {
    /// How far the scrollbar is, and how far it goes.
    pub(crate) top: f64,
    pub(crate) travel: f64,
    /// Each row of which a part is in view, and how far below the top of the log it stands.
    pub(crate) rows: Vec<(u64, f64)>,
    /// How far the last of them ends below the bottom of the log.
    pub(crate) under: f64,
}

impl Seen {
    /// How far below the top a row stands.
    pub(crate) fn top_of(&self, row: u64) -> Option<f64> {
        self.rows.iter().find(|(held, _)| *held == row).map(|(_, top)| *top)
    }

    /// Whether a row stands there, give or take the rounding of a long scrollbar.
    pub(crate) fn has_at(&self, row: u64, top: f64) -> bool {
        self.top_of(row).is_some_and(|held| (held - top).abs() <= 1.0)
    }

    pub(crate) fn first(&self) -> u64 {
        self.rows.first().map_or(u64::MAX, |(row, _)| *row)
    }

    pub(crate) fn last(&self) -> u64 {
        self.rows.last().map_or(0, |(row, _)| *row)
    }

    /// Whether the last row of all ends with the log.
    pub(crate) fn ends_with(&self, row: u64) -> bool {
        self.last() == row && self.under.abs() <= 1.0
    }
}

const SEEN: &str = r#"
const log = document.querySelector("[role=log]");
if (!log) return { top: 0, travel: 0, rows: [], under: 1e9 };
const [box, tall] = [log.getBoundingClientRect(), log.clientHeight];
const rows = [...log.querySelectorAll("[data-at]:not(.fg-line--off)")].map((e) => [Number(e.dataset.at), e.getBoundingClientRect()]);
const held = rows.filter(([, r]) => r.bottom > box.top && r.top < box.top + tall);
return { top: log.scrollTop, travel: log.scrollHeight - tall, rows: held.map(([at, r]) => [at, r.top - box.top]),
  under: held.length ? held.at(-1)[1].bottom - box.top - tall : 1e9 };
"#;

pub(crate) async fn seen(page: &Page) -> Seen {
    page.ask(SEEN, vec![]).await
}

pub(crate) async fn until_seen(page: &Page, what: &str, done: impl FnMut(&Seen) -> bool) -> Seen {
    page.until(what, async || seen(page).await, done).await
}

/// Waits until two looks, a few frames apart, see the same.
pub(crate) async fn until_still(page: &Page) -> Seen {
    let twice = async || {
        let before = seen(page).await;
        let frames = "const done = arguments[0]; let n = 15; const f = () => (n-- ? requestAnimationFrame(f) : done(0)); f();";
        page.ask_later::<u32>(frames, vec![]).await;
        (before, seen(page).await)
    };
    page.until("the log stands still", twice, |(before, after)| before == after).await.1
}

/// Turns the wheel over the log.
pub(crate) async fn wheel(page: &Page, by_px: i32) {
    let at = "const b = document.querySelector('[role=log]').getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2];";
    let (x, y): (f64, f64) = page.ask(at, vec![]).await;
    let turn = json!({"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": by_px});
    page.devtools("Input.dispatchMouseEvent", turn).await;
}

/// Drags the scrollbar to a part of its way.
pub(crate) async fn drag_to(page: &Page, part: f64) {
    let script = "const l = document.querySelector('[role=log]'); l.scrollTop = arguments[0] * (l.scrollHeight - l.clientHeight);";
    page.ask::<Value>(&format!("{script} return null;"), vec![json!(part)]).await;
}

pub(crate) async fn press(page: &Page, key: Key) {
    page.ask::<Value>("document.querySelector('[role=log]').focus(); return null;", vec![]).await;
    page.press(&char::from(key).to_string()).await;
}

/// Chooses whether lines wrap.
pub(crate) async fn wrap(page: &Page, wrapped: bool) {
    if wrapped {
        page.click("checkbox", "Wrap").await;
        page.until(
            "lines wrap",
            async || page.ask::<bool>("return !!document.querySelector('.fg-log[data-wrap]');", vec![]).await,
            |wraps| *wraps,
        )
        .await;
    }
}

/// Turns the wheel, and waits until every row that stays in view has moved by so much.
async fn step(page: &Page, by_px: i32) -> Seen {
    let before = until_still(page).await;
    wheel(page, by_px).await;
    let moved = |now: &Seen| {
        let mut both = before.rows.iter().filter_map(|(row, top)| Some(now.top_of(*row)? - top)).peekable();
        both.peek().is_some() && both.all(|moved| (moved + f64::from(by_px)).abs() <= 1.0)
    };
    until_seen(page, &format!("the rows moved by {by_px}"), moved).await
}

fn ten_million_rows(wrapped: bool) {
    const END: u64 = 9_999_999;
    Setup::hooks().at("#log=10000000").run(async |page, _| {
        until_seen(page, "the end", |seen| seen.ends_with(END)).await;
        wrap(page, wrapped).await;
        let end = until_seen(page, "the end still", |seen| seen.ends_with(END)).await;
        assert!(end.travel < 10_000_000.0, "{end:?}");
        for by_px in [-120, -120, 60] {
            step(page, by_px).await;
        }
        press(page, Key::Home).await;
        until_seen(page, "the first row", |seen| seen.has_at(0, 0.0) && seen.top == 0.0).await;
        for by_px in [100, 100, -50] {
            step(page, by_px).await;
        }
        wheel(page, -400).await;
        until_seen(page, "the first row again", |seen| seen.has_at(0, 0.0)).await;
        let mut before = 0;
        for part in [0.1, 0.3, 0.5, 0.9] {
            drag_to(page, part).await;
            let expect = END as f64 * part;
            let near = |seen: &Seen| seen.rows.len() > 1 && (seen.first() as f64 - expect).abs() < END as f64 * 0.05;
            let there = until_seen(page, &format!("{part} of the way"), near).await;
            assert!(there.first() > before, "the scrollbar never goes back");
            before = there.first();
            step(page, 100).await;
            step(page, -70).await;
        }
        let before = until_still(page).await;
        press(page, Key::PageDown).await;
        // A page is most of the view, not all of it.
        let down = until_seen(page, "a page further", |now| now.first() > before.first() && now.rows[0].1 <= 1.0).await;
        assert!(down.first() <= before.last(), "a page skips nothing");
        until_still(page).await;
        press(page, Key::Down).await;
        until_seen(page, "a line further", |now| now != &down).await;
        press(page, Key::End).await;
        until_seen(page, "the end again", |seen| seen.ends_with(END)).await;
        page.until_says("Following the end").await;
    });
}

#[test]
fn ten_million_rows_are_gone_through_by_wheel_keys_and_scrollbar() {
    ten_million_rows(false);
}

#[test]
fn ten_million_wrapped_rows_are_gone_through_by_wheel_keys_and_scrollbar() {
    ten_million_rows(true);
}

/// Scrolls a little or far in every frame, and looks in every frame whether rows cover the log.
const FAST: &str = r#"
const done = arguments[0];
const log = document.querySelector("[role=log]");
let [left, dice] = [150, 7];
const blank = [];
const frame = () => {
  const box = log.getBoundingClientRect();
  const rows = [...log.querySelectorAll("[data-at]:not(.fg-line--off)")].map((e) => e.getBoundingClientRect());
  const [top, bottom] = [Math.min(...rows.map((r) => r.top)), Math.max(...rows.map((r) => r.bottom))];
  if (!(top <= box.top + 1 && bottom >= box.top + log.clientHeight - 1)) blank.push([log.scrollTop, top - box.top, bottom - box.top]);
  if (!left--) return done(blank);
  dice = (dice * 48271) % 2147483647;
  const travel = log.scrollHeight - log.clientHeight;
  if (left % 3 == 0) log.scrollTop = (dice / 2147483647) * travel;
  else log.scrollTop += (dice % 3000) - 1500;
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
"#;

#[test]
fn no_frame_is_blank_however_fast_one_scrolls() {
    for wrapped in [false, true] {
        Setup::hooks().at("#log=10000000").run(async |page, _| {
            until_seen(page, "the end", |seen| seen.ends_with(9_999_999)).await;
            wrap(page, wrapped).await;
            let blank: Vec<(f64, f64, f64)> = page.ask_later(FAST, vec![]).await;
            assert_eq!(blank, [], "wrapped: {wrapped}");
        });
    }
}
