//! Bounded logs: what units wrote, and what happened to them, as rows.
//!
//! One [`Log`] a unit that writes: its text in chunks of half a megabyte, with 12 bytes a row beside it. [`Logs`] keeps the
//! order in which rows of all logs came, for the merged view, and holds all of it to its [`Limits`]: the oldest chunks go.

pub mod address;
mod chunk;
pub mod export;
mod limits;
pub mod literal;
mod logs;
mod needle;
mod order;
mod pen;
mod rare;
mod rows;
mod search;
mod utf8;

pub use super::row::{Meta, Row, RowKind, Spans};
pub use limits::Limits;
pub use logs::{Entries, Logs};
pub use needle::Needle;
pub(super) use rare::Rare;
pub use rows::{Rows, Text};
pub use search::Search;

use chunk::Chunk;
use order::Place;
use pen::{Pen, Spare};
use std::collections::VecDeque;
use utf8::Tail;

/// The rows of one unit.
#[derive(Debug)]
pub struct Log {
    /// The id of the unit that writes.
    pub unit_id: String,
    /// Full chunks, oldest first.
    sealed: VecDeque<Chunk>,
    /// The chunk that is written to.
    last: Chunk,
    pen: Pen,
    tail: Tail,
    /// Whether the last row may still change: its line is not over.
    open: bool,
    /// The number of the first row that was this unit's.
    first: u64,
    sealed_bytes: usize,
    place: Place,
}

impl Log {
    /// Makes an empty log whose rows are numbered from `first` on.
    fn new(unit_id: &str, first: u64) -> Self {
        Self {
            unit_id: unit_id.to_owned(),
            sealed: VecDeque::new(),
            last: Chunk::new(first, String::new()),
            pen: Pen::default(),
            tail: Tail::default(),
            open: false,
            first,
            sealed_bytes: 0,
            place: Place::default(),
        }
    }

    /// Returns the bytes that the rows take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.sealed_bytes + self.last.heap() + self.sealed.capacity() * size_of::<Chunk>() + self.pen.bytes()
    }

    /// Returns how many rows there were, held or dropped: the number of the next row.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.last.end()
    }

    /// Returns the number of the first row held.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.sealed.front().unwrap_or(&self.last).first
    }

    /// Returns how many of this unit's oldest rows were dropped to make room.
    #[must_use]
    pub fn evicted(&self) -> u64 {
        self.dropped() - self.first
    }

    /// Says whether the last row may still change, because its line is not over.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    fn seal(&mut self, mut chunk: Chunk) {
        if chunk.rows() > 0 {
            chunk.seal();
            self.sealed_bytes += chunk.heap();
            self.sealed.push_back(chunk);
        }
    }

    /// Drops the oldest chunk; the last one only if it is the oldest, too.
    fn evict(&mut self, spare: &mut Spare) {
        let chunk = match self.sealed.pop_front() {
            Some(chunk) => {
                self.sealed_bytes -= chunk.heap();
                chunk
            }
            None => {
                self.open = false;
                self.pen.leave_line();
                let end = self.end();
                std::mem::replace(&mut self.last, Chunk::new(end, String::new()))
            }
        };
        // Only what a new chunk can take as it is.
        let text = chunk.into_text();
        if spare.is_none() && text.capacity() == chunk::TEXT_BYTES {
            *spare = Some(text);
        }
    }
}

/// Returns the last line of a text with controls that says something.
pub(super) fn last_line(text: &str) -> Option<String> {
    let mut logs = Logs::default();
    let log = logs.open("");
    logs.write(log, text, Meta::default());
    logs.get(log)?.lines().rev().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
}
