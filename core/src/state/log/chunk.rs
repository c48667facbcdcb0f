//! A stretch of one log: text in one piece, and 12 bytes for each row of it.
//!
//! Rows stand one after the other, each followed by a line break, so that all of a chunk can be searched at once. What few rows
//! have (styles, links, levels, what happened) stands beside, in [`Rare`].

use super::rare::Rare;
use crate::state::row::{Meta, Row, RowKind, Spans};

/// The longest text of a chunk. Ends of rows take 20 bits, starts of styles 19.
pub(super) const TEXT_BYTES: usize = 512 << 10;
/// The most rows of a chunk.
pub(super) const ROWS: usize = 16 << 10;

static LINE: RowKind = RowKind::Line { cut: false };
static CUT: RowKind = RowKind::Line { cut: true };

/// What a row is, as its record tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Line,
    Cut,
    /// Its kind stands in [`Rare`].
    Event,
}

/// When a row came, against its chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamp {
    at: i32,
    sequence: i32,
    /// The place among the chunk's levels plus one; 0 for none.
    level: u8,
}

/// Stands for no time and no sequence number.
const NONE: i32 = i32::MIN;

impl Stamp {
    /// The stamp of which nothing is known.
    pub(super) const NONE: Self = Self { at: NONE, sequence: NONE, level: 0 };
}

#[derive(Debug, Clone, Copy)]
struct Record {
    /// From the lowest bit on: 20 bits where the text ends, 8 bits level, 2 bits class.
    word: u32,
    at: i32,
    sequence: i32,
}

impl Record {
    fn new(end: usize, class: Class, stamp: Stamp) -> Self {
        Self { word: end as u32 | u32::from(stamp.level) << 20 | (class as u32) << 28, at: stamp.at, sequence: stamp.sequence }
    }

    fn end(self) -> usize {
        (self.word & 0xf_ffff) as usize
    }

    fn level(self) -> usize {
        (self.word >> 20 & 0xff) as usize
    }

    fn class(self) -> Class {
        match self.word >> 28 {
            0 => Class::Line,
            1 => Class::Cut,
            _ => Class::Event,
        }
    }
}

/// A stretch of one log.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// The number of its first row.
    pub(super) first: u64,
    text: String,
    records: Vec<Record>,
    at_base: Option<i64>,
    sequence_base: Option<i64>,
    rare: Option<Box<Rare>>,
}

impl Chunk {
    /// Makes an empty chunk whose text goes into this empty buffer.
    pub(super) fn new(first: u64, text: String) -> Self {
        Self { first, text, ..Self::default() }
    }

