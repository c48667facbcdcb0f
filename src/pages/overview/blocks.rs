//! The list as one column of rows: where each stands, how tall all are, and which are to be in the page.

use fleetglass_core::state::roster::GroupKey;
use std::ops::Range;
use std::sync::Arc;

/// Up to so many rows are all in the page.
pub(super) const ALL_UP_TO: usize = 200;
/// So many rows beyond what is seen are in the page, on each side.
const BEYOND: usize = 12;
/// The rows in the page change in steps of so many.
const STEP: usize = 8;

/// How tall rows are, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heights {
    pub(super) head: f64,
    pub(super) unit: f64,
    pub(super) fold: f64,
}

/// A group's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) group: Arc<GroupKey>,
    /// It has a head.
    pub(super) head: bool,
    pub(super) shown: usize,
    pub(super) folded: usize,
    /// The folded ones are shown.
    pub(super) open: bool,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The head of a group.
    Head,
    /// One of those that are shown.
    Shown(usize),
    /// The line that folds.
    Fold,
    /// One of those that are folded.
    Folded(usize),
}

impl Block {
    fn len(&self) -> usize {
        self.below_fold() + if self.open { self.folded } else { 0 }
    }

    /// Returns how many rows stand down to the line that folds.
    fn below_fold(&self) -> usize {
        usize::from(self.head) + self.shown + usize::from(self.folded > 0)
    }

    fn slot(&self, at: usize) -> Slot {
        let head = usize::from(self.head);
        match at {
            0 if self.head => Slot::Head,
            at if at < head + self.shown => Slot::Shown(at - head),
            at if at < self.below_fold() => Slot::Fold,
            at => Slot::Folded(at - self.below_fold()),
        }
    }

    /// Returns how far below the block's top its row `at` begins.
    fn top(&self, at: usize, heights: Heights) -> f64 {
        let heads = usize::from(self.head).min(at);
        let folds = usize::from(self.folded > 0 && at >= self.below_fold());
        heads as f64 * heights.head + folds as f64 * heights.fold + (at - heads - folds) as f64 * heights.unit
    }

    /// Returns the row that is so far below the block's top.
    fn row_at(&self, px: f64, heights: Heights) -> usize {
        let most = self.len().saturating_sub(1);
        let fold = self.below_fold().saturating_sub(1);
        let rows = |px: f64, unit: f64| (px / unit).max(0.0) as usize;
        let head = if self.head { heights.head } else { 0.0 };
        match () {
            () if px < head => 0,
            () if self.folded == 0 || px < self.top(fold, heights) => (usize::from(self.head) + rows(px - head, heights.unit)).min(most),
            () if px < self.top(fold, heights) + heights.fold => fold,
            () => (fold + 1 + rows(px - self.top(fold, heights) - heights.fold, heights.unit)).min(most),
        }
    }
}

/// The rows of all groups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Blocks(pub(super) Vec<Block>);

