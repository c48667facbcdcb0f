//! Which rows of a long log are in the page, and where: arithmetic on rows and pixels, nothing else.
//!
//! A log of up to [`WHOLE`] rows is in the page whole. Of a longer one only the rows in view and some around them are. What
//! holds the view in its place is an [`Anchor`]: a row and how far into it the view begins. So nothing that happens above
//! it moves what is read, and rows may be of any height: [`ruler`] says how tall one is, [`heights`] how tall all are, and
//! [`scale`] maps a scrollbar on them.

pub mod heights;
pub mod ruler;
pub mod scale;

#[cfg(test)]
mod tests;

/// Up to so many rows a log is in the page whole.
pub const WHOLE: u64 = 200;
/// Rows kept above and below those in view, in pixels, so that a step to them needs few new ones.
pub const OVERSCAN_PX: f64 = 240.0;
/// So many rows without any height do not stand between two others.
const MOST: u64 = 4_000;

/// Where the view begins: how far below the top of a row.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Anchor {
    /// The row.
    pub position: u64,
    /// How far into it.
    pub px: f64,
}

/// The rows there are, by position, and how much of them can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// The first.
    pub start: u64,
    /// After the last.
    pub end: u64,
    /// How tall the view is.
    pub view_px: f64,
}

/// The rows that are in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// The first.
    pub first: u64,
    /// After the last.
    pub end: u64,
}

impl Window {
    /// Says whether all of another are among these.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        other.first >= other.end || (self.first <= other.first && other.end <= self.end)
    }
}

impl Extent {
    /// Returns how many rows there are.
    #[must_use]
    pub fn rows(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Says whether all rows are in the page.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.rows() <= WHOLE
    }

    /// Returns where the view begins at the top.
    #[must_use]
    pub fn first(self) -> Anchor {
        Anchor { position: self.start, px: 0.0 }
    }

    /// Returns where the view begins if the last row is to end with it. `tall` says how tall a row is.
    pub fn last(self, tall: &mut impl FnMut(u64) -> f64) -> Anchor {
        let (mut position, mut left) = (self.end, self.view_px);
        while position > self.start && left > 0.0 {
            position -= 1;
            left -= tall(position);
        }
        if left > 0.0 { self.first() } else { Anchor { position, px: -left } }
    }

    /// Moves the view by so many pixels, down or up, but never past an end.
    pub fn moved(self, from: Anchor, by_px: f64, tall: &mut impl FnMut(u64) -> f64) -> Anchor {
        if self.rows() == 0 {
            return self.first();
        }
        let mut position = from.position.clamp(self.start, self.end - 1);
        // A row that is gone leaves its place to the one that is nearest, from its top on.
        let mut px = if position == from.position { from.px + by_px } else { by_px };
        while px < 0.0 && position > self.start {
            position -= 1;
            px += tall(position);
        }
        px = px.max(0.0);
        while position + 1 < self.end {
            let row = tall(position);
            if px < row {
                break;
            }
            px -= row;
            position += 1;
        }
        let moved = Anchor { position, px };
        // Only the end of the log can be too far down.
        if self.end - position > MOST {
            return moved;
        }
        let last = self.last(tall);
        if (moved.position, moved.px) > (last.position, last.px) { last } else { moved }
    }

    /// Returns where the view begins if a row is to stand so far below its top.
    pub fn with_row_at(self, position: u64, top_px: f64, tall: &mut impl FnMut(u64) -> f64) -> Anchor {
        self.moved(Anchor { position, px: 0.0 }, -top_px, tall)
    }

    /// Returns where the view begins if a row is to stand in its middle, as far as the ends allow.
    pub fn with_row_in_middle(self, position: u64, tall: &mut impl FnMut(u64) -> f64) -> Anchor {
        let top_px = ((self.view_px - tall(position)) / 2.0).max(0.0);
        self.with_row_at(position, top_px, tall)
    }

    /// Returns the rows to have in the page, with those of `more_px` above and below.
    pub fn window(self, anchor: Anchor, more_px: f64, tall: &mut impl FnMut(u64) -> f64) -> Window {
        if self.is_whole() {
            return Window { first: self.start, end: self.end };
        }
        let (mut first, mut above) = (anchor.position, 0.0);
        while first > self.start && above < more_px && anchor.position - first < MOST {
            first -= 1;
            above += tall(first);
        }
        let (mut end, mut below) = (anchor.position, -anchor.px);
        while end < self.end && below < self.view_px + more_px && end - anchor.position < MOST {
            below += tall(end);
            end += 1;
        }
        Window { first, end }
    }
}
