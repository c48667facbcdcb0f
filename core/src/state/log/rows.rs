//! Reading the rows of one log.

use super::chunk::Chunk;
use super::{Log, Row, RowKind};

impl Log {
    fn chunk_of(&self, number: u64) -> Option<&Chunk> {
        if number >= self.last.first {
            return Some(&self.last);
        }
        self.sealed.get(self.sealed.partition_point(|chunk| chunk.end() <= number))
    }

    /// Returns a row by its number.
    #[must_use]
    pub fn row(&self, number: u64) -> Option<Row<'_>> {
        let chunk = self.chunk_of(number)?;
        chunk.row(usize::try_from(number.checked_sub(chunk.first)?).ok()?)
    }

    /// Returns the rows held, oldest first.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows { log: self, from: self.dropped(), to: self.end(), front: &self.last, back: &self.last }
    }

    /// Returns the text of the rows that are plain text.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.rows().filter(|row| matches!(row.kind, RowKind::Line { .. })).map(|row| row.text)
    }

    /// Returns the text from the chunk on that holds a row, for those who look through all of it.
    pub fn texts(&self, from: u64) -> impl Iterator<Item = Text<'_>> {
        let chunks = self.sealed.iter().skip(self.sealed.partition_point(|chunk| chunk.end() <= from));
        chunks.chain([&self.last]).filter(|chunk| chunk.rows() > 0).map(Text)
    }
}

/// The rows of a log.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    log: &'a Log,
    from: u64,
    to: u64,
    /// The chunk that was read last, at either end.
    front: &'a Chunk,
    back: &'a Chunk,
}

fn read<'a>(log: &'a Log, chunk: &mut &'a Chunk, number: u64) -> Option<Row<'a>> {
    if !(chunk.first..chunk.end()).contains(&number) {
        *chunk = log.chunk_of(number)?;
    }
    chunk.row((number - chunk.first) as usize)
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        let number = self.from;
        (number < self.to).then(|| self.from += 1)?;
        read(self.log, &mut self.front, number)
    }

    fn nth(&mut self, skipped: usize) -> Option<Row<'a>> {
        self.from = self.from.saturating_add(skipped as u64).min(self.to);
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.to - self.from).unwrap_or(usize::MAX);
        (left, Some(left))
    }
}

impl DoubleEndedIterator for Rows<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        (self.from < self.to).then(|| self.to -= 1)?;
        read(self.log, &mut self.back, self.to)
    }
}

impl ExactSizeIterator for Rows<'_> {}

/// A stretch of a log's text in one piece: half a megabyte at most.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(&'a Chunk);

impl<'a> Text<'a> {
    /// Returns the text: each row and a line break after it. Only after an open row, the last one of the log, there is none.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.0.text()
    }

    /// Returns the numbers of its rows.
    #[must_use]
    pub fn rows(self) -> std::ops::Range<u64> {
        self.0.first..self.0.end()
    }

    /// Returns the number of the row that a byte of the text belongs to; a line break belongs to the row before it.
    #[must_use]
    pub fn row_at(self, offset: usize) -> u64 {
        self.0.first + self.0.row_at(offset) as u64
    }

    /// Returns where a row's text begins and ends.
    #[must_use]
    pub fn range(self, number: u64) -> Option<std::ops::Range<usize>> {
        let row = usize::try_from(number.checked_sub(self.0.first)?).ok()?;
        let start = self.0.start_of(row);
        self.0.text_of(row).map(|text| start..start + text.len())
    }

    /// Returns the rows from a row on that are no plain text, with their kinds.
    pub fn events(self, from: u64) -> impl Iterator<Item = (u64, &'a RowKind)> {
        let first = self.0.first;
        self.0.events(usize::try_from(from.saturating_sub(first)).unwrap_or(usize::MAX)).map(move |(row, kind)| (first + row as u64, kind))
    }
}
