//! Numbers, plurals, lists and times of day by the browser's `Intl`, in the language of the page.
//!
//! A formatter is made once for each language. The rule is the page's language and not the reader's region, so that
//! sentence and number agree. Where there is no browser, as in native tests, nothing is said and the caller has to.

use super::Language;
use js_sys::{Array, Date, Function, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Count,
    Plural,
    Ordinal,
    List,
    Minute,
    Second,
    Day,
}

/// A formatter of a language.
struct Formatter {
    kind: Kind,
    language: Language,
    object: JsValue,
    method: Function,
}

/// There are a few kinds in two languages; they are looked for one by one.
type Formatters = RefCell<Vec<Formatter>>;

fn make(kind: Kind, language: Language) -> Option<Formatter> {
    let time: [(&str, &str); 4] = [("hourCycle", "h23"), ("numberingSystem", "latn"), ("hour", "2-digit"), ("minute", "2-digit")];
    let (class, method, options): (&str, &str, Vec<(&str, &str)>) = match kind {
        Kind::Count => ("NumberFormat", "format", vec![("numberingSystem", "latn")]),
        Kind::Plural => ("PluralRules", "select", vec![]),
        Kind::Ordinal => ("PluralRules", "select", vec![("type", "ordinal")]),
        Kind::List => ("ListFormat", "format", vec![("type", "conjunction"), ("style", "narrow")]),
        Kind::Minute => ("DateTimeFormat", "format", time.to_vec()),
        Kind::Second => ("DateTimeFormat", "format", time.into_iter().chain([("second", "2-digit")]).collect()),
        Kind::Day => ("DateTimeFormat", "format", vec![("month", "short"), ("day", "numeric"), ("numberingSystem", "latn")]),
    };
    let written = Object::new();
    for (name, value) in options {
        Reflect::set(&written, &name.into(), &value.into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let object = Reflect::construct(&class, &Array::of2(&language.tag().into(), &written)).ok()?;
    let method = Reflect::get(&object, &method.into()).ok()?.dyn_into().ok()?;
    Some(Formatter { kind, language, object, method })
}

fn write(kind: Kind, value: &JsValue) -> Option<String> {
    thread_local!(static FORMATTERS: Formatters = const { RefCell::new(Vec::new()) });
    let language = Language::shown();
    FORMATTERS.with(|held| {
        let mut held = held.try_borrow_mut().ok()?;
        let fits = |held: &Formatter| held.kind == kind && held.language == language;
        if !held.iter().any(fits) {
            held.push(make(kind, language)?);
        }
        let formatter = held.iter().find(|held| fits(held))?;
        formatter.method.call1(&formatter.object, value).ok()?.as_string()
    })
}

fn in_browser() -> bool {
    cfg!(target_arch = "wasm32")
}

/// Writes a count with its groups of digits.
#[must_use]
pub fn count(count: u64) -> Option<String> {
    in_browser().then(|| write(Kind::Count, &JsValue::from_f64(count as f64))).flatten()
}

/// Returns the plural category of a count, as CLDR calls it: `one`, `few`, `other`.
#[must_use]
pub fn plural(count: u64) -> Option<String> {
    in_browser().then(|| write(Kind::Plural, &JsValue::from_f64(count as f64))).flatten()
}

/// Returns the plural category of a rank, as CLDR calls it.
#[must_use]
pub fn ordinal(rank: u64) -> Option<String> {
    in_browser().then(|| write(Kind::Ordinal, &JsValue::from_f64(rank as f64))).flatten()
}

/// Writes names one after another.
#[must_use]
pub fn list(names: &[&str]) -> Option<String> {
    let all = || names.iter().map(|name| JsValue::from_str(name)).collect::<Array>();
    in_browser().then(|| write(Kind::List, &all())).flatten()
}

fn date(ms: u64) -> JsValue {
    Date::new(&JsValue::from_f64(ms as f64)).into()
}

/// Writes the time of day to the minute.
pub(super) fn minute(ms: u64) -> Option<String> {
    in_browser().then(|| write(Kind::Minute, &date(ms))).flatten()
}

/// Writes the time of day to the second.
pub(super) fn second(ms: u64) -> Option<String> {
    in_browser().then(|| write(Kind::Second, &date(ms))).flatten()
}

/// Writes the day, such as `Nov 22`.
pub(super) fn day(ms: u64) -> Option<String> {
    in_browser().then(|| write(Kind::Day, &date(ms))).flatten()
}
