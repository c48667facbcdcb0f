//! The clock, and times as the reader's region writes them.

use js_sys::{Array, Date, Intl, Object, Reflect};
use std::cell::OnceCell;
use wasm_bindgen::JsValue;

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
    thread_local!(static FORMAT: OnceCell<Intl::DateTimeFormat> = const { OnceCell::new() });
    format(&FORMAT, ms, &[("hour", "2-digit"), ("minute", "2-digit"), ("second", "2-digit")])
}

/// Returns the time of day to the minute, such as `14:02`.
#[must_use]
pub fn clock_short(ms: u64) -> String {
    thread_local!(static FORMAT: OnceCell<Intl::DateTimeFormat> = const { OnceCell::new() });
    format(&FORMAT, ms, &[("hour", "2-digit"), ("minute", "2-digit")])
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

type Format = std::thread::LocalKey<OnceCell<Intl::DateTimeFormat>>;

fn format(format: &'static Format, ms: u64, fields: &[(&str, &str)]) -> String {
    format.with(|format| {
        let format = format.get_or_init(|| {
            let options = Object::new();
            for (name, value) in fields.iter().chain(&[("hourCycle", "h23")]) {
                // Setting a field of a fresh object cannot fail.
                let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
            }
            Intl::DateTimeFormat::new(&Array::new(), &options)
        });
        let date = Date::new(&JsValue::from_f64(ms as f64));
        format.format().call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
    })
}
