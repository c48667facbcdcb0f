//! The order in which the rows of all logs came.
//!
//! Blocks of 4,096 rows. While all rows of a block are of one log, it holds nothing but that log; else two bytes a row, which
//! name one of the block's logs. The number of a row within its log is counted from the block's first of that log.

use crate::state::unit::LogIx;
use std::collections::VecDeque;

pub(super) const BLOCK: u64 = 4096;

/// A log of a block.
#[derive(Debug, Clone, Copy)]
struct Lane {
    log: LogIx,
    /// The number of its first row in the block, in two halves: three words are smaller than two of eight bytes.
    row: [u32; 2],
}

impl Lane {
    fn row(self) -> u64 {
        u64::from(self.row[0]) << 32 | u64::from(self.row[1])
    }
}

#[derive(Debug, Default)]
struct Block {
    rows: u16,
    lanes: Vec<Lane>,
    /// The lane of each row; empty while there is one lane.
    of_row: Vec<u16>,
}

impl Block {
    fn heap(&self) -> usize {
        self.lanes.capacity() * size_of::<Lane>() + self.of_row.capacity() * 2
    }

    fn lane(&self, at: usize) -> usize {
        self.of_row.get(at).map_or(0, |lane| usize::from(*lane))
    }

    /// Returns how many rows of a lane come before a place.
    fn before(&self, at: usize, lane: usize) -> u64 {
        if self.of_row.is_empty() {
            return at as u64;
        }
        let lane = lane as u16;
        // Sums of u16 that cannot overflow: the compiler makes vectors of them.
        self.of_row[..at].iter().map(|held| u16::from(*held == lane)).sum::<u16>().into()
    }
}

/// Where a log stands in the block that is being filled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The number of the block plus one.
    block: u64,
    lane: u16,
}

/// The order in which the rows of all logs came.
#[derive(Debug, Default)]
pub(super) struct Order {
    blocks: VecDeque<Block>,
    /// The number of the first block held.
    first: u64,
    start: u64,
    end: u64,
    heap: usize,
}

impl Order {
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    pub(super) fn end(&self) -> u64 {
        self.end
    }

    pub(super) fn bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<Block>() + self.heap
    }

    /// Appends rows of one log, which itself keeps its place for the next time.
    pub(super) fn push(&mut self, log: LogIx, mut row: u64, mut count: u64, place: &mut Place) {
        while count > 0 {
            let at = self.end % BLOCK;
            if at == 0 {
                if self.blocks.is_empty() {
                    self.first = self.end / BLOCK;
                }
                self.blocks.push_back(Block::default());
            }
            let number = self.end / BLOCK + 1;
            let Some(block) = self.blocks.back_mut() else { return };
            let heap = block.heap();
            if place.block != number {
                *place = Place { block: number, lane: block.lanes.len() as u16 };
                let row = [(row >> 32) as u32, row as u32];
                if block.lanes.is_empty() {
                    block.lanes.reserve_exact(1);
                }
                block.lanes.push(Lane { log, row });
                if block.lanes.len() == 2 {
                    block.of_row.reserve_exact(BLOCK as usize);
                    block.of_row.resize(block.rows.into(), 0);
                }
            }
            let some = count.min(BLOCK - at);
            block.rows += some as u16;
            if block.lanes.len() > 1 {
                block.of_row.resize(block.rows.into(), place.lane);
            }
            if u64::from(block.rows) == BLOCK {
                block.lanes.shrink_to_fit();
            }
            self.heap = self.heap + block.heap() - heap;
            self.end += some;
            row += some;
            count -= some;
        }
    }

    /// Returns the log and the number of the row there that stands at a place.
    pub(super) fn get(&self, number: u64) -> Option<(LogIx, u64)> {
        let (block, at) = self.block(number)?;
        let lane = block.lane(at);
        let held = block.lanes.get(lane)?;
        Some((held.log, held.row() + block.before(at, lane)))
    }

    fn block(&self, number: u64) -> Option<(&Block, usize)> {
        if number < self.start || number >= self.end {
            return None;
        }
        let block = self.blocks.get(usize::try_from(number / BLOCK - self.first).ok()?)?;
        Some((block, (number % BLOCK) as usize))
    }

    /// Reads on from a place; each row costs the same, however many logs there are.
    pub(super) fn iter(&self, from: u64) -> Iter<'_> {
        Iter { order: self, number: from.max(self.start), next: Vec::new() }
    }

    /// Drops the oldest entries for as long as none of them is held.
    pub(super) fn forget(&mut self, held: impl Fn(LogIx, u64) -> bool) {
        let first_held = self.iter(self.start).find(|(_, log, row)| held(*log, *row)).map(|(number, ..)| number);
        self.start = first_held.unwrap_or(self.end);
        while self.blocks.len() > 1 && (self.first + 1) * BLOCK <= self.start {
            if let Some(block) = self.blocks.pop_front() {
                self.heap -= block.heap();
                self.first += 1;
            }
        }
    }
}

/// The entries of the merged order: number, log, and the number of the row there.
#[derive(Debug, Clone)]
pub(super) struct Iter<'a> {
    order: &'a Order,
    number: u64,
    /// The number of the next row of each lane of the block.
    next: Vec<u64>,
}

impl Iterator for Iter<'_> {
    type Item = (u64, LogIx, u64);

    fn next(&mut self) -> Option<Self::Item> {
        let (block, at) = self.order.block(self.number)?;
        if at == 0 || self.next.is_empty() {
            self.next.clear();
            self.next.extend(block.lanes.iter().map(|lane| lane.row()));
            (0..at).for_each(|before| self.next[block.lane(before)] += 1);
        }
        let lane = block.lane(at);
        let row = self.next.get_mut(lane)?;
        let found = (self.number, block.lanes.get(lane)?.log, *row);
        *row += 1;
        self.number += 1;
        Some(found)
    }
}
