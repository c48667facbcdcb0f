//! Server-Sent Events: bytes to [`Frame`]s and back, and the life of a connection.
//!
//! This is the ground floor of the crate. It follows the WHATWG HTML standard, section 9.2,
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html>, and must know neither an API's payloads nor a browser
//! nor a clock: it takes bytes, inputs and `now`, and returns values.
//!
//! - [`Parser`] turns the bytes of a stream into events, comments and reconnection times, at any chunking.
//! - [`Encoder`] writes them.
//! - [`Connection`] decides when to connect, to wait and to stop, and what may be claimed on screen meanwhile.

mod connection;
mod encoder;
mod kept;
mod parser;

pub use connection::{Actions, Answer, Connection, Failure, Input, Link, Open, Policy, Reason, Refusal, Why};
pub use encoder::{EncodeError, Encoder};
pub use kept::{KEPT_BYTES, KEPT_FRAMES, KeptFrame, KeptFrames};
pub use parser::{Cut, CutPart, Item, Limits, Parser};

/// One event of a stream, borrowed from the [`Parser`] that read it.
///
/// The fields are those of the `MessageEvent` that a browser's `EventSource` would dispatch: `type`, `data` and `lastEventId`.
///
/// # Examples
///
/// ```
/// use fleetglass_core::sse::Frame;
///
/// let frame = Frame { data: "{}", ..Frame::default() };
/// assert_eq!((frame.event, frame.last_event_id), ("message", ""));
/// ```
///
/// Source: WHATWG HTML, 9.2.6 "Interpreting an event stream", "dispatch the event".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Frame<'a> {
    /// The event type: `message` where the stream names none.
    pub event: &'a str,
    /// The data lines, joined by U+000A, without the last one's line end.
    pub data: &'a str,
    /// The last event ID in force at this event; it stays from one event to the next until an `id` field changes it.
    pub last_event_id: &'a str,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        Self { event: "message", data: "", last_event_id: "" }
    }
}
