//! Selecting and copying rows that are not in the page.
//!
//! The selection is the browser's own: the rows where it begins and ends stay in the page however far one scrolls, so it
//! survives. What is copied is read from the log, not from the page.

use super::view::View;
use crate::platform::clipboard::copy;
use crate::platform::selection;
use crate::text::t;
use fleetglass_core::state::log::export;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Node};

/// So much text a clipboard takes at once; a file takes all.
const MOST_BYTES: usize = 64 << 20;
/// How long it is said what was copied.
const SAID_MS: u32 = 6_000;

/// What is selected in a log.
#[derive(Clone, Copy)]
pub(super) struct Select {
    view: View,
    /// Everything is selected, in the page or not.
    all: RwSignal<bool>,
    /// What was copied, or why it was not.
    pub(super) said: RwSignal<Option<String>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

/// One end of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    position: u64,
    /// In UTF-16 units of the row's text.
    unit: usize,
}

impl Select {
    /// Follows the page's selection for as long as the calling component lives.
    pub(super) fn new(view: View) -> Self {
        let select = Self { view, all: RwSignal::new(false), said: RwSignal::new(None), timer: StoredValue::new_local(None) };
        let listeners = StoredValue::new_local(Vec::new());
        Effect::new(move |_| {
            if let Some(scroller) = view.scroller.get() {
                listeners.set_value(selection::listen(&scroller, move || select.changed()));
            }
        });
        Effect::new(move |old: Option<u64>| {
            let reading = view.shape.get().reading;
            if old.is_some_and(|old| old != reading) {
                select.drop_all();
            }
            reading
        });
        select
    }

    /// Keeps the rows at its ends in the page.
    fn changed(self) {
        // A caret counts, too: a selection may be made from it.
        let Some(ends) = self.ends() else {
            if self.view.pinned.try_with_untracked(|pinned| !pinned.is_empty()) == Some(true) {
                self.view.pinned.set(Vec::new());
            }
            return;
        };
        let mut wanted: Vec<u64> = ends.map(|end| end.position).to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        if self.view.pinned.try_with_untracked(|pinned| *pinned != wanted) == Some(true) {
            self.view.pinned.set(wanted);
        }
    }

    /// Returns where the page's selection, or its caret, begins and ends, if that is in rows of this log.
    fn ends(self) -> Option<[End; 2]> {
        let scroller = self.view.scroller.try_get_untracked().flatten()?;
        let selected = selection::within(&scroller)?;
        let mut ends = [end(&scroller, &selected.anchor)?, end(&scroller, &selected.focus)?];
        ends.sort_unstable();
        Some(ends)
    }

    /// Selects everything that is shown.
    pub(super) fn select_all(self) {
        let Some(scroller) = self.view.scroller.get_untracked() else { return };
        if let Some(selection) = selection::of_tree(&scroller) {
            let _ = selection.select_all_children(&scroller);
        }
        self.all.set(true);
        let rows = self.view.shape.get_untracked().rows();
        self.say((t().log.copy.all_selected)(rows), false);
    }

    /// Takes back that everything is selected.
    pub(super) fn drop_all(self) {
        if self.all.try_get_untracked() == Some(true) {
            self.all.set(false);
            self.said.set(None);
        }
    }

    /// Puts what is selected on the clipboard, where it is more than the page holds in one row.
    pub(super) fn copying(self, event: &ClipboardEvent) {
        let shape = self.view.shape.get_untracked();
        let ends = if self.all.get_untracked() {
            let (start, end) = (shape.start, shape.end.saturating_sub(1));
            (shape.rows() > 0).then_some([End { position: start, unit: 0 }, End { position: end, unit: usize::MAX }])
        } else {
            self.ends().filter(|[first, last]| first.position != last.position)
        };
        let (Some([first, last]), Some(clipboard)) = (ends, event.clipboard_data()) else { return };
        let (text, rows, whole) = self.text(first, last);
        event.prevent_default();
        let done = clipboard.set_data("text/plain", &text).is_ok();
        self.tell(done, rows, whole);
    }

