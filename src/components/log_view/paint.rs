//! Brings a log view into the page: rows, their place, and the scrollbar. Runs once a frame at most, and reads and writes
//! the page in one go, so that what is painted is always right.

use super::feed::Feed;
use super::row::{Key, key, row_view};
use super::stage::Stage;
use super::view::{Frame, View};
use super::window::ruler::Ruler;
use crate::platform::time::exact_ms;
use leptos::prelude::*;
use web_sys::HtmlElement;

/// How long a slice of counting rows may take, in milliseconds.
const SLICE_MS: f64 = 4.0;
/// The scrollbar is brought into line so long after a person moved it.
const IDLE_MS: f64 = 150.0;
/// Rows are shown, measured, and shown again if others are in view then.
const ROUNDS: usize = 4;
/// So many columns the probe is wide.
pub(super) const PROBED: usize = 100;

/// The elements.
struct Dom {
    root: HtmlElement,
    scroller: HtmlElement,
    spacer: HtmlElement,
    pane: HtmlElement,
    rows: HtmlElement,
    probe: HtmlElement,
}

impl Dom {
    fn of(view: View) -> Option<Self> {
        Some(Self {
            root: view.root.try_get_untracked()??,
            scroller: view.scroller.get_untracked()?.into(),
            spacer: view.spacer.get_untracked()?.into(),
            pane: view.pane.get_untracked()?.into(),
            rows: view.rows.get_untracked()?.into(),
            probe: view.probe.get_untracked()?.into(),
        })
    }

    fn ruler(&self, wraps: bool) -> Ruler {
        let width = |selector| {
            let found = self.probe.query_selector(selector).ok().flatten();
            found.map_or(0.0, |element| element.get_bounding_client_rect().width())
        };
        let line_px = f64::from(self.probe.offset_height()).max(1.0);
        let column_px = width(".fg-log__zeros") / PROBED as f64;
        let columns = if column_px > 0.0 { ((width(".fg-log__columns") + 0.01) / column_px) as u32 } else { 80 };
        Ruler { columns: wraps.then_some(columns.max(1)), line_px, ..Ruler::default() }
    }

    /// Says whether the page is as narrow as a phone, where long lines wrap by themselves.
    fn is_narrow(&self) -> bool {
        let style = crate::platform::window().and_then(|window| window.get_computed_style(&self.root).ok().flatten());
        style.and_then(|style| style.get_property_value("--fg-log-narrow").ok()).is_some_and(|narrow| narrow.trim() == "1")
    }

    fn set(element: &HtmlElement, property: &str, value: &str) {
        // A property of a valid name can be set, whatever its value.
        let _ = element.style().set_property(property, value);
    }
}

impl View {
    /// Draws what there is, where the view stands.
    pub(super) fn paint(&self) {
        let Some(dom) = Dom::of(*self) else { return };
        let mut following = self.following.get_untracked();
        let counted = self.feed.try_with_value(|feed| {
            self.stage.try_update_value(|stage| {
                let moved = take_scroll(stage, &dom, feed, &mut following);
                stage.reach(feed, self.shape.get_untracked());
                self.measure(stage, &dom, feed);
                self.lay(stage, &dom, feed, following);
                self.scroll(stage, &dom, feed, following, moved);
                stage.heights.wanted(stage.anchor.position).is_none()
            })
        });
        self.left_or_reached_end(following);
        self.painted.notify();
        if counted.flatten() == Some(false) {
            self.in_frame(Frame::Count, |view| view.count());
        }
    }

    /// Reads the page's measures where they may have changed.
    fn measure(&self, stage: &mut Stage, dom: &Dom, feed: &Feed) {
        if !std::mem::take(&mut stage.stale) {
            return;
        }
        let wraps = self.looks.wrap.get_untracked().unwrap_or_else(|| dom.is_narrow());
        let _ = dom.root.toggle_attribute_with_force("data-wrap", wraps);
        if self.wrapped.get_untracked() != wraps {
            self.wrapped.set(wraps);
        }
        stage.extent.view_px = f64::from(dom.scroller.client_height());
        Dom::set(&dom.pane, "--fg-log-tall", &format!("{}px", stage.extent.view_px));
        Dom::set(&dom.pane, "--fg-log-wide", &format!("{}px", dom.scroller.client_width()));
        stage.measure_with(feed, dom.ruler(wraps));
    }

