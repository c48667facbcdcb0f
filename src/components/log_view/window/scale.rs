//! What a scrollbar of bounded length says about content of any.
//!
//! A spacer taller than [`SPACER_PX`] would collapse in browsers. Content that is taller is compressed in the middle, while
//! the first and last [`EDGE_PX`] are as they are, so that small steps reach both ends exactly.

/// The tallest an element may be. Firefox collapses at 17.9 million pixels, Chromium clamps at 33.5.
pub const SPACER_PX: f64 = 10_000_000.0;
/// So much at both ends is not compressed.
pub const EDGE_PX: f64 = 50_000.0;

/// A scrollbar over content.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scale {
    /// How tall the content is, as far as is known.
    pub content_px: f64,
    /// How tall the view is.
    pub view_px: f64,
}

impl Scale {
    /// Returns how tall the spacer is.
    #[must_use]
    pub fn spacer_px(self) -> f64 {
        self.content_px.min(SPACER_PX).round()
    }

    /// Returns how far the scrollbar goes.
    #[must_use]
    pub fn travel_px(self) -> f64 {
        (self.spacer_px() - self.view_px).max(0.0)
    }

    /// Returns the offset of the content at which its end is in view.
    #[must_use]
    pub fn last_px(self) -> f64 {
        (self.content_px - self.view_px).max(0.0)
    }

    /// Says whether a pixel of the scrollbar is more than one of the content.
    #[must_use]
    pub fn is_compressed(self) -> bool {
        self.content_px > SPACER_PX
    }

    /// Returns the offset of the content for a position of the scrollbar.
    #[must_use]
    pub fn offset_of(self, scroll_px: f64) -> f64 {
        self.map(scroll_px, self.travel_px(), self.last_px())
    }

    /// Returns the position of the scrollbar for an offset of the content.
    #[must_use]
    pub fn scroll_of(self, offset_px: f64) -> f64 {
        self.map(offset_px, self.last_px(), self.travel_px())
    }

    fn map(self, value: f64, from: f64, to: f64) -> f64 {
        let value = value.clamp(0.0, from);
        let (inner_from, inner_to) = (from - 2.0 * EDGE_PX, to - 2.0 * EDGE_PX);
        if inner_from <= 0.0 || inner_to <= 0.0 {
            return if from > 0.0 { value * (to / from) } else { 0.0 };
        }
        if value <= EDGE_PX {
            value
        } else if from - value <= EDGE_PX {
            to - (from - value)
        } else {
            EDGE_PX + (value - EDGE_PX) * (inner_to / inner_from)
        }
    }
}
