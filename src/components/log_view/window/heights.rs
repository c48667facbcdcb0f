//! How tall all rows are together, though there may be millions.
//!
//! Rows are counted by blocks, a few blocks at a time; what was not counted is taken to be like the rest.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// Rows of a block.
pub const BLOCK: u64 = 1_024;
/// So many rows are counted; the rest of a longer log is taken to be like them.
const MOST_COUNTED: u64 = 1_000_000;
/// So many single rows are remembered.
const MOST_KNOWN: usize = 16_384;

/// How tall single rows are: those that were asked for, and those that are in the page, which says so itself.
#[derive(Debug, Default)]
pub struct Known(HashMap<u64, f64>);

impl Known {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Forgets everything once it is much.
    pub fn trim(&mut self) {
        if self.0.len() >= MOST_KNOWN {
            self.clear();
        }
    }

    /// Remembers how tall a row is. Returns whether that is news.
    pub fn set(&mut self, position: u64, px: f64) -> bool {
        self.0.insert(position, px) != Some(px)
    }

    /// Returns how tall a row is, if that is known.
    #[must_use]
    pub fn seen(&self, position: u64) -> Option<f64> {
        self.0.get(&position).copied()
    }

    /// Returns how tall a row is.
    pub fn get(&mut self, position: u64, tall: impl FnOnce() -> f64) -> f64 {
        if let Some(px) = self.0.get(&position) {
            return *px;
        }
        let px = tall();
        self.set(position, px);
        px
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// How many of its rows were counted, from its first one held on.
    rows: u64,
    px: f64,
}

/// How tall rows are.
#[derive(Debug, Default)]
pub struct Heights {
    start: u64,
    end: u64,
    blocks: VecDeque<Block>,
    counted: u64,
    counted_px: f64,
    usual_px: f64,
}

impl Heights {
    /// Forgets everything: rows are `usual_px` tall until counted.
    pub fn reset(&mut self, usual_px: f64) {
        *self = Self { usual_px, start: self.start, end: self.start, ..Self::default() };
    }

    /// Takes over which rows there are: older ones went, newer ones came.
    pub fn reach(&mut self, start: u64, end: u64) {
        if start < self.start || start > self.end || end < self.end {
            self.reset(self.usual_px);
            (self.start, self.end) = (start, start);
        }
        while self.start < start {
            let next = start.min((self.start / BLOCK + 1) * BLOCK);
            let gone = next - self.start;
            if let Some(block) = self.blocks.front_mut() {
                // What is left of the block is taken to be like what went.
                let rows = gone.min(block.rows);
                let px = if block.rows == 0 { 0.0 } else { block.px * (rows as f64 / block.rows as f64) };
                (block.rows, block.px) = (block.rows - rows, block.px - px);
                self.counted -= rows;
                self.counted_px -= px;
            }
            if next.is_multiple_of(BLOCK) {
                self.blocks.pop_front();
            }
            self.start = next;
        }
        self.end = end;
        let blocks = if end > start { (end - 1) / BLOCK - start / BLOCK + 1 } else { 0 };
        self.blocks.resize(blocks as usize, Block::default());
    }

    /// Returns rows to count next, nearest to a row first; none where all that should be is counted.
    #[must_use]
    pub fn wanted(&self, near: u64) -> Option<Range<u64>> {
        if self.counted >= MOST_COUNTED || self.blocks.is_empty() {
            return None;
        }
        let open = |at: &usize| {
            let (first, end) = self.rows_of(*at);
            self.blocks[*at].rows < end - first
        };
        let at = (near.clamp(self.start, self.end - 1) / BLOCK - self.start / BLOCK) as usize;
        let after = (at..self.blocks.len()).find(open);
        let before = (0..at).rev().find(open);
        let at = match (after, before) {
            (Some(after), Some(before)) => Some(if after - at <= at - before { after } else { before }),
            (after, before) => after.or(before),
        }?;
        let (first, end) = self.rows_of(at);
        Some(first + self.blocks[at].rows..end)
    }

    /// Takes over how tall the rows of a range are together: one that was wanted, or the beginning of one.
    pub fn count(&mut self, rows: Range<u64>, px: f64) {
        let at = (rows.start / BLOCK - self.start / BLOCK) as usize;
        if let Some(block) = self.blocks.get_mut(at) {
            block.rows += rows.end - rows.start;
            block.px += px;
            self.counted += rows.end - rows.start;
            self.counted_px += px;
        }
    }

    /// Returns how tall all rows are together, as far as is known.
    #[must_use]
    pub fn total_px(&self) -> f64 {
        self.counted_px + (self.end - self.start - self.counted) as f64 * self.mean_px()
    }

    /// Returns how far below the first row a row stands. `tall` says how tall a row is.
    pub fn offset_of(&self, position: u64, tall: &mut impl FnMut(u64) -> f64) -> f64 {
        let position = position.clamp(self.start, self.end);
        let at = ((position / BLOCK - self.start / BLOCK) as usize).min(self.blocks.len());
        let above: f64 = (0..at).map(|at| self.block_px(at)).sum();
        if at == self.blocks.len() {
            return above;
        }
        let (first, _) = self.rows_of(at);
        above + (first..position).map(tall).sum::<f64>().min(self.block_px(at))
    }

    /// Returns the row at an offset, and how far into it that is.
    pub fn at(&self, offset_px: f64, tall: &mut impl FnMut(u64) -> f64) -> (u64, f64) {
        let mut left = offset_px.max(0.0);
        for at in 0..self.blocks.len() {
            let px = self.block_px(at);
            if left >= px && at + 1 < self.blocks.len() {
                left -= px;
                continue;
            }
            let (first, end) = self.rows_of(at);
            for position in first..end {
                let row = tall(position);
                if left < row {
                    return (position, left);
                }
                left -= row;
            }
            return (end.max(self.start + 1) - 1, 0.0);
        }
        (self.start, 0.0)
    }

    fn mean_px(&self) -> f64 {
        if self.counted == 0 { self.usual_px } else { self.counted_px / self.counted as f64 }
    }

    fn rows_of(&self, at: usize) -> (u64, u64) {
        let first = (self.start / BLOCK + at as u64) * BLOCK;
        (first.max(self.start), (first + BLOCK).min(self.end))
    }

    fn block_px(&self, at: usize) -> f64 {
        let (first, end) = self.rows_of(at);
        let block = &self.blocks[at];
        block.px + (end - first - block.rows.min(end - first)) as f64 * self.mean_px()
    }
}
