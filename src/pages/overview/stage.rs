//! Where the list stands in what scrolls: which part of it is seen, how tall its rows are, and the keys that step through it.

use super::blocks::{Blocks, Heights, Slot};
use crate::components::size::SizeWatch;
use gloo_events::EventListener;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// What scrolls.
const SCROLLER: &str = ".fg-split__list";
/// Until rows are measured.
const GUESS: Heights = Heights { head: 29.0, unit: 29.0, fold: 29.0 };

/// What tells of scrolling, and of sizes that change.
type Watched = (EventListener, [Option<SizeWatch>; 2]);

/// Where the list stands.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    body: NodeRef<Div>,
    shown: NodeRef<Div>,
    blocks: Memo<Blocks>,
    /// How tall rows are.
    pub(super) heights: RwSignal<Heights>,
    /// The part of the list that is seen, in pixels from its top.
    view: RwSignal<(f64, f64)>,
    /// The first row in the page.
    first: StoredValue<usize>,
    /// For how wide a list rows were measured: as long as it is, they need not be again.
    measured: StoredValue<[f64; 4]>,
    /// The row to be focused once it is in the page.
    goal: StoredValue<Option<usize>>,
    watched: StoredValue<Option<Watched>, LocalStorage>,
}

impl Stage {
    pub(super) fn new(body: NodeRef<Div>, shown: NodeRef<Div>, blocks: Memo<Blocks>) -> Self {
        let stage = Self {
            body,
            shown,
            blocks,
            heights: RwSignal::new(GUESS),
            view: RwSignal::new((0.0, 1_000.0)),
            first: StoredValue::new(0),
            measured: StoredValue::new([0.0; 4]),
            goal: StoredValue::new(None),
            watched: StoredValue::new_local(None),
        };
        body.on_load(move |body| stage.watch(&body));
        stage
    }

    /// Follows scrolling, and sizes that change.
    fn watch(self, body: &HtmlElement) {
        let Some(scroller) = body.closest(SCROLLER).ok().flatten() else { return };
        let look = move || {
            if self.view.try_get_untracked().is_some() {
                self.look();
            }
        };
        let listener = EventListener::new(&scroller, "scroll", move |_| look());
        // What stands above the list moves it, too.
        let page = scroller.first_element_child();
        let sizes = [SizeWatch::new(&scroller, look), page.and_then(|page| SizeWatch::new(&page, look))];
        self.watched.set_value(Some((listener, sizes)));
    }

    /// Returns the rows to have in the page; tracked.
    pub(super) fn window(self, blocks: &Blocks) -> Range<usize> {
        let (top, end) = self.view.get();
        let window = blocks.window(top..end, self.heights.get());
        self.first.set_value(window.start);
        window
    }

    /// Looks which part of the list is seen.
    fn look(self) {
        let Some(body) = self.body.get_untracked() else { return };
        let Some(scroller) = body.closest(SCROLLER).ok().flatten() else { return };
        let top = scroller_top(&scroller) - body.get_bounding_client_rect().top();
        let view = (top, top + f64::from(scroller.client_height()));
        if self.view.get_untracked() != view {
            self.view.set(view);
        }
    }

    /// Does what has to wait until rows are in the page.
    pub(super) fn after_drawing(self) {
        request_animation_frame(move || {
            let Some(Some(shown)) = self.shown.try_get_untracked() else { return };
            self.measure(&shown);
            self.look();
            let first = self.first.get_value();
            let rows = shown.children();
            for at in 0..rows.length() {
                let index = (first + at as usize + 2).to_string();
                if let Some(row) = rows.item(at).filter(|row| row.get_attribute("aria-rowindex").as_deref() != Some(&index)) {
                    // A valid name is never refused.
                    let _ = row.set_attribute("aria-rowindex", &index);
                }
            }
            if let Some(goal) = self.goal.get_value() {
                self.focus(goal);
            }
        });
    }

    /// Measures one row of each kind that was not measured since the list is as wide as it is.
    fn measure(self, shown: &Element) {
        let wide = f64::from(shown.client_width());
        let [width, known @ ..] = self.measured.get_value();
        let known = if width == wide { known } else { [0.0; 3] };
        let tall = |selector, known: f64| {
            let row = || shown.query_selector(selector).ok().flatten();
            if known > 0.0 { known } else { row().map_or(0.0, |row| row.get_bounding_client_rect().height()) }
        };
        let [head, unit, fold] = known;
        let found = [tall(".fg-group__head", head), tall(".fg-unit", unit), tall(".fg-group__more", fold)];
        self.measured.set_value([wide, found[0], found[1], found[2]]);
        let held = self.heights.get_untracked();
        let or = |found: f64, held: f64| if found > 0.0 { found } else { held };
        let heights = Heights { head: or(found[0], held.head), unit: or(found[1], held.unit), fold: or(found[2], held.fold) };
        if heights != held {
            self.heights.set(heights);
        }
    }

    /// Steps to the next or the previous unit.
    pub(super) fn key_pressed(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let down = match event.key().as_str() {
            "j" | "ArrowDown" => true,
            "k" | "ArrowUp" => false,
            _ => return,
        };
        let at =
            event.target().and_then(|target| target.dyn_into::<Element>().ok()).and_then(|at| at.closest("[aria-rowindex]").ok().flatten());
        let at = at.and_then(|row| row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2));
        let next = self.blocks.with_untracked(|blocks| {
            let len = blocks.len();
            let is_unit = |row: &usize| blocks.slots(*row..*row + 1).any(|(_, slot)| matches!(slot, Slot::Shown(_) | Slot::Folded(_)));
            match (at, down) {
                (Some(at), true) => (at + 1..len).find(is_unit),
                (Some(at), false) => (0..at).rev().find(is_unit),
                (None, _) => (self.first.get_value()..len).find(is_unit),
            }
        });
        if let Some(next) = next {
            event.prevent_default();
            self.bring(next);
        }
    }

    /// Brings a row into view and focuses it.
    fn bring(self, row: usize) {
        self.goal.set_value(Some(row));
        if !self.focus(row)
            && let Some(scroller) = self.body.get_untracked().and_then(|body| body.closest(SCROLLER).ok().flatten())
        {
            let heights = self.heights.get_untracked();
            let (top, end) = self.view.get_untracked();
            let at = self.blocks.with_untracked(|blocks| blocks.top(row, heights));
            let by = at - (top + end) / 2.0;
            scroller.set_scroll_top(scroller.scroll_top() + by as i32);
        }
    }

    /// Focuses a row, if it is in the page; says whether it is.
    fn focus(self, row: usize) -> bool {
        let at = row.checked_sub(self.first.get_value());
        let rows = self.shown.get_untracked().map(|shown| shown.children());
        let element = at.and_then(|at| rows?.item(at as u32));
        let link = element.and_then(|row| row.query_selector(".fg-unit__link, button").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) else { return false };
        self.goal.set_value(None);
        let _ = link.focus_with_options(&FocusOptions::new());
        true
    }
}

fn scroller_top(scroller: &Element) -> f64 {
    scroller.get_bounding_client_rect().top() + f64::from(scroller.client_top())
}
