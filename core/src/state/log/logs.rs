//! The logs of one stream, the order in which their rows came, and what has to go.

use super::limits::Limits;
use super::order::{self, Order};
use super::pen::{Spare, Writer};
use super::rare::table_bytes;
use super::{Log, Meta, Row, RowKind};
use crate::state::ansi::{LINE_BYTES, next_control};
use crate::state::unit::LogIx;
use std::collections::HashMap;

/// The logs of one stream.
#[derive(Debug, Default)]
pub struct Logs {
    logs: Vec<Log>,
    by_unit: HashMap<String, LogIx>,
    free: Vec<LogIx>,
    order: Order,
    limits: Limits,
    /// What all logs hold, and their names.
    held: usize,
    spare: Spare,
    /// Rows went whose entries may still stand at the front of the order.
    stale: bool,
}

/// With more logs than this, a log goes with its last row.
const EMPTY_LOGS: usize = 10_000;
/// So much is written before what it costs is counted.
const PIECE: usize = 256 << 10;

impl Logs {
    /// Sets how much may be held. What is over it goes with the next row.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

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
        self.order.end()
    }

    /// Returns the number of the first entry of the merged order that is held.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.order.start()
    }

    /// Returns the row at a place of the merged order: its log, its number there, and itself unless it was dropped.
    #[must_use]
    pub fn entry(&self, number: u64) -> Option<(LogIx, u64, Option<Row<'_>>)> {
        let (log, row) = self.order.get(number)?;
        Some((log, row, self.get(log).and_then(|log| log.row(row))))
    }

    /// Reads the merged order on from a place. To read many rows it is cheaper than [`Logs::entry`] for each.
    #[must_use]
    pub fn entries(&self, from: u64) -> Entries<'_> {
        Entries { logs: self, order: self.order.iter(from) }
    }

    /// Returns the bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.held
            + self.logs.capacity() * size_of::<Log>()
            + table_bytes(self.by_unit.capacity(), size_of::<(String, LogIx)>())
            + self.free.capacity() * size_of::<LogIx>()
            + self.order.bytes()
            + self.spare.as_ref().map_or(0, String::capacity)
    }

    /// Returns the log of a unit, if it wrote something.
    #[must_use]
    pub fn find(&self, unit_id: &str) -> Option<LogIx> {
        self.by_unit.get(unit_id).copied()
    }

    /// Returns the log of a unit, made if there is none.
    pub fn open(&mut self, unit_id: &str) -> LogIx {
        if let Some(ix) = self.find(unit_id) {
            return ix;
        }
        let ix = self.free.pop().unwrap_or(LogIx(self.logs.len() as u32));
        // Numbers go on where the log before ended, so that entries of the merged order never name a wrong row.
        let log = Log::new(unit_id, self.get(ix).map_or(0, Log::end));
        match self.logs.get_mut(ix.0 as usize) {
            Some(slot) => *slot = log,
            None => self.logs.push(log),
        }
        // Here and as the key.
        self.held += 2 * unit_id.len();
        self.by_unit.insert(unit_id.to_owned(), ix);
        ix
    }

    /// Removes the log of a unit that is gone.
    pub fn clear(&mut self, unit_id: &str) {
        let Some(ix) = self.by_unit.remove(unit_id) else { return };
        if let Some(log) = self.logs.get_mut(ix.0 as usize) {
            self.held -= log.bytes() + 2 * unit_id.len();
            // Its room goes too; only the numbering stays.
            *log = Log::new("", log.end());
            self.free.push(ix);
            self.stale = true;
        }
    }

    /// Empties a log whose unit goes on.
    pub fn restart(&mut self, ix: LogIx) {
        if let Some(log) = self.logs.get_mut(ix.0 as usize) {
            self.held -= log.bytes();
            *log = Log::new(&log.unit_id, log.end());
            self.stale = true;
        }
    }

    /// Ends the open line, so that nothing that comes redraws it.
    pub fn end_line(&mut self, ix: LogIx) {
        let Some((at_ms, level, sequence)) = self.get(ix).filter(|log| log.open).and_then(|log| {
            let row = log.row(log.end().checked_sub(1)?)?;
            Some((row.at_ms, row.level.map(str::to_owned), row.sequence))
        }) else {
            return;
        };
        self.append(ix, Meta { at_ms, level: level.as_deref(), sequence }, |writer| writer.end_line());
    }

    /// Appends text: one output of the server. It ends its line even without a line break, unless it ends in `\r`.
    pub fn write(&mut self, ix: LogIx, text: &str, meta: Meta<'_>) {
        self.end_character(ix, meta);
        let mut rest = text;
        while rest.len() > PIECE {
            let (piece, more) = rest.split_at(rest.floor_char_boundary(PIECE));
            self.append(ix, meta, |writer| {
                writer.feed(piece);
                writer.show();
            });
            rest = more;
        }
        self.append(ix, meta, |writer| {
            writer.feed(rest);
            if !text.ends_with('\n') {
                writer.end_output();
            }
        });
    }

    /// Appends bytes of text that goes on: split anywhere, even inside of an escape or a character.
    pub fn write_bytes(&mut self, ix: LogIx, bytes: &[u8], meta: Meta<'_>) {
        for piece in bytes.chunks(PIECE) {
            let Some(mut tail) = self.get(ix).map(|log| log.tail) else { return };
            self.append(ix, meta, |writer| {
                tail.feed(piece, |text| writer.feed(text));
                writer.show();
            });
            if let Some(log) = self.logs.get_mut(ix.0 as usize) {
                log.tail = tail;
            }
        }
    }

    /// Says that no more bytes come of a character that is not whole.
    fn end_character(&mut self, ix: LogIx, meta: Meta<'_>) {
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        let mut tail = std::mem::take(&mut log.tail);
        tail.end(|text| self.append(ix, meta, |writer| writer.feed(text)));
    }

    /// Appends a row that is not plain text. An open line stays what it was. Line breaks become spaces, other controls go.
    pub fn event(&mut self, ix: LogIx, kind: RowKind, text: &str, meta: Meta<'_>) {
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        if log.open {
            log.pen.reset();
            log.open = false;
            log.last.end_row();
        }
        let clean = clean(text);
        self.append(ix, meta, |writer| {
            let row = writer.event(clean.as_deref().unwrap_or(text));
            writer.set_kind(row, kind);
        });
    }

    /// Writes, and settles what comes of it: entries, bytes, and what has to go.
    fn append(&mut self, ix: LogIx, meta: Meta<'_>, write: impl FnOnce(&mut Writer<'_>)) {
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        let (bytes, end) = (log.bytes(), log.end());
        write(&mut Writer::new(log, meta, &mut self.spare));
        let mut place = log.place;
        self.order.push(ix, end, log.end() - end, &mut place);
        log.place = place;
        while log.bytes() > self.limits.log && !log.sealed.is_empty() {
            log.evict(&mut self.spare);
            self.stale = true;
        }
        self.held = self.held + log.bytes() - bytes;
        if self.bytes() > self.limits.page {
            self.evict(self.bytes() - self.limits.page);
        }
        self.settle();
    }

    /// Drops the oldest chunks until so many bytes are free, or nothing is left but the chunk of the newest row.
    pub fn evict(&mut self, bytes: usize) {
        let target = self.bytes().saturating_sub(bytes);
        self.settle();
        let newest = self.end().checked_sub(1).and_then(|last| self.order.get(last)).map(|(log, _)| log);
        while self.bytes() > target {
            let Some((oldest, _)) = self.order.get(self.start()) else { break };
            let Some(log) = self.logs.get_mut(oldest.0 as usize) else { break };
            if Some(oldest) == newest && log.sealed.is_empty() {
                break;
            }
            let held = log.bytes();
            log.evict(&mut self.spare);
            self.held = self.held + log.bytes() - held;
            self.stale = true;
            // An empty log still says what it lost, until there are too many of them.
            if log.last.rows() == 0 && log.sealed.is_empty() && self.by_unit.len() > EMPTY_LOGS {
                let unit_id = log.unit_id.clone();
                self.clear(&unit_id);
            }
            self.settle();
        }
    }

    /// Drops the entries of rows that are gone from the front of the order; others stay until they reach it.
    fn settle(&mut self) {
        if std::mem::take(&mut self.stale) {
            let logs = &self.logs;
            self.order.forget(|log, row| logs.get(log.0 as usize).is_some_and(|log| log.dropped() <= row));
        }
    }
}

/// Returns the text of an event as a row may hold it; `None` where it is so already.
fn clean(text: &str) -> Option<String> {
    if text.len() <= LINE_BYTES && next_control(text.as_bytes(), 0) == text.len() {
        return None;
    }
    let mut spare = None;
    let mut log = Log::new("", 0);
    let mut writer = Writer::new(&mut log, Meta::default(), &mut spare);
    let whole = text.trim_end().lines().collect::<Vec<_>>().join(" ");
    writer.feed(&whole.replace('\r', " "));
    writer.show();
    Some(match log.row(0) {
        Some(Row { kind: RowKind::Line { cut: true }, text, .. }) => format!("{text}…"),
        row => row.map(|row| row.text.to_owned()).unwrap_or_default(),
    })
}

/// The entries of the merged order: number, log, the number of the row there, and the row unless it was dropped.
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    logs: &'a Logs,
    order: order::Iter<'a>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (u64, LogIx, u64, Option<Row<'a>>);

    fn next(&mut self) -> Option<Self::Item> {
        let (number, log, row) = self.order.next()?;
        Some((number, log, row, self.logs.get(log).and_then(|log| log.row(row))))
    }
}
