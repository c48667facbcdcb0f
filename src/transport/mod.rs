//! Two ways to open a stream, one shape: bytes or frames and what happened, told to a [`Sink`].
//!
//! A transport decides nothing: [`fleetglass_core::sse::Connection`] does. Dropping one closes its request.

pub mod event_source;
pub mod fetch;
mod gate;
mod words;

pub use gate::Gate;

use fleetglass_core::config::Credentials;
use fleetglass_core::sse::{Answer, Failure};
use std::rc::Rc;

/// What a stream is asked for with.
#[derive(Debug, Clone)]
pub struct Request {
    /// The absolute address, with a secret in its query where the source wants it there.
    pub address: String,
    /// Headers, a secret among them where the source wants it there. `EventSource` cannot send any.
    pub headers: Vec<(String, String)>,
    /// Whether the browser sends its cookies.
    pub credentials: Credentials,
    /// Sent as `Last-Event-ID` by fetch, where it is not empty.
    pub last_event_id: String,
    /// A secret is in the request, so it must not follow a redirect elsewhere.
    pub secret: bool,
}

/// What a server said instead of sending a stream, owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The content type.
    pub content_type: Option<String>,
    /// The server's own words.
    pub words: Option<String>,
    /// `Retry-After`, in milliseconds from now.
    pub retry_after_ms: Option<u64>,
}

impl Reply {
    /// Borrows it for the connection.
    #[must_use]
    pub fn as_answer(&self) -> Answer<'_> {
        Answer {
            status: self.status,
            content_type: self.content_type.as_deref(),
            words: self.words.as_deref(),
            retry_after_ms: self.retry_after_ms,
        }
    }
}

/// What a transport tells.
#[derive(Debug)]
pub enum Told {
    /// The stream is open.
    Opened,
    /// Bytes of the stream, from fetch.
    Chunk(Vec<u8>),
    /// An event, from `EventSource`.
    Frame {
        /// Its name.
        event: String,
        /// Its data.
        data: String,
        /// The last event ID in force.
        last_event_id: String,
    },
    /// The stream ended. `EventSource` cannot tell a clean end from a broken one.
    Ended,
    /// It failed without an answer.
    Failed(Failure),
    /// Something else than a stream was answered.
    Answered(Reply),
}

/// Whoever a transport tells.
pub type Sink = Rc<dyn Fn(Told)>;

/// A transport under way; dropping it closes the request.
#[must_use = "dropping it closes the request"]
pub enum Transport {
    /// The browser's own.
    EventSource(event_source::Source),
    /// fetch with a streamed body.
    Fetch(fetch::Task),
}
