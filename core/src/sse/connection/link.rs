//! What may be claimed of a connection: the states that a person can tell apart, with the facts that their words need.
//!
//! The words themselves belong to the page. A time here is in milliseconds of the caller's clock.

use super::input::Failure;
use super::policy::{SLOW_CONNECT_MS, UNNOTICED_LOSS_MS};

/// The state of a connection as [`Connection::link`](super::Connection::link) tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The first attempt since somebody asked for a connection.
    Connecting {
        /// When the attempt began. After 10 s it is worth a word, after 20 s it has failed.
        since_ms: u64,
        /// Which try this is, from 1.
        attempt: u32,
    },
    /// Open, and heartbeats would show if it were not.
    Live {
        /// When the stream opened.
        since_ms: u64,
        /// The last sign of life.
        last_ms: u64,
    },
    /// Open as far as can be known: heartbeats are not seen, so silence means nothing.
    Open {
        /// When the stream opened.
        since_ms: u64,
        /// The last sign of life.
        last_ms: u64,
    },
    /// Open, but no sign of life for longer than 1.5 heartbeats.
    Quiet {
        /// The last sign of life.
        last_ms: u64,
        /// The interval at which a sign of life was due.
        due_every_ms: u64,
        /// When the stream will be given up.
        reconnect_at_ms: u64,
    },
    /// Lost or never reached, and tried again.
    Reconnecting {
        /// When the stream was lost, or first failed.
        lost_ms: u64,
        /// The last sign of life before that; `None` where the stream was not open before.
        last_ms: Option<u64>,
        /// When the next try begins; not in the future while a try is under way.
        next_ms: u64,
        /// Which try that is: counted from 1 since the last connection that lived for a minute.
        attempt: u32,
        /// What happened last.
        why: Why,
    },
    /// The browser says that it is offline; no attempt is made.
    Offline {
        /// Since when.
        since_ms: u64,
    },
    /// The server does not know this page, or no longer: 401 or 403. Only a secret or a person's wish connects again.
    SignedOut {
        /// 401 or 403.
        status: u16,
        /// The server's own words.
        words: Option<String>,
    },
    /// Something answered, and it was not a stream.
    Refused(Refusal),
    /// The stream is over, and nothing connects to it again by itself.
    Complete {
        /// Whether the server said so with status 204, instead of the stream with its last event.
        no_content: bool,
    },
    /// Not connected, because nobody asked, or somebody asked not to be.
    Disconnected {
        /// When somebody disconnected; `None` where nobody has connected yet.
        since_ms: Option<u64>,
    },
}

/// An answer that was not a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the answer was.
    pub reason: Reason,
    /// The server's own words.
    pub words: Option<String>,
    /// When the stream was lost, or first failed.
    pub lost_ms: u64,
    /// The last sign of life before that; `None` where the stream was not open before.
    pub last_ms: Option<u64>,
    /// When the next try begins; not in the future while a try is under way; `None` where nothing tries again by itself.
    pub next_ms: Option<u64>,
    /// Which try that is or, without one, was the last.
    pub attempt: u32,
}

/// Why an answer was not a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The status was not 200.
    Status(u16),
    /// The status was 200 and the content type not `text/event-stream`; empty where there was none.
    ContentType(String),
    /// The server does not let this origin read it.
    Cors,
    /// The page is https and the server http.
    MixedContent,
    /// The page's own policy does not allow the address.
    Policy,
}

/// Why a stream is being opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The server ended the body.
    Ended,
    /// The server ended the body as it does with every connection, after the promised time.
    RoutineCut,
    /// It failed or broke.
    Failed(Failure),
    /// It failed, the browser does not say why, and the server is being asked once.
    Asking,
    /// No sign of life for 3 heartbeats.
    Silent,
    /// The page was hidden for long, and whether the stream survived cannot be seen.
    Hidden,
    /// The browser was offline meanwhile.
    WentOffline,
    /// A person did not want to wait.
    Asked,
}

impl Link {
    /// The word for the state in the DOM (`data-link`) and in styles.
    ///
    /// # Examples
    ///
    /// ```
    /// use fleetglass_core::sse::Link;
    ///
    /// assert_eq!(Link::SignedOut { status: 401, words: None }.slug(), "signed-out");
    /// ```
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Connecting { .. } => "connecting",
            Self::Live { .. } => "live",
            Self::Open { .. } => "open",
            Self::Quiet { .. } => "quiet",
            Self::Reconnecting { .. } => "reconnecting",
            Self::Offline { .. } => "offline",
            Self::SignedOut { .. } => "signed-out",
            Self::Refused(_) => "refused",
            Self::Complete { .. } => "complete",
            Self::Disconnected { .. } => "disconnected",
        }
    }

    /// Whether a stream is open, as far as can be known.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Live { .. } | Self::Open { .. } | Self::Quiet { .. })
    }

    /// Whether the state is worth a person's look at `now_ms`.
    ///
    /// Losses under 3 s change nothing on screen: while a link that was open before is lost and this is `false`, show the state
    /// before it. Connecting becomes worth a word after 10 s.
    pub fn alarm(&self, now_ms: u64) -> bool {
        match self {
            Self::Live { .. } | Self::Open { .. } | Self::Complete { .. } | Self::Disconnected { .. } => false,
            Self::Quiet { .. } | Self::Offline { .. } | Self::SignedOut { .. } => true,
            Self::Connecting { since_ms, .. } => now_ms.saturating_sub(*since_ms) >= SLOW_CONNECT_MS,
            Self::Reconnecting { lost_ms, last_ms, .. } => last_ms.is_none() || now_ms.saturating_sub(*lost_ms) >= UNNOTICED_LOSS_MS,
            Self::Refused(refusal) => {
                refusal.next_ms.is_none() || refusal.last_ms.is_none() || now_ms.saturating_sub(refusal.lost_ms) >= UNNOTICED_LOSS_MS
            }
        }
    }
}
