//! The clock, and times of day in the language of the page.

use super::{Language, intl};
use js_sys::Date;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::JsValue;

/// So many times of day are kept as written: a page of log rows holds few different seconds, and `Intl` is slow.
const KEPT: usize = 256;

/// Returns milliseconds since the epoch, from a clock that never steps back.
#[must_use]
pub fn now_ms() -> u64 {
    exact_ms() as u64
}

/// Returns the same with fractions, for budgets of a few milliseconds.
#[must_use]
pub fn exact_ms() -> f64 {
    thread_local!(static CLOCK: OnceCell<Option<(web_sys::Performance, f64)>> = const { OnceCell::new() });
    CLOCK.with(|clock| {
        let clock =
            clock.get_or_init(|| super::window()?.performance().map(|performance| (performance.clone(), performance.time_origin())));
        clock.as_ref().map_or(0.0, |(performance, origin)| origin + performance.now())
    })
}

/// Returns the time of day to the second, such as `14:02:10`.
#[must_use]
pub fn clock(ms: u64) -> String {
    thread_local!(static WRITTEN: Written = const { RefCell::new(Vec::new()) });
    kept(&WRITTEN, 1_000, ms, intl::second)
}

/// Returns a moment to the second, with the day where that is not today's: `14:02:10`, `Nov 21, 14:02:10`.
#[must_use]
pub fn moment(ms: u64) -> String {
    let (day, today) = (intl::day(ms), intl::day(now_ms()));
    let date = day.filter(|day| Some(day) != today.as_ref());
    date.map_or_else(|| clock(ms), |date| format!("{date}, {}", clock(ms)))
}

/// Returns the time of day to the minute, such as `14:02`.
#[must_use]
pub fn clock_short(ms: u64) -> String {
    thread_local!(static WRITTEN: Written = const { RefCell::new(Vec::new()) });
    kept(&WRITTEN, 60_000, ms, intl::minute)
}

/// Returns the time of day to the millisecond, such as `14:02:10.120`.
#[must_use]
pub fn clock_millis(ms: u64) -> String {
    format!("{}.{:03}", clock(ms), ms % 1000)
}

/// Returns when this page was opened, in milliseconds since the epoch.
#[must_use]
pub fn opened_ms() -> u64 {
    super::window().and_then(|window| window.performance()).map_or(0, |performance| performance.time_origin() as u64)
}

/// Returns what a `datetime-local` field says for a moment, such as `2026-11-22T14:02:10`, in the reader's own time.
#[must_use]
pub fn local_field(ms: i64) -> String {
    let date = Date::new(&JsValue::from_f64(ms as f64));
    let day = format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{day}T{:02}:{:02}:{:02}", date.get_hours(), date.get_minutes(), date.get_seconds())
}

/// Reads what a `datetime-local` field says; `None` where it is empty or not a moment.
#[must_use]
pub fn read_local_field(text: &str) -> Option<i64> {
    // A date with a time and no zone is read as the reader's own time.
    Some(Date::parse(text)).filter(|ms| ms.is_finite() && !text.is_empty()).map(|ms| ms as i64)
}

/// Returns the time of day in UTC to the millisecond, such as `13:02:10.120`.
#[must_use]
pub fn clock_utc_millis(ms: u64) -> String {
    let seconds = ms / 1_000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60, ms % 1_000)
}

/// Returns a time for the name of a file, such as `2026-11-22T14-02-10Z`.
#[must_use]
pub fn stamp(ms: u64) -> String {
    let iso = Date::new(&(ms as f64).into()).to_iso_string().as_string().unwrap_or_default();
    format!("{}Z", iso.split('.').next().unwrap_or_default().replace(':', "-"))
}

/// What was written, in the slot that its time falls into.
type Written = RefCell<Vec<Option<(u64, Language, String)>>>;

fn kept(written: &'static std::thread::LocalKey<Written>, step_ms: u64, ms: u64, write: fn(u64) -> Option<String>) -> String {
    let (step, language) = (ms / step_ms, Language::shown());
    let slot = step as usize % KEPT;
    written.with(|written| {
        // Nobody borrows it while it writes.
        let Ok(mut written) = written.try_borrow_mut() else { return write(ms).unwrap_or_default() };
        written.resize(KEPT, None);
        match &written[slot] {
            Some((held, of, text)) if *held == step && *of == language => text.clone(),
            _ => {
                let text = write(ms).unwrap_or_default();
                written[slot] = Some((step, language, text.clone()));
                text
            }
        }
    })
}
