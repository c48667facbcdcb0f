//! Bounded logs: what units wrote, and what happened to them, as rows.
//!
//! One [`Log`] a unit that writes. [`Logs`] keeps the order in which rows of all logs came, for the merged view.

pub mod literal;

pub use super::row::{Meta, Row, RowKind, Spans};

use super::ansi::{Line, Painter};
use super::row::Held;
use super::unit::LogIx;
use std::collections::{HashMap, VecDeque};

/// How many bytes the logs of one stream may hold: rows, text, and the room of logs and of the merged order.
pub const STREAM_BYTES: usize = 128 << 20;
/// How many rows one log may hold.
pub const LOG_ROWS: usize = 200_000;

/// The rows of one unit.
#[derive(Debug)]
pub struct Log {
    /// The id of the unit that writes.
    pub unit_id: String,
    painter: Painter,
    rows: VecDeque<Held>,
    /// The number of the first row that was this unit's.
    first: u64,
    dropped: u64,
    open: bool,
}

impl Log {
    /// Makes an empty log whose rows are numbered from `first` on.
    fn new(unit_id: &str, first: u64) -> Self {
        let (painter, rows) = (Painter::default(), VecDeque::new());
        Self { unit_id: unit_id.to_owned(), painter, rows, first, dropped: first, open: false }
    }

    fn room(&self) -> usize {
        size_of::<Self>() + 2 * self.unit_id.len()
    }

    /// Returns how many rows there were, held or dropped: the number of the next row.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.dropped + self.rows.len() as u64
    }

    /// Returns the number of the first row held.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Returns how many of this unit's oldest rows were dropped to make room.
    #[must_use]
    pub fn evicted(&self) -> u64 {
        self.dropped - self.first
    }

    /// Returns a row by its number.
    #[must_use]
    pub fn row(&self, number: u64) -> Option<Row<'_>> {
        self.rows.get(usize::try_from(number.checked_sub(self.dropped)?).ok()?).map(Held::read)
    }

    /// Returns the rows held, oldest first.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        self.rows.iter().map(Held::read)
    }

    /// Returns the text of the rows that are plain text.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.rows.iter().filter(|row| matches!(row.kind, RowKind::Line { .. })).map(|row| &*row.text)
    }
}

/// The logs of one stream.
#[derive(Debug, Default)]
pub struct Logs {
    logs: Vec<Log>,
    by_unit: HashMap<String, LogIx>,
    free: Vec<LogIx>,
    order: VecDeque<(LogIx, u64)>,
    order_dropped: u64,
    bytes: usize,
}

/// With more logs than this, a log goes with its last row.
const EMPTY_LOGS: usize = 10_000;
/// What an entry of the merged order takes.
const ENTRY_BYTES: usize = size_of::<(LogIx, u64)>();

impl Logs {
    /// Returns a log.
    #[must_use]
    pub fn get(&self, ix: LogIx) -> Option<&Log> {
        self.logs.get(ix.0 as usize)
    }

    /// Returns every log with its index.
    pub fn iter(&self) -> impl Iterator<Item = (LogIx, &Log)> {
        self.logs.iter().enumerate().map(|(at, log)| (LogIx(at as u32), log))
    }

