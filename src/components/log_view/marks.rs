//! Marks what was found in the rows that are in the page: with highlights of the style sheet, so that no row is made anew.
//!
//! CSS Custom Highlight API, level 1: a name stands for a set of ranges. All logs of the page share the names; each adds and
//! removes its own ranges. A browser without it shows rows without marks.

use super::filter::Needle;
use super::pattern::Pattern;
use crate::platform::patterns::{Batch, test};
use js_sys::{Array, Function, Reflect, global};
use leptos::prelude::{GetValue, LocalStorage, SetValue, StoredValue, UpdateValue, WithValue};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node, Range};

/// Every place that was found.
pub(super) const FOUND: &str = "fg-find";
/// The places in the row where one is.
pub(super) const FOUND_NOW: &str = "fg-find-now";
/// What a filter that hides nothing matches.
pub(super) const MATCH: &str = "fg-match";
/// More places than this are not marked at once.
const MOST: usize = 2_000;

/// The marks of one name in one log.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    name: &'static str,
    ranges: StoredValue<Vec<Range>, LocalStorage>,
    /// Counts paintings: an answer to an older one is of no use.
    turn: StoredValue<u64>,
}

impl Marks {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, ranges: StoredValue::new_local(Vec::new()), turn: StoredValue::new(0) }
    }

    /// Takes the marks away.
    pub(super) fn clear(&self) {
        let _ = self.turn.try_update_value(|turn| *turn += 1);
        self.set(Vec::new());
    }

    /// Marks a needle in rows; with `not`, the rows that do not hold it.
    pub(super) fn paint(&self, rows: &[Element], needle: &Needle, not: bool) {
        let _ = self.turn.try_update_value(|turn| *turn += 1);
        match needle {
            Needle::Nothing => self.set(Vec::new()),
            Needle::Pattern(pattern) => self.paint_pattern(rows, pattern, not),
            needle => {
                let texts = rows.iter().map(|row| (row, row.text_content().unwrap_or_default()));
                let all = texts.flat_map(|(row, text)| {
                    let places: Vec<_> = needle.places(&text).map(|place| utf16(&text, place)).collect();
                    marked(row, places, not)
                });
                self.set(all.take(MOST).collect());
            }
        }
    }

    fn paint_pattern(self, rows: &[Element], pattern: &Pattern, not: bool) {
        let mut batch = Batch::default();
        rows.iter().for_each(|row| batch.push(&row.text_content().unwrap_or_default()));
        let Some(turn) = self.turn.try_get_value() else { return };
        let rows = rows.to_vec();
        test(pattern.asked(true), batch, move |found| {
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let found = found.unwrap_or_default();
            let all = rows.iter().enumerate().flat_map(|(at, row)| {
                let own = found.as_chunks::<3>().0.iter().filter(|[row, ..]| *row as usize == at);
                marked(row, own.map(|[_, start, end]| (*start, *end)).collect(), not)
            });
            self.set(all.take(MOST).collect());
        });
    }

    fn set(&self, ranges: Vec<Range>) {
        if ranges.is_empty() && self.ranges.try_with_value(Vec::is_empty) != Some(false) {
            return;
        }
        let Some(highlight) = highlight(self.name) else { return };
        let call = |method: &str, range: &Range| {
            if let Ok(method) = Reflect::get(&highlight, &JsValue::from_str(method)).and_then(JsCast::dyn_into::<Function>) {
                let _ = method.call1(&highlight, range);
            }
        };
        let before = self.ranges.try_update_value(std::mem::take).unwrap_or_default();
        before.iter().for_each(|range| call("delete", range));
        ranges.iter().for_each(|range| call("add", range));
        self.ranges.set_value(ranges);
    }
}

/// Returns ranges over what was found in a row; with `not`, over a row in which nothing was.
fn marked(row: &Element, places: Vec<(u32, u32)>, not: bool) -> Vec<Range> {
    match (not, places.is_empty()) {
        (false, true) | (true, false) => Vec::new(),
        (false, false) => ranges(row, &places),
        (true, true) => {
            let len = row.text_content().unwrap_or_default().encode_utf16().count() as u32;
            if len == 0 { Vec::new() } else { ranges(row, &[(0, len)]) }
        }
    }
}

/// Returns the places of bytes in UTF-16 units.
fn utf16(text: &str, place: std::ops::Range<usize>) -> (u32, u32) {
    let units = |text: &str| text.encode_utf16().count() as u32;
    let start = units(&text[..place.start]);
    (start, start + units(&text[place]))
}

/// Returns the highlight of a name, made where it is not there yet.
fn highlight(name: &str) -> Option<JsValue> {
    let text = JsValue::from_str(name);
    let css = Reflect::get(&global(), &JsValue::from_str("CSS")).ok()?;
    let registry = Reflect::get(&css, &JsValue::from_str("highlights")).ok().filter(JsValue::is_object)?;
    let method = |name: &str| Reflect::get(&registry, &JsValue::from_str(name)).ok()?.dyn_into::<Function>().ok();
    let held = method("get")?.call1(&registry, &text).ok()?;
    if held.is_object() {
        return Some(held);
    }
    let constructor = Reflect::get(&global(), &JsValue::from_str("Highlight")).ok()?.dyn_into::<Function>().ok()?;
    let made = Reflect::construct(&constructor, &Array::new()).ok()?;
    method("set")?.call2(&registry, &text, &made).ok()?;
    Some(made)
}

/// Returns ranges over stretches of an element's text.
fn ranges(element: &Element, places: &[(u32, u32)]) -> Vec<Range> {
    let Some(document) = element.owner_document() else { return Vec::new() };
    let texts = texts(element);
    places.iter().filter_map(|(start, end)| range(&document, &texts, *start, *end)).collect()
}

/// Returns the text nodes below a node, each with the units that stand before it.
fn texts(element: &Element) -> Vec<(Node, u32)> {
    let mut texts = Vec::new();
    let mut before = 0;
    let mut todo: Vec<Node> = vec![element.clone().into()];
    while let Some(node) = todo.pop() {
        if node.node_type() == Node::TEXT_NODE {
            let units = node.text_content().unwrap_or_default().encode_utf16().count() as u32;
            texts.push((node, before));
            before += units;
            continue;
        }
        let children = node.child_nodes();
        todo.extend((0..children.length()).rev().filter_map(|at| children.get(at)));
    }
    texts
}

fn range(document: &Document, texts: &[(Node, u32)], start: u32, end: u32) -> Option<Range> {
    let at = |unit: u32| texts.iter().rev().find(|(_, before)| *before <= unit);
    let range = document.create_range().ok()?;
    let (first, before_first) = at(start)?;
    let (last, before_last) = at(end.saturating_sub(1))?;
    range.set_start(first, start - before_first).ok()?;
    range.set_end(last, end - before_last).ok()?;
    Some(range)
}
