//! The parser: bytes of an event stream in, [`Item`]s out, pulled one at a time.
//!
//! Follows WHATWG HTML 9.2.5 "Parsing an event stream" and 9.2.6 "Interpreting an event stream",
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.
//! `lines` finds the lines and holds the bytes, `block` gives the lines their meaning. Neither knows where bytes come from.
//!
//! Cost: every byte is searched once for a line end and copied twice (into the buffer, and into the event it belongs to), at
//! any chunking. Nothing is allocated for an event once the buffers have grown to its size.

mod block;
mod lines;

use super::Frame;
use block::{Block, Outcome};
use lines::{Line, Lines};

/// A push-and-pull parser for event streams: exact, bounded, linear in its input.
///
/// [`feed`](Self::feed) takes bytes as they arrive, [`next`](Self::next) gives what they hold, one item a call, so a caller with
/// a time budget can stop inside a chunk and go on later. Parsing never fails: what the standard ignores is ignored, what is
/// larger than [`Limits`] is reported as [`Item::Cut`], and the stream goes on.
///
/// Bytes that were fed and not yet pulled are held without a bound, because only the caller can slow the source down: pull
/// until `None` after each chunk, or stop reading while [`buffered`](Self::buffered) is high.
///
/// # Examples
///
/// ```
/// use fleetglass_core::sse::{Item, Parser};
///
/// let mut parser = Parser::new();
/// parser.feed(b": hello\nretry: 2000\nid: 7\nevent: status\ndata: {}\n");
/// assert_eq!(parser.next(), Some(Item::Comment("hello")));
/// assert_eq!(parser.next(), Some(Item::Retry(2000)));
/// assert_eq!(parser.next(), None);
///
/// parser.feed(b"\n");
/// let Some(Item::Event(frame)) = parser.next() else { panic!("the blank line ends the event") };
/// assert_eq!((frame.event, frame.data, frame.last_event_id), ("status", "{}", "7"));
/// ```
#[derive(Debug)]
pub struct Parser {
    lines: Lines,
    block: Block,
}

/// How much of a stream a [`Parser`] is willing to hold: 16 MiB a line and 16 MiB an event by default.
///
/// # Examples
///
/// ```
/// use fleetglass_core::sse::{Cut, CutPart, Item, Limits, Parser};
///
/// let mut parser = Parser::with_limits(Limits { line_bytes: 16, ..Limits::default() });
/// parser.feed(b"data: 0123456789abcdef\n\ndata: ok\n\n");
/// assert_eq!(parser.next(), Some(Item::Cut(Cut { part: CutPart::Line, bytes: 22 })));
/// assert!(matches!(parser.next(), Some(Item::Event(frame)) if frame.data == "ok"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest line that is read, in bytes, without its line end.
    pub line_bytes: usize,
    /// The most data an event may have, in bytes of UTF-8, as it would be dispatched.
    pub event_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { line_bytes: 16 << 20, event_bytes: 16 << 20 }
    }
}

/// What a stream holds, in the order of the stream; [`Parser::next`] gives one a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// A blank line dispatched an event.
    Event(Frame<'a>),
    /// A comment line: its text after the colon, without one leading space. The standard ignores comments; servers send them
    /// as heartbeats, and journals keep arrival times in them.
    Comment(&'a str),
    /// A `retry` field: the reconnection time in milliseconds as received, in force from this line on.
    Retry(u64),
    /// Something larger than the [`Limits`] was dropped.
    Cut(Cut),
}

/// What was dropped, because it was larger than the [`Limits`].
///
/// An event is dispatched whole or not at all: a payload without its middle would be a false report. So a line too long loses
/// its event, and one `Cut` at the blank line stands for all of it; the event's `id` still counts, so that a resume does not
/// ask for the same event for ever. A comment too long is reported at its own line end and harms no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Which limit was passed.
    pub part: CutPart,
    /// How many bytes were dropped: whole lines that were too long, and the data of an event that was lost.
    pub bytes: u64,
}

/// Which of the [`Limits`] was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutPart {
    /// A line was longer than [`Limits::line_bytes`].
    Line,
    /// An event's data was larger than [`Limits::event_bytes`].
    Event,
}

impl Default for Parser {
    fn default() -> Self {
        Self::with_limits(Limits::default())
    }
}

impl Parser {
    /// Makes a parser with the default [`Limits`], at the beginning of a stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a parser that holds no more than `limits` of a line and of an event.
    pub fn with_limits(limits: Limits) -> Self {
        Self { lines: Lines::new(limits.line_bytes), block: Block::new(limits.event_bytes) }
    }

    /// Appends bytes of the stream. Chunks may end anywhere: inside a line, a CRLF pair, a byte-order mark or a character.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.lines.feed(bytes);
    }

    /// Gives the next item that the bytes fed so far complete, or `None` until more are fed.
    ///
    /// The item borrows from the parser, so this is not an [`Iterator`]; `while let Some(item) = parser.next()` reads the same.
    #[expect(clippy::should_implement_trait, reason = "a lending next: Iterator cannot express it")]
    #[inline]
    pub fn next(&mut self) -> Option<Item<'_>> {
        // The loop ends in values without a borrow: returning a borrow from inside it is refused by today's borrow checker.
        let outcome = loop {
            let outcome = match self.lines.next()? {
                Line::Whole(range) => self.block.line(self.lines.bytes(&range), &range),
                Line::Cut { bytes, comment } => self.block.cut(bytes, comment),
            };
            if !matches!(outcome, Outcome::Nothing) {
                break outcome;
            }
        };
        Some(match outcome {
            Outcome::Nothing => return None,
            Outcome::Event => Item::Event(self.block.frame()),
            Outcome::Comment(range) => Item::Comment(self.block.comment(self.lines.bytes(&range))),
            Outcome::Retry(ms) => Item::Retry(ms),
            Outcome::Cut(cut) => Item::Cut(cut),
        })
    }

    /// The last event ID string: what a reconnect would send as `Last-Event-ID`, empty for none.
    ///
    /// It changes at the blank line that ends a block with an `id`, also where the block had no data and dispatched nothing. The
    /// `id` of an unfinished block does not count: its event has not been received.
    pub fn last_event_id(&self) -> &str {
        self.block.last_event_id()
    }

    /// Sets the last event ID string, as when a stream is resumed from an ID that was kept elsewhere.
    pub fn set_last_event_id(&mut self, id: &str) {
        self.block.set_last_event_id(id);
    }

    /// The reconnection time in milliseconds that the stream last asked for: as received, not clamped; `None` if it never did.
    pub fn reconnection_time_ms(&self) -> Option<u64> {
        self.block.reconnection_time_ms()
    }

    /// Begins a new connection: the unfinished line and block are dropped and a byte-order mark may come again, while the last
    /// event ID and the reconnection time survive.
    ///
    /// Pull until `None` first: whatever was fed and not pulled belongs to the old connection and is dropped too.
    ///
    /// The standard's text gives each connection an empty last event ID *buffer*, so that its first event without an `id` would
    /// forget the ID. No browser does that, and neither does this: the buffer begins with the ID that the connection resumed.
    pub fn restart(&mut self) {
        self.lines.restart();
        self.block.restart();
    }

    /// How many bytes were fed and not yet consumed: those not pulled, and an unfinished line.
    pub fn buffered(&self) -> usize {
        self.lines.buffered()
    }
}