    /// Returns the number of the next entry of the merged order.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.order_dropped + self.order.len() as u64
    }

    /// Returns the number of the first entry of the merged order that is held.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.order_dropped
    }

    /// Returns the row at a place of the merged order: its log, its number there, and itself unless it was dropped.
    #[must_use]
    pub fn entry(&self, number: u64) -> Option<(LogIx, u64, Option<Row<'_>>)> {
        let (log, row) = *self.order.get(usize::try_from(number.checked_sub(self.order_dropped)?).ok()?)?;
        Some((log, row, self.get(log).and_then(|log| log.row(row))))
    }

    /// Returns the bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the log of a unit, if it wrote something.
    #[must_use]
    pub fn find(&self, unit_id: &str) -> Option<LogIx> {
        self.by_unit.get(unit_id).copied()
    }

    pub(super) fn open(&mut self, unit_id: &str) -> LogIx {
        if let Some(ix) = self.find(unit_id) {
            return ix;
        }
        let ix = self.free.pop().unwrap_or(LogIx(self.logs.len() as u32));
        // Numbers go on where the log before ended, so that entries of the merged order never name a wrong row.
        let log = Log::new(unit_id, self.get(ix).map_or(0, Log::end));
        self.bytes += log.room();
        match self.logs.get_mut(ix.0 as usize) {
            Some(slot) => *slot = log,
            None => self.logs.push(log),
        }
        self.by_unit.insert(unit_id.to_owned(), ix);
        ix
    }

    /// Removes the log of a unit that is gone.
    pub(super) fn clear(&mut self, unit_id: &str) {
        let Some(ix) = self.by_unit.remove(unit_id) else { return };
        if let Some(log) = self.logs.get_mut(ix.0 as usize) {
            self.bytes -= log.room() + log.rows.iter().map(Held::bytes).sum::<usize>();
            // Its room goes too; only the numbering stays.
            *log = Log::new("", log.end());
            self.free.push(ix);
        }
    }

    /// Empties a log whose unit goes on.
    pub(super) fn restart(&mut self, ix: LogIx) {
        if let Some(log) = self.logs.get_mut(ix.0 as usize) {
            self.bytes -= log.rows.iter().map(Held::bytes).sum::<usize>();
            *log = Log::new(&log.unit_id, log.end());
        }
    }

    /// Ends the open line, so that nothing that comes redraws it.
    pub(super) fn end_line(&mut self, ix: LogIx) {
        if self.get(ix).is_some_and(|log| log.open) {
            self.write(ix, "\n", Meta::default());
        }
    }

    /// Appends text: one output of the server. It ends its line even without a line break, unless it ends in `\r`.
    pub(super) fn write(&mut self, ix: LogIx, text: &str, meta: Meta<'_>) {
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        let mut lines = log.painter.feed(text);
        if !text.ends_with('\n') {
            lines.extend(log.painter.end_output());
        }
        let open = log.painter.open_line().cloned();
        for line in lines {
            self.put(ix, line, meta, false);
        }
        if let Some(line) = open {
            self.put(ix, line, meta, true);
        }
    }

    /// Writes a line as a row, in place of the open row if there is one.
    fn put(&mut self, ix: LogIx, line: Line, meta: Meta<'_>, open: bool) {
        let row = Held {
            kind: RowKind::Line { cut: line.cut },
            text: line.text.into_boxed_str(),
            spans: line.spans.into_boxed_slice(),
            at_ms: meta.at_ms,
            level: meta.level.map(Into::into),
            sequence: meta.sequence,
        };
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        let was_open = std::mem::replace(&mut log.open, open);
        match log.rows.back_mut() {
            Some(last) if was_open => {
                self.bytes = self.bytes + row.bytes() - last.bytes();
                *last = row;
            }
            _ => self.append(ix, row),
        }
    }

    /// Appends a row that is not plain text. An open line stays what it was.
    pub(super) fn event(&mut self, ix: LogIx, kind: RowKind, text: &str, meta: Meta<'_>) {
        if let Some(log) = self.logs.get_mut(ix.0 as usize) {
            if log.open {
                log.painter = Painter::default();
                log.open = false;
            }
            let level = meta.level.map(Into::into);
            self.append(ix, Held { kind, text: text.into(), spans: Box::default(), at_ms: meta.at_ms, level, sequence: meta.sequence });
        }
    }

    fn append(&mut self, ix: LogIx, row: Held) {
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        self.bytes += row.bytes() + ENTRY_BYTES;
        self.order.push_back((ix, log.end()));
        log.rows.push_back(row);
        if log.rows.len() > LOG_ROWS {
            self.drop_oldest_of(ix);
        }
        // Entries of rows that were dropped stay in the order until they reach its front.
        while let Some((oldest, number)) = self.order.front().copied() {
            let held = self.get(oldest).is_some_and(|log| log.dropped <= number);
            if held && (self.bytes <= STREAM_BYTES || self.order.len() == 1) {
                break;
            }
            self.order.pop_front();
            self.order_dropped += 1;
            self.bytes -= ENTRY_BYTES;
            if held {
                self.drop_oldest_of(oldest);
            }
        }
    }

    fn drop_oldest_of(&mut self, ix: LogIx) {
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        if let Some(row) = log.rows.pop_front() {
            log.dropped += 1;
            self.bytes -= row.bytes();
        }
        // An empty log still says what it lost, until there are too many of them.
        if log.rows.is_empty() && self.by_unit.len() > EMPTY_LOGS {
            let unit_id = log.unit_id.clone();
            self.clear(&unit_id);
        }
    }
}
