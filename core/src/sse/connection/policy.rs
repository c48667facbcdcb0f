//! What a source's API and transport let a connection expect: the settings of a [`Connection`](super::Connection), and the
//! times that are the same for every source.

/// The shortest wait before a connection is tried again, ms.
pub(super) const SHORTEST_WAIT_MS: u64 = 500;
/// The longest wait, except where a server's `Retry-After` says longer, ms.
pub(super) const LONGEST_WAIT_MS: u64 = 30_000;
/// Connecting longer than this is worth a word, ms.
pub(super) const SLOW_CONNECT_MS: u64 = 10_000;
/// Connecting longer than this has failed, ms.
pub(super) const CONNECT_TIMEOUT_MS: u64 = 20_000;
/// A connection that lived shorter than this never reconnects at once, ms.
pub(super) const SHORT_LIFE_MS: u64 = 30_000;
/// A connection that lived this long was a good one: the next loss begins with the shortest wait, ms.
pub(super) const GOOD_LIFE_MS: u64 = 60_000;
/// Losses shorter than this change nothing on screen, ms.
pub(super) const UNNOTICED_LOSS_MS: u64 = 3_000;
/// After the page was hidden longer than this, a stream whose heartbeats are unseen is not trusted, ms.
pub(super) const LONG_HIDDEN_MS: u64 = 300_000;

/// What a [`Connection`](super::Connection) may expect of its API, its server and its transport.
///
/// # Examples
///
/// ```
/// use fleetglass_core::sse::Policy;
///
/// // API 1: a heartbeat event every 15 s, seen by any transport; the server ends every connection after 300 s.
/// let policy = Policy { heartbeat_ms: Some(15_000), routine_cut_ms: Some(300_000), ..Policy::default() };
/// assert!(policy.heartbeats_visible && !policy.resumes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The interval of the signs of life that the API promises: quiet after 1.5 of it, reconnected after 3. `None` promises
    /// nothing, so silence means nothing. Intervals under a second count as a second.
    pub heartbeat_ms: Option<u64>,
    /// Whether the transport shows the heartbeats: `false` over `EventSource` where they are comments.
    pub heartbeats_visible: bool,
    /// Whether the API repeats from `Last-Event-ID` and the transport can send it.
    pub resumes: bool,
    /// Whether the server is on another origin, where sending `Last-Event-ID` needs a preflight that the server may refuse.
    pub cross_origin: bool,
    /// Whether a failure without a status can be looked into with one fetch: `true` over `EventSource`.
    pub can_probe: bool,
    /// The life after which the server ends every connection as a routine.
    pub routine_cut_ms: Option<u64>,
}

impl Default for Policy {
    fn default() -> Self {
        Self { heartbeat_ms: None, heartbeats_visible: true, resumes: false, cross_origin: false, can_probe: false, routine_cut_ms: None }
    }
}

impl Policy {
    /// The interval at which signs of life can be seen, `None` where silence proves nothing.
    pub(super) fn seen_heartbeat_ms(&self) -> Option<u64> {
        self.heartbeat_ms.filter(|_| self.heartbeats_visible).map(|ms| ms.max(1_000))
    }

    /// Whether an end after `life_ms` is the server's routine: within a tenth of the promised time.
    pub(super) fn is_routine_cut(&self, life_ms: u64) -> bool {
        self.routine_cut_ms.is_some_and(|cut_ms| life_ms.abs_diff(cut_ms) <= cut_ms / 10)
    }
}

/// Silence after which a stream is quiet.
pub(super) fn quiet_after_ms(heartbeat_ms: u64) -> u64 {
    heartbeat_ms.saturating_add(heartbeat_ms / 2)
}

/// Silence after which a stream is given up.
pub(super) fn dead_after_ms(heartbeat_ms: u64) -> u64 {
    heartbeat_ms.saturating_mul(3)
}
