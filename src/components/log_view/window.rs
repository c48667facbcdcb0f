//! Which rows of a long log are in the page, and where: arithmetic on rows and pixels, nothing else.
//!
//! A log of up to [`WHOLE`] rows is in the page whole. Of a longer one only the rows in view and some around them are; a
//! spacer stands for the rest. A spacer taller than [`SPACER_PX`] would collapse in browsers, so the scrollbar is mapped then.

/// The height of a row.
pub const ROW_PX: f64 = 20.0;
/// The tallest an element may be. Firefox collapses at 17.9 million pixels, Chromium clamps at 33.5.
pub const SPACER_PX: f64 = 10_000_000.0;
/// Up to so many rows a log is in the page whole.
pub const WHOLE: u64 = 200;
/// Rows kept above and below those in view, so that a late frame shows old rows and never blank ones.
pub const OVERSCAN: u64 = 12;

/// How much there is, and how much of it can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// How many rows there are.
    pub rows: u64,
    /// How tall the view is.
    pub view_px: f64,
}

/// The rows that are in the page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Window {
    /// The first, counted from the first of the log.
    pub first: u64,
    /// How many.
    pub count: u64,
    /// How far the first stands below the top of the view; negative where it stands above.
    pub shift_px: f64,
}

impl Extent {
    /// Says whether all rows are in the page.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.rows <= WHOLE
    }

    /// Returns how tall all rows would be.
    #[must_use]
    pub fn content_px(self) -> f64 {
        self.rows as f64 * ROW_PX
    }

    /// Returns how tall the spacer is.
    #[must_use]
    pub fn spacer_px(self) -> f64 {
        self.content_px().min(SPACER_PX)
    }

    /// Returns the offset of the content at which its end is in view.
    #[must_use]
    pub fn last_px(self) -> f64 {
        (self.content_px() - self.view_px).max(0.0)
    }

    /// Returns the offset of the content for a position of the scrollbar.
    #[must_use]
    pub fn offset_of(self, scroll_px: f64) -> f64 {
        let travel = (self.spacer_px() - self.view_px).max(0.0);
        if travel == 0.0 { 0.0 } else { (scroll_px * (self.last_px() / travel)).clamp(0.0, self.last_px()) }
    }

    /// Returns the position of the scrollbar for an offset of the content.
    #[must_use]
    pub fn scroll_of(self, offset_px: f64) -> f64 {
        let travel = (self.spacer_px() - self.view_px).max(0.0);
        if self.last_px() == 0.0 { 0.0 } else { offset_px.clamp(0.0, self.last_px()) * (travel / self.last_px()) }
    }

    /// Returns the offset that brings a row into the middle of the view.
    #[must_use]
    pub fn middle_of(self, row: u64) -> f64 {
        (row as f64 * ROW_PX - (self.view_px - ROW_PX) / 2.0).clamp(0.0, self.last_px())
    }

    /// Returns the rows to have in the page at an offset.
    #[must_use]
    pub fn window(self, offset_px: f64) -> Window {
        if self.is_whole() {
            return Window { first: 0, count: self.rows, shift_px: 0.0 };
        }
        let offset_px = offset_px.clamp(0.0, self.last_px());
        let top = (offset_px / ROW_PX) as u64;
        let first = top.saturating_sub(OVERSCAN);
        let seen = (self.view_px / ROW_PX) as u64 + 2;
        let count = (top - first + seen + OVERSCAN).min(self.rows - first);
        Window { first, count, shift_px: first as f64 * ROW_PX - offset_px }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(rows: u64) -> Extent {
        Extent { rows, view_px: 600.0 }
    }

    #[test]
    fn a_log_of_two_hundred_rows_is_in_the_page_whole() {
        assert_eq!(extent(200).window(900.0), Window { first: 0, count: 200, shift_px: 0.0 });
        assert!(extent(201).window(900.0).count < 60);
    }

    #[test]
    fn every_row_in_view_is_in_the_page() {
        for rows in [201, 5_000, 200_000, 3_000_000] {
            let extent = extent(rows);
            for part in 0..=100 {
                let offset = extent.last_px() * f64::from(part) / 100.0;
                let window = extent.window(offset);
                assert!(window.shift_px <= 0.0, "{rows} {part}");
                let shown = window.shift_px + window.count as f64 * ROW_PX;
                assert!(shown >= extent.view_px || window.first + window.count == rows, "{rows} {part}");
                assert!(window.first + window.count <= rows);
            }
        }
    }

    #[test]
    fn the_scrollbar_reaches_both_ends_however_long_the_log_is() {
        for rows in [0, 1, 30, 31, 5_000, 500_001, 3_000_000] {
            let extent = extent(rows);
            let travel = (extent.spacer_px() - 600.0).max(0.0);
            assert_eq!(extent.offset_of(0.0), 0.0);
            assert!((extent.offset_of(travel) - extent.last_px()).abs() < 0.01, "{rows}");
            assert!(extent.spacer_px() <= SPACER_PX);
            let middle = extent.last_px() / 3.0;
            assert!((extent.offset_of(extent.scroll_of(middle)) - middle).abs() < 0.01);
        }
    }

    #[test]
    fn a_row_is_brought_into_the_middle_unless_it_stands_at_an_end() {
        let extent = extent(5_000);
        assert_eq!(extent.middle_of(0), 0.0);
        assert_eq!(extent.middle_of(1_000), 20_000.0 - 290.0);
        assert_eq!(extent.middle_of(4_999), extent.last_px());
    }
}
