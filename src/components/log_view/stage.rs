//! Where a log view stands: which row it begins with, which rows are in the page, and how tall rows are.
//!
//! Knows no browser: [`super::paint`] does.

use super::feed::{Feed, RowId, Shape};
use super::index::Entry;
use super::row;
use super::sheet::Sheet;
use super::window::heights::{Heights, Known};
use super::window::ruler::Ruler;
use super::window::scale::Scale;
use super::window::{Anchor, Extent, OVERSCAN_PX, Window};
use std::ops::Range;

/// This near to its end a log counts as being there.
const NEAR_PX: f64 = 24.0;

/// Where the view is to stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goal {
    /// Where it does.
    Stay,
    /// At the first row.
    First,
    /// At the last row.
    Last,
    /// With a row in the middle.
    Middle(u64),
    /// With a row so far below the top.
    At(u64, f64),
}

/// Rows that were in view, to find them again.
#[derive(Debug, Default)]
struct Kept {
    rows: Vec<(RowId, f64)>,
    marked: Option<RowId>,
}

/// Where a log view stands.
#[derive(Default)]
pub(super) struct Stage {
    pub(super) sheet: Sheet,
    pub(super) extent: Extent,
    pub(super) anchor: Anchor,
    /// What stands there, since positions move where a row is shown after all.
    anchored: Option<Entry>,
    pub(super) window: Window,
    pub(super) goal: Option<Goal>,
    pub(super) ruler: Ruler,
    /// The ruler is to be read anew.
    pub(super) stale: bool,
    pub(super) heights: Heights,
    pub(super) known: Known,
    /// How far the element was scrolled when this looked last; nothing before it did.
    pub(super) scroll_top: Option<f64>,
    /// When a person scrolled last.
    pub(super) scrolled_ms: f64,
    /// When rows were brought into the page last.
    pub(super) painted_ms: f64,
    pub(super) widest_px: f64,
    kept: Kept,
}

impl Stage {
    pub(super) fn new() -> Self {
        Self { stale: true, ..Self::default() }
    }

    /// Says where the view is to stand when it is drawn next.
    pub(super) fn aim(&mut self, goal: Goal) {
        self.goal = Some(goal);
    }

    /// Returns the scrollbar's scale.
    pub(super) fn scale(&self) -> Scale {
        Scale { content_px: self.heights.total_px(), view_px: self.extent.view_px }
    }

    /// Takes over which rows there are.
    pub(super) fn reach(&mut self, feed: &Feed, shape: Shape) {
        (self.extent.start, self.extent.end) = (shape.start, shape.end);
        self.heights.reach(shape.start, shape.end);
        self.known.trim();
        let Some(entry) = self.anchored else { return };
        let at = self.anchor.position;
        if feed.entry(at).is_some_and(|held| held != entry) {
            let near = (at.saturating_sub(64)..at + 64).find(|near| feed.entry(*near) == Some(entry));
            self.anchor.position = near.unwrap_or(at);
            self.known.clear();
        }
    }

    /// Takes over another ruler.
    pub(super) fn measure_with(&mut self, feed: &Feed, ruler: Ruler) {
        if ruler == self.ruler {
            return;
        }
        let (position, px) = (self.anchor.position, self.anchor.px);
        let before = self.tall(feed)(position);
        self.ruler = ruler;
        self.forget_heights();
        // The same part of the row stays at the top.
        self.anchor.px = if before > 0.0 { (px / before * self.tall(feed)(position)).floor() } else { 0.0 };
    }

    fn forget_heights(&mut self) {
        self.known.clear();
        self.widest_px = 0.0;
        self.heights.reset(self.ruler.line_px);
        self.heights.reach(self.extent.start, self.extent.end);
    }

    /// Says how tall a row is.
    pub(super) fn tall<'a>(&'a mut self, feed: &'a Feed) -> impl FnMut(u64) -> f64 + 'a {
        let (known, ruler) = (&mut self.known, self.ruler);
        move |position| known.get(position, || row::tall(feed, position, ruler))
    }

    /// Returns where the view stands, as far as is known now.
    pub(super) fn place(&mut self, feed: &Feed, following: bool) -> Anchor {
        let (extent, anchor) = (self.extent, self.anchor);
        let goal = self.goal.unwrap_or(if following { Goal::Last } else { Goal::Stay });
        let mut tall = self.tall(feed);
        match goal {
            Goal::Stay => extent.moved(anchor, 0.0, &mut tall),
            Goal::First => extent.first(),
            Goal::Last => extent.last(&mut tall),
            Goal::Middle(position) => extent.with_row_in_middle(position, &mut tall),
            Goal::At(position, top_px) => extent.with_row_at(position, top_px, &mut tall),
        }
    }

    /// Returns the rows to have in the page.
    pub(super) fn wanted(&mut self, feed: &Feed, anchor: Anchor, more: bool) -> Window {
        let extent = self.extent;
        extent.window(anchor, if more { OVERSCAN_PX } else { 0.0 }, &mut self.tall(feed))
    }

    /// Stands where it is now.
    pub(super) fn stand(&mut self, feed: &Feed, anchor: Anchor) {
        (self.anchor, self.goal, self.anchored) = (anchor, None, feed.entry(anchor.position));
    }

