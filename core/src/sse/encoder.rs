//! The encoder: [`Frame`]s to the bytes of an event stream, the exact reverse of the parser.
//!
//! Follows the grammar of WHATWG HTML 9.2.5, <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.
//! The simulator and the journal write streams with it. It must not know what a payload means.

use super::Frame;
use std::fmt;

/// Writes the events, comments and reconnection times of one connection.
///
/// A frame's last event ID stays in force until it changes, in the encoder as in the parser that reads it: an `id` field is
/// written only where it changes. So frames that were parsed are written back as they were.
///
/// # Examples
///
/// ```
/// use fleetglass_core::sse::{Encoder, Frame};
///
/// let (mut encoder, mut out) = (Encoder::new(), Vec::new());
/// encoder.retry(&mut out, 2000);
/// encoder.comment(&mut out, "hello");
/// encoder.event(&mut out, Frame { event: "log", data: "two\nlines", last_event_id: "7" })?;
/// encoder.event(&mut out, Frame { event: "message", data: "", last_event_id: "7" })?;
/// assert_eq!(
///     String::from_utf8_lossy(&out),
///     "retry: 2000\n: hello\nevent: log\nid: 7\ndata: two\ndata: lines\n\ndata: \n\n",
/// );
/// # Ok::<(), fleetglass_core::sse::EncodeError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Encoder {
    last_event_id: String,
}

/// Why a [`Frame`] cannot be written: the format has no way to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// The event type holds CR or LF, which would end its line.
    LineBreakInEventType,
    /// The last event ID holds CR or LF, which would end its line.
    LineBreakInId,
    /// The last event ID holds NUL: every reader would ignore it.
    NulInId,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LineBreakInEventType => "an event type cannot hold a line break",
            Self::LineBreakInId => "a last event ID cannot hold a line break",
            Self::NulInId => "a last event ID cannot hold NUL",
        })
    }
}

impl std::error::Error for EncodeError {}

impl Encoder {
    /// Makes an encoder for a connection that begins without a last event ID.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an encoder for a connection whose client sent `Last-Event-ID`, and therefore begins with that ID in force.
    pub fn resuming(last_event_id: &str) -> Self {
        Self { last_event_id: last_event_id.to_owned() }
    }

    /// Appends one event.
    ///
    /// LF, CR and CRLF in the data all end a data line, and all arrive as LF. The event type `message`, and an empty one, are
    /// the default and not written. Empty data is written as one empty data line, so the event is dispatched.
    ///
    /// # Errors
    ///
    /// Refuses an event type with a line break, and a last event ID with a line break or NUL; `out` is then unchanged. Dropping
    /// the bad characters instead would send a different event without a word.
    pub fn event(&mut self, out: &mut Vec<u8>, frame: Frame<'_>) -> Result<(), EncodeError> {
        let is_break = |c: char| c == '\r' || c == '\n';
        if frame.event.contains(is_break) {
            return Err(EncodeError::LineBreakInEventType);
        }
        if frame.last_event_id.contains(is_break) {
            return Err(EncodeError::LineBreakInId);
        }
        if frame.last_event_id.contains('\0') {
            return Err(EncodeError::NulInId);
        }
        if !matches!(frame.event, "" | "message") {
            line(out, b"event: ", frame.event);
        }
        if frame.last_event_id != self.last_event_id {
            line(out, b"id: ", frame.last_event_id);
            self.last_event_id.clear();
            self.last_event_id.push_str(frame.last_event_id);
        }
        lines(out, b"data: ", frame.data);
        out.push(b'\n');
        Ok(())
    }

    /// Appends a comment; a text of several lines becomes as many comments.
    pub fn comment(&self, out: &mut Vec<u8>, text: &str) {
        lines(out, b": ", text);
    }

    /// Appends a reconnection time in milliseconds.
    pub fn retry(&self, out: &mut Vec<u8>, ms: u64) {
        line(out, b"retry: ", &ms.to_string());
    }
}

fn line(out: &mut Vec<u8>, start: &[u8], value: &str) {
    out.extend_from_slice(start);
    out.extend_from_slice(value.as_bytes());
    out.push(b'\n');
}

/// One line for each line of `text`, where LF, CR and CRLF end a line.
fn lines(out: &mut Vec<u8>, start: &[u8], text: &str) {
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
        line(out, start, &rest[..at]);
        let end = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[at + end..];
    }
    line(out, start, rest);
}