impl Blocks {
    /// Returns how many rows there are.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(Block::len).sum()
    }

    /// Returns how tall all rows are together.
    pub(super) fn tall(&self, heights: Heights) -> f64 {
        self.0.iter().map(|block| block.top(block.len(), heights)).sum()
    }

    /// Returns how far below the top a row begins.
    pub(super) fn top(&self, row: usize, heights: Heights) -> f64 {
        let (mut left, mut px) = (row, 0.0);
        for block in &self.0 {
            if left < block.len() {
                return px + block.top(left, heights);
            }
            left -= block.len();
            px += block.top(block.len(), heights);
        }
        px
    }

    /// Returns the row that is so far below the top; the last one below the end.
    pub(super) fn row_at(&self, px: f64, heights: Heights) -> usize {
        let (mut row, mut left) = (0, px.max(0.0));
        for block in &self.0 {
            let tall = block.top(block.len(), heights);
            if left < tall {
                return row + block.row_at(left, heights);
            }
            left -= tall;
            row += block.len();
        }
        row.saturating_sub(1)
    }

    /// Returns the rows to have in the page where `view` of the list is seen, in pixels from its top.
    pub(super) fn window(&self, view: Range<f64>, heights: Heights) -> Range<usize> {
        let len = self.len();
        if len <= ALL_UP_TO {
            return 0..len;
        }
        let first = self.row_at(view.start, heights).saturating_sub(BEYOND) / STEP * STEP;
        let last = (self.row_at(view.end, heights) + 1 + BEYOND).div_ceil(STEP) * STEP;
        first.min(len)..last.min(len)
    }

    /// Returns what stands in these rows.
    pub(super) fn slots(&self, rows: Range<usize>) -> impl Iterator<Item = (&Block, Slot)> {
        let mut begin = 0;
        self.0.iter().flat_map(move |block| {
            let from = rows.start.saturating_sub(begin).min(block.len());
            let to = rows.end.saturating_sub(begin).min(block.len());
            begin += block.len();
            (from..to).map(move |at| (block, block.slot(at)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHTS: Heights = Heights { head: 30.0, unit: 20.0, fold: 25.0 };

    fn block(head: bool, shown: usize, folded: usize, open: bool) -> Block {
        Block { group: Arc::default(), head, shown, folded, open }
    }

    fn many() -> Blocks {
        Blocks(vec![
            block(true, 500, 0, false),
            block(true, 0, 0, false),
            block(true, 3, 40, true),
            block(false, 7, 5, false),
            block(true, 0, 9, true),
        ])
    }

    #[test]
    fn every_row_is_found_at_its_place() {
        let blocks = many();
        let slots: Vec<Slot> = blocks.slots(0..blocks.len()).map(|(_, slot)| slot).collect();
        assert_eq!(slots.len(), blocks.len());
        let mut px = 0.0;
        for (row, slot) in slots.iter().enumerate() {
            let tall = match slot {
                Slot::Head => HEIGHTS.head,
                Slot::Fold => HEIGHTS.fold,
                Slot::Shown(_) | Slot::Folded(_) => HEIGHTS.unit,
            };
            assert_eq!(blocks.top(row, HEIGHTS), px, "row {row}");
            for inside in [0.0, 0.5, tall - 0.5] {
                assert_eq!(blocks.row_at(px + inside, HEIGHTS), row, "{slot:?} at {}", px + inside);
            }
            px += tall;
        }
        assert_eq!(blocks.tall(HEIGHTS), px);
        assert_eq!(blocks.row_at(px + 1_000.0, HEIGHTS), blocks.len() - 1);
    }

    #[test]
    fn a_window_holds_what_is_seen_and_some_more() {
        let blocks = many();
        for top in 0..600 {
            let view = f64::from(top) * 17.0..f64::from(top) * 17.0 + 700.0;
            let window = blocks.window(view.clone(), HEIGHTS);
            let (first, last) = (blocks.row_at(view.start, HEIGHTS), blocks.row_at(view.end, HEIGHTS));
            assert!(window.start <= first && last < window.end, "{window:?} for {first} to {last}");
            assert!(window.len() <= 80, "{window:?}");
        }
    }

    #[test]
    fn few_rows_are_all_in_the_page() {
        let blocks = Blocks(vec![block(true, ALL_UP_TO - 1, 0, false)]);
        assert_eq!(blocks.window(0.0..10.0, HEIGHTS), 0..ALL_UP_TO);
        assert_eq!(Blocks::default().window(0.0..10.0, HEIGHTS), 0..0);
    }

    #[test]
    fn a_stretch_of_rows_is_that_stretch_of_all() {
        let blocks = many();
        let all: Vec<Slot> = blocks.slots(0..blocks.len()).map(|(_, slot)| slot).collect();
        for (from, to) in [(0, 3), (498, 520), (502, 503), (540, 560), (560, 999)] {
            let part: Vec<Slot> = blocks.slots(from..to).map(|(_, slot)| slot).collect();
            assert_eq!(part, all[from.min(all.len())..to.min(all.len())]);
        }
    }
}