    /// Gives its buffer up.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn rows(&self) -> usize {
        self.records.len()
    }

    /// Returns the number after that of its last row.
    pub(super) fn end(&self) -> u64 {
        self.first + self.records.len() as u64
    }

    /// Returns the whole text: each row and a line break after it, but after the last while that is open.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the bytes that it holds elsewhere than in itself.
    pub(super) fn heap(&self) -> usize {
        self.text.capacity() + self.records.capacity() * size_of::<Record>() + self.rare.as_ref().map_or(0, |rare| rare.bytes())
    }

    /// Gives back the room that will not be used. Close to full the buffer stays as it is, to be used again.
    pub(super) fn seal(&mut self) {
        if self.text.capacity() - self.text.len() > self.text.len() / 32 {
            self.text.shrink_to_fit();
        }
        self.records.shrink_to_fit();
        if let Some(rare) = &mut self.rare {
            rare.seal();
        }
    }

    /// Returns where the text of a row begins; for the row after the last, where the next one will.
    pub(super) fn start_of(&self, row: usize) -> usize {
        row.checked_sub(1).and_then(|before| self.records.get(before)).map_or(0, |record| record.end() + 1)
    }

    /// Returns the row in whose text, or in the line break after it, a byte of the text stands.
    pub(super) fn row_at(&self, offset: usize) -> usize {
        self.records.partition_point(|record| record.end() < offset)
    }

    pub(super) fn text_of(&self, row: usize) -> Option<&str> {
        self.text.get(self.start_of(row)..self.records.get(row)?.end())
    }

    pub(super) fn row(&self, row: usize) -> Option<Row<'_>> {
        let record = *self.records.get(row)?;
        let (start, end) = (self.start_of(row), record.end());
        let rare = self.rare.as_deref();
        let kind = match record.class() {
            Class::Line => &LINE,
            Class::Cut => &CUT,
            Class::Event => rare.and_then(|rare| rare.event(row)).unwrap_or(&LINE),
        };
        Some(Row {
            kind,
            text: self.text.get(start..end)?,
            spans: rare.map_or_else(Spans::default, |rare| Spans::of(rare, start, end)),
            at_ms: since(self.at_base, record.at),
            level: rare.and_then(|rare| rare.level(record.level())),
            sequence: since(self.sequence_base, record.sequence),
        })
    }

    /// Returns the rows from a row on that are no plain text, with their kinds.
    pub(super) fn events(&self, from: usize) -> impl Iterator<Item = (usize, &RowKind)> {
        self.rare.iter().flat_map(move |rare| rare.events(from))
    }

    /// Returns the stamp for rows that come with this; `None` where this chunk cannot hold it. An empty one can.
    pub(super) fn stamp(&mut self, meta: Meta<'_>) -> Option<Stamp> {
        let at = delta(&mut self.at_base, meta.at_ms)?;
        let sequence = delta(&mut self.sequence_base, meta.sequence)?;
        let level = match meta.level {
            Some(level) => self.rare_mut().add_level(level)?,
            None => 0,
        };
        Some(Stamp { at, sequence, level })
    }

    /// Says whether a line can grow by so many bytes and end; `more` says whether it needs a record too.
    pub(super) fn has_room(&self, bytes: usize, more: bool) -> bool {
        self.text.len() + bytes < TEXT_BYTES && (!more || self.records.len() < ROWS)
    }

    /// Appends to the text.
    pub(super) fn append(&mut self, text: &str) {
        let needed = self.text.len() + text.len() + 1;
        if needed > self.text.capacity() {
            let room = (2 * self.text.capacity()).clamp(needed, TEXT_BYTES.max(needed));
            self.text.reserve_exact(room - self.text.len());
        }
        self.text.push_str(text);
    }

    /// Takes back the last character at or after `start`.
    pub(super) fn pop(&mut self, start: usize) {
        if self.text.len() > start {
            self.text.pop();
            self.drop_runs();
        }
    }

    /// Takes back the text from there on.
    pub(super) fn truncate(&mut self, start: usize) {
        self.text.truncate(start);
        self.drop_runs();
    }

    fn drop_runs(&mut self) {
        if let Some(rare) = &mut self.rare {
            rare.truncate_runs(self.text.len());
        }
    }

    /// Writes the record of a row that ends where the text does: a new one, or that of the last row again.
    pub(super) fn record(&mut self, class: Class, stamp: Stamp, again: bool) {
        let record = Record::new(self.text.len(), class, stamp);
        match self.records.last_mut() {
            Some(last) if again => *last = record,
            _ => self.records.push(record),
        }
    }

    /// Ends the last row.
    pub(super) fn end_row(&mut self) {
        self.text.push('\n');
    }

    /// Takes the record of the last row back.
    pub(super) fn unrecord(&mut self) {
        self.records.pop();
    }

    pub(super) fn rare(&self) -> Option<&Rare> {
        self.rare.as_deref()
    }

    pub(super) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }
}

/// Returns how far a number is from the first one, which it becomes where there is none; `None` where that is too far.
fn delta(base: &mut Option<i64>, value: Option<i64>) -> Option<i32> {
    let Some(value) = value else { return Some(NONE) };
    let delta = value.checked_sub(*base.get_or_insert(value))?;
    i32::try_from(delta).ok().filter(|delta| *delta != NONE)
}

fn since(base: Option<i64>, delta: i32) -> Option<i64> {
    (delta != NONE).then(|| base.unwrap_or_default() + i64::from(delta))
}