    /// Copies rows by their positions.
    pub(super) fn copy_rows(self, first: u64, last: u64) {
        let (text, rows, whole) = self.text(End { position: first, unit: 0 }, End { position: last, unit: usize::MAX });
        copy(text, move |done| self.tell(done, rows, whole));
    }

    /// Copies a text of ours, such as a link.
    pub(super) fn copy_text(self, text: String, said: &'static str) {
        copy(text, move |done| self.say(if done { said.to_owned() } else { t().log.copy.refused.to_owned() }, true));
    }

    /// Copies rows with the link to one of them below.
    pub(super) fn copy_context(self, first: u64, last: u64, link: Option<String>) {
        let (mut text, rows, whole) = self.text(End { position: first, unit: 0 }, End { position: last, unit: usize::MAX });
        if let Some(link) = link {
            text.push('\n');
            text.push_str(&link);
        }
        copy(text, move |done| self.tell(done, rows, whole));
    }

    fn text(self, first: End, last: End) -> (String, u64, bool) {
        let (mut text, mut rows, mut whole) = (String::new(), 0, true);
        self.view.feed.with_value(|feed| {
            feed.scan(first.position, |found, row| {
                let position = found.position;
                if position > last.position {
                    return false;
                }
                if text.len() > MOST_BYTES {
                    whole = false;
                    return false;
                }
                let mut written = String::new();
                export::text(&row, &mut written);
                let written = written.trim_end_matches('\n');
                let start = if position == first.position { byte_of(written, first.unit) } else { 0 };
                let end = if position == last.position { byte_of(written, last.unit) } else { written.len() };
                text.push_str(&written[start.min(end)..end]);
                text.push('\n');
                // A selection that ends before a row's first letter does not hold that row.
                rows += u64::from(end > 0 || written.is_empty());
                true
            })
        });
        text.pop();
        (text, rows, whole)
    }

    fn tell(self, done: bool, rows: u64, whole: bool) {
        let texts = &t().log.copy;
        let words = match (done, whole) {
            (false, _) => texts.refused.to_owned(),
            (true, true) => (texts.copied)(rows),
            (true, false) => (texts.copied_first)(rows),
        };
        self.say(words, true);
    }

    /// Says something for a while, or until something else is said.
    pub(super) fn say(self, words: String, passes: bool) {
        if self.said.try_set(Some(words)).is_some() {
            return;
        }
        self.timer.set_value(passes.then(|| {
            Timeout::new(SAID_MS, move || {
                self.said.try_set(None);
            })
        }));
    }
}

/// Returns the row that a place of the page stands in, and how far into its text.
fn end(scroller: &Element, (node, offset): &(Node, u32)) -> Option<End> {
    if !scroller.contains(Some(node)) {
        return None;
    }
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let row = element.closest("[data-at]").ok().flatten()?;
    let position = row.get_attribute("data-at")?.parse().ok()?;
    let text = row.query_selector(".fg-line__text").ok().flatten()?;
    if !text.contains(Some(node)) {
        return Some(End { position, unit: 0 });
    }
    let before = document().create_range().ok()?;
    before.set_start(&text, 0).ok()?;
    before.set_end(node, *offset).ok()?;
    let unit = before.to_string().length() as usize;
    Some(End { position, unit })
}

/// Returns the byte at which a UTF-16 unit of a text begins; its length where there are not so many.
fn byte_of(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= unit {
            return at;
        }
        units += c.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_the_page_are_bytes_of_the_row() {
        for (text, unit, byte) in [("abc", 0, 0), ("abc", 2, 2), ("aé🚀b", 2, 3), ("aé🚀b", 4, 7), ("aé🚀b", 99, 8), ("", 1, 0)] {
            assert_eq!(byte_of(text, unit), byte, "{text} {unit}");
        }
    }
}