    /// Puts rows into the page, and the view to its place among them.
    fn lay(&self, stage: &mut Stage, dom: &Dom, feed: &Feed, following: bool) {
        let whole = stage.extent.is_whole();
        let _ = dom.spacer.toggle_attribute_with_force("data-whole", whole);
        let mut anchor = stage.place(feed, following);
        for _ in 0..ROUNDS {
            stage.window = stage.wanted(feed, anchor, true);
            let rows = stage.window.first..stage.window.end;
            stage.sheet.show(
                &dom.rows,
                self.keys(feed, stage.window.first, stage.window.end),
                |at| !rows.contains(&at),
                |key| row_view(*self, feed, key),
            );
            let Stage { sheet, known, .. } = stage;
            let mut news = false;
            sheet.measure(|position, px| news |= known.set(position, px));
            if !news {
                break;
            }
            anchor = stage.place(feed, following);
            let seen = stage.wanted(feed, anchor, false);
            if stage.window.covers(seen) {
                break;
            }
        }
        stage.stand(feed, anchor);
        let first = stage.window.first;
        let above: f64 = (first..anchor.position).map(stage.tall(feed)).sum();
        let shift = if whole { String::new() } else { format!("translateY({}px)", -(above + anchor.px)) };
        Dom::set(&dom.rows, "transform", &shift);
        // Rows are as wide as the log at least; only what is wider makes it scroll to the side, and does so from then on.
        let width = dom.rows.offset_width();
        if width > dom.scroller.client_width() {
            stage.widest_px = stage.widest_px.max(f64::from(width));
        }
    }

    fn keys(&self, feed: &Feed, first: u64, end: u64) -> Vec<Key> {
        let (marked, letters, times) = untrack(|| (self.marked.get(), self.letters(), self.looks.times.get()));
        let folds = self.foldable.get_value().then(|| self.folds.get_untracked());
        let mut positions: Vec<u64> = self.pinned.get_untracked().into_iter().chain(first..end).collect();
        positions.sort_unstable();
        positions.dedup();
        positions
            .into_iter()
            .filter_map(|position| key(feed, position, (marked == Some(position), self.opened(position)), folds.as_ref(), letters, times))
            .collect()
    }

    /// Brings the scrollbar into line with where the view stands.
    fn scroll(&self, stage: &mut Stage, dom: &Dom, feed: &Feed, following: bool, moved: bool) {
        let (extent, anchor, scale) = (stage.extent, stage.anchor, stage.scale());
        let whole = extent.is_whole();
        Dom::set(&dom.spacer, "block-size", &if whole { String::new() } else { format!("{}px", scale.spacer_px()) });
        let wide = if self.wrapped.get_untracked() { String::new() } else { format!("max(100%, {}px)", stage.widest_px) };
        Dom::set(&dom.spacer, "min-inline-size", &wide);
        let head = f64::from(dom.spacer.offset_top());
        let travel = f64::from(dom.scroller.scroll_height() - dom.scroller.client_height());
        let top = f64::from(dom.scroller.scroll_top());
        let at_start = anchor == extent.first();
        let at_end = following || anchor == extent.last(&mut stage.tall(feed));
        let wanted = if following || (at_end && !at_start) {
            travel
        } else if at_start {
            top.min(head)
        } else if whole {
            head + (extent.start..anchor.position).map(stage.tall(feed)).sum::<f64>() + anchor.px
        } else {
            head + scale.scroll_of(stage.offset_px(feed))
        };
        let now = exact_ms();
        if moved {
            stage.scrolled_ms = now;
        }
        stage.painted_ms = now;
        let idle = now - stage.scrolled_ms >= IDLE_MS;
        let stuck = (at_end && top < travel) || (at_start && top > head) || (!at_start && top <= head) || (!at_end && top >= travel);
        let may = following || stuck || if whole { !moved } else { idle };
        if may && (top - wanted).abs() >= 1.0 {
            dom.scroller.set_scroll_top(wanted.round() as i32);
        }
        stage.scroll_top = Some(f64::from(dom.scroller.scroll_top()));
        // A scrollbar came or went with these rows.
        if f64::from(dom.scroller.client_height()) != stage.extent.view_px {
            stage.stale = true;
            self.draw();
        }
        if !idle {
            self.when_idle();
        }
    }

    /// Counts rows, so that the scrollbar tells how many there are.
    fn count(&self) {
        let deadline = exact_ms() + SLICE_MS;
        let more = self.feed.try_with_value(|feed| self.stage.try_update_value(|stage| stage.count(feed, || exact_ms() < deadline)));
        if more.flatten().is_some() {
            self.paint();
        }
    }
}

/// Takes over how a person scrolled since this looked last. Returns whether anybody did.
fn take_scroll(stage: &mut Stage, dom: &Dom, feed: &Feed, following: &mut bool) -> bool {
    let top = f64::from(dom.scroller.scroll_top());
    let by_px = top - stage.scroll_top.unwrap_or(top);
    if by_px.abs() < 1.0 {
        return false;
    }
    *following = stage.scrolled(feed, by_px, top - f64::from(dom.spacer.offset_top()), *following);
    true
}