    /// Takes over that a person scrolled by so much, to `x` of the scrollbar. Returns whether the end is followed now.
    pub(super) fn scrolled(&mut self, feed: &Feed, by_px: f64, x: f64, following: bool) -> bool {
        let (extent, from, scale) = (self.extent, self.anchor, self.scale());
        let anchor = if extent.is_whole() {
            extent.moved(extent.first(), x.max(0.0), &mut self.tall(feed))
        } else if is_step(by_px, scale) {
            extent.moved(from, by_px, &mut self.tall(feed))
        } else {
            self.at(feed, scale.offset_of(x))
        };
        self.stand(feed, anchor);
        let mut tall = self.tall(feed);
        let last = extent.last(&mut tall);
        match by_px > 0.0 {
            true => following || extent.moved(anchor, NEAR_PX, &mut tall) == last,
            false => following && anchor == extent.first() && anchor == last,
        }
    }

    fn at(&mut self, feed: &Feed, offset_px: f64) -> Anchor {
        let Self { heights, known, ruler, extent, .. } = self;
        let mut tall = |position| known.get(position, || row::tall(feed, position, *ruler));
        let (position, px) = heights.at(offset_px, &mut tall);
        if offset_px >= heights.total_px() - extent.view_px - 0.5 {
            return extent.last(&mut tall);
        }
        extent.moved(Anchor { position, px: px.floor() }, 0.0, &mut tall)
    }

    /// Returns how far the view stands below the first row, as far as is known.
    pub(super) fn offset_px(&mut self, feed: &Feed) -> f64 {
        let Self { heights, known, ruler, anchor, .. } = self;
        let mut tall = |position| known.get(position, || row::tall(feed, position, *ruler));
        heights.offset_of(anchor.position, &mut tall) + anchor.px
    }

    /// Counts rows until `go_on` says no. Returns whether some are left to count.
    pub(super) fn count(&mut self, feed: &Feed, mut go_on: impl FnMut() -> bool) -> bool {
        while let Some(rows) = self.heights.wanted(self.anchor.position) {
            let (mut px, mut seen, mut goes_on) = (0.0, 0_u32, true);
            let reached = feed.scan(rows.start, |found, row| {
                if found.position >= rows.end {
                    return false;
                }
                px += row::tall_of(row, self.ruler);
                seen += 1;
                goes_on = !seen.is_multiple_of(128) || go_on();
                goes_on && found.position + 1 < rows.end
            });
            // Rows that were dropped meanwhile are not told of.
            self.heights.count(rows.start..reached.clamp(rows.start + 1, rows.end), px);
            if !goes_on || !go_on() {
                return true;
            }
        }
        false
    }

    /// Returns the positions of the rows in view.
    pub(super) fn in_view(&self) -> Range<u64> {
        let mut left = self.extent.view_px + self.anchor.px;
        let mut end = self.anchor.position;
        while end < self.extent.end && left > 0.0 {
            left -= self.known.seen(end).unwrap_or(self.ruler.line_px);
            end += 1;
        }
        self.anchor.position.min(end)..end
    }

    /// Remembers which rows are in view, to find them again among others.
    pub(super) fn remember(&mut self, feed: &Feed, marked: Option<u64>) {
        let mut top = -self.anchor.px;
        let rows = self.in_view().filter_map(|position| {
            let held = (feed.id_of(position)?, top);
            top += self.known.seen(position).unwrap_or(self.ruler.line_px);
            Some(held)
        });
        self.kept = Kept { rows: rows.collect(), marked: marked.and_then(|marked| feed.id_of(marked)) };
    }

    /// Returns the first of the rows that are to stay.
    pub(super) fn stays(&self) -> Option<RowId> {
        self.kept.rows.first().map(|(id, _)| *id)
    }

    /// Takes over that positions mean other rows. Returns where what was marked is now, and whether anything was found again.
    pub(super) fn read_anew(&mut self, feed: &Feed, shape: Shape) -> (Option<u64>, bool) {
        let Kept { rows, marked } = std::mem::take(&mut self.kept);
        let still = rows.iter().find_map(|(id, top)| Some((feed.locate(*id)?.ok()?, *top)));
        let next = || rows.iter().find_map(|(id, top)| Some((feed.locate(*id)?.unwrap_or_else(|next| next), *top)));
        let place = still.or_else(next);
        (self.extent.start, self.extent.end) = (shape.start, shape.end);
        (self.anchored, self.window) = (None, Window::default());
        self.forget_heights();
        self.goal = place.map(|(position, top)| Goal::At(position.min(shape.end.saturating_sub(1)), top));
        (marked.and_then(|id| feed.locate(id)?.ok()), place.is_some())
    }
}

/// Says whether a person moved by a step, and did not drag the scrollbar.
fn is_step(by_px: f64, scale: Scale) -> bool {
    // Where the scrollbar is compressed, its smallest step by hand is a pixel of the screen.
    let most = if scale.is_compressed() { (scale.spacer_px() / scale.view_px * 0.6).min(3.0 * scale.view_px) } else { 3.0 * scale.view_px };
    by_px.abs() <= most
}
