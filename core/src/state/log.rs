//! Bounded logs: what units wrote, and what happened to them, as rows.
//!
//! One [`Log`] a unit that writes. [`Logs`] keeps the order in which rows of all logs came, for the merged view.

use super::ansi::{Line, Painter, Span};
use super::unit::LogIx;
use std::collections::{HashMap, VecDeque};

/// What a row is. What is ours to say is said by the page from these; `text` of a row is always theirs.
#[derive(Debug, Clone, PartialEq)]
pub enum RowKind {
    /// Text that was written.
    Line {
        /// Whether it was longer than a line may be and the rest is gone.
        cut: bool,
    },
    /// A tool is used; the text describes it.
    Tool {
        /// Its name.
        tool: String,
    },
    /// A prompt; the text is what it asks.
    Blocked {
        /// The answers it offers.
        options: Vec<String>,
        /// The server answered by itself.
        answered_by_itself: bool,
        /// It is a sign-in that is asked for.
        sign_in: bool,
    },
    /// The prompt before was answered.
    Answered {
        /// How long it waited, in milliseconds.
        after_ms: u64,
    },
    /// A turn is complete; the text is its output.
    Turn {
        /// 0 to 1.
        confidence: Option<f64>,
    },
    /// A status or summary; the text says it.
    Status,
    /// No output for this many milliseconds, says the server.
    Stall(Option<f64>),
    /// It failed; the text says why.
    Failure,
    /// Events between these two sequence numbers were not received, both included.
    Gap {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// The connection was lost for this many milliseconds, and the stream repeats nothing.
    Reconnect {
        /// For how long.
        lost_ms: u64,
    },
    /// As many lines came at once as may come at once.
    Burst,
}

impl RowKind {
    /// Returns the word for `data-row`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Line { .. } => "line",
            Self::Tool { .. } => "tool",
            Self::Blocked { .. } => "blocked",
            Self::Turn { .. } => "turn",
            Self::Status | Self::Answered { .. } | Self::Stall(_) => "status",
            Self::Failure => "failure",
            Self::Gap { .. } => "gap",
            Self::Reconnect { .. } => "reconnect",
            Self::Burst => "burst",
        }
    }
}

/// What comes with a row besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Meta<'a> {
    /// When it was written, milliseconds since the epoch.
    pub at_ms: Option<i64>,
    /// The level, where the API has levels.
    pub level: Option<&'a str>,
    /// The event's sequence number.
    pub sequence: Option<i64>,
}

/// One row of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Their words.
    pub text: Box<str>,
    /// How the text looks.
    pub spans: Box<[Span]>,
    /// When it was written, milliseconds since the epoch.
    pub at_ms: Option<i64>,
    /// The level, where the API has levels.
    pub level: Option<Box<str>>,
    /// The event's sequence number.
    pub sequence: Option<i64>,
}

impl Row {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.text.len() + self.spans.len() * size_of::<Span>()
    }
}

/// How many bytes the logs of one stream may hold, rows and text.
pub const STREAM_BYTES: usize = 128 << 20;
/// How many rows one log may hold.
pub const LOG_ROWS: usize = 200_000;

/// The rows of one unit.
#[derive(Debug)]
pub struct Log {
    /// The id of the unit that writes.
    pub unit_id: String,
    painter: Painter,
    rows: VecDeque<Row>,
    dropped: u64,
    open: bool,
}

impl Log {
    fn new(unit_id: &str) -> Self {
        Self { unit_id: unit_id.to_owned(), painter: Painter::default(), rows: VecDeque::new(), dropped: 0, open: false }
    }

    /// Returns how many rows there were, held or dropped: the number of the next row.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.dropped + self.rows.len() as u64
    }

    /// Returns how many of the oldest rows were dropped: the number of the first row held.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Returns a row by its number.
    #[must_use]
    pub fn row(&self, number: u64) -> Option<&Row> {
        self.rows.get(usize::try_from(number.checked_sub(self.dropped)?).ok()?)
    }

    /// Returns the rows held, oldest first.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> + ExactSizeIterator {
        self.rows.iter()
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
    pub fn entry(&self, number: u64) -> Option<(LogIx, u64, Option<&Row>)> {
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
        match self.logs.get_mut(ix.0 as usize) {
            // Numbers go on where the log before ended, so that entries of the merged order never name a wrong row.
            Some(log) => *log = Log { dropped: log.end(), ..Log::new(unit_id) },
            None => self.logs.push(Log::new(unit_id)),
        }
        self.by_unit.insert(unit_id.to_owned(), ix);
        ix
    }

    /// Empties the log of a unit that is gone.
    pub(super) fn clear(&mut self, unit_id: &str) {
        let Some(ix) = self.by_unit.remove(unit_id) else { return };
        if let Some(log) = self.logs.get_mut(ix.0 as usize) {
            log.dropped += log.rows.len() as u64;
            self.bytes -= std::mem::take(&mut log.rows).iter().map(Row::bytes).sum::<usize>();
            self.free.push(ix);
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
        let row = Row {
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
            self.append(ix, Row { kind, text: text.into(), spans: Box::default(), at_ms: meta.at_ms, level, sequence: meta.sequence });
        }
    }

    fn append(&mut self, ix: LogIx, row: Row) {
        let Some(log) = self.logs.get_mut(ix.0 as usize) else { return };
        self.bytes += row.bytes();
        self.order.push_back((ix, log.end()));
        log.rows.push_back(row);
        if log.rows.len() > LOG_ROWS {
            self.drop_oldest_of(ix);
        }
        while self.bytes > STREAM_BYTES && self.order.len() > 1 {
            if let Some((log, number)) = self.order.pop_front() {
                self.order_dropped += 1;
                if self.get(log).is_some_and(|log| log.dropped <= number) {
                    self.drop_oldest_of(log);
                }
            }
        }
        // Entries of rows that were dropped stay in the order until they reach its front.
        while let Some((log, number)) = self.order.front().copied() {
            if self.get(log).is_some_and(|log| log.dropped <= number) {
                break;
            }
            self.order.pop_front();
            self.order_dropped += 1;
        }
    }

    fn drop_oldest_of(&mut self, ix: LogIx) {
        if let Some(log) = self.logs.get_mut(ix.0 as usize)
            && let Some(row) = log.rows.pop_front()
        {
            log.dropped += 1;
            self.bytes -= row.bytes();
        }
    }
}
