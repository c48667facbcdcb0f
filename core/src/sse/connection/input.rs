//! What goes into a [`Connection`](super::Connection), and what it asks for: inputs and actions.
//!
//! A transport translates its browser's callbacks into these and back. Nothing is decided here.

/// Something that happened, told to [`Connection::handle`](super::Connection::handle).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// Connect, or connect again: on start, and by a person after a disconnect, a completion or a refusal.
    Connect,
    /// A person asks not to wait. Works while offline too, and on a stream that is quiet; ignored once complete or disconnected.
    TryNow,
    /// A person, or a page that goes away, wants no connection.
    Disconnect,
    /// The stream is open: status 200 and `text/event-stream`, or `EventSource`'s `open` event.
    Opened,
    /// Any byte, or over `EventSource` any event, arrived.
    Activity,
    /// Whether the API sends heartbeats in its present state. `false` (API 2 while a session is active and no keepalive has been
    /// seen in that state) means that silence proves nothing: not quiet, no watchdog. `true` at first.
    HeartbeatsDue(bool),
    /// The stream set its reconnection time, in milliseconds as received.
    Retry(u64),
    /// The body ended without an error.
    Ended,
    /// The connection failed without an answer, or broke.
    Failed(Failure),
    /// A status and perhaps a body came instead of a stream: from fetch, or from the probe.
    Answered(Answer<'a>),
    /// The protocol said that the stream is over.
    Complete,
    /// The browser says that it is offline.
    Offline,
    /// The browser says that it is online.
    Online,
    /// The page is shown again (`visibilitychange` or `pageshow`) after being hidden for so long.
    Visible {
        /// How long the page was hidden, in milliseconds.
        hidden_ms: u64,
    },
    /// A secret was typed in or came from the portal.
    SecretGiven,
    /// The time of [`Connection::wake_at`](super::Connection::wake_at) has come. An extra one does no harm.
    Tick,
}

/// What a server said instead of sending a stream.
///
/// # Examples
///
/// ```
/// use fleetglass_core::sse::Answer;
///
/// let answer = Answer { status: 503, retry_after_ms: Some(20_000), ..Answer::default() };
/// assert_eq!(answer.words, None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// The server's own words, found in the body (JSON `detail`, `message` or `error`).
    pub words: Option<&'a str>,
    /// The `Retry-After` header, in milliseconds from now.
    pub retry_after_ms: Option<u64>,
}

/// Why a connection failed without an answer, as far as the browser tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The server cannot be reached, or the connection broke.
    Network,
    /// The server answers, but does not let this origin read it.
    Cors,
    /// The page is https and the server is http.
    MixedContent,
    /// The page's own policy (`connect-src`) does not allow the address.
    Policy,
    /// No answer came in time.
    Timeout,
    /// The browser does not say why.
    Unknown,
}

/// What the transport must do now, in this order: close, open, probe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actions {
    /// Close what is under way, stream or probe; also where it ended by itself, because an `EventSource` would retry.
    pub close: bool,
    /// Open a new stream.
    pub open: Option<Open>,
    /// Ask the server once, with fetch, for status and body; abort at a good stream. Answer with [`Input::Answered`] or
    /// [`Input::Failed`], under the attempt that failed.
    pub probe: bool,
}

/// A stream to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// The serial number of this attempt, to hand back with every input of its transport.
    pub attempt: u32,
    /// Send the last event ID, if there is one, as `Last-Event-ID`.
    pub resume: bool,
}
