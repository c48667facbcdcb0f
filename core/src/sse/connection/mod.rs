//! The life of a connection: a state machine from (state, input, now) to actions, the same for every transport.
//!
//! Follows WHATWG HTML 9.2.2 to 9.2.4 for what a stream is, and leaves them where a page for people needs more: backoff with
//! jitter, a watchdog over heartbeats, `Retry-After`, and states that never claim more than is known. It must not know a browser,
//! a clock or an API: the caller performs the [`Actions`] and hands in `now`.
//!
//! - `input`: what goes in, and the actions that come out. `link`: what may be claimed. `policy`: settings, and all times.
//! - `life`: the transitions. `pace`: the steps they share. `view`: the state in the caller's words. `verdict`: what a status means. `backoff`, `clock`.

mod backoff;
mod clock;
mod input;
mod life;
mod link;
mod pace;
mod policy;
mod verdict;
mod view;

pub use input::{Actions, Answer, Failure, Input, Open};
pub use link::{Link, Reason, Refusal, Why};
pub use policy::Policy;

use backoff::Backoff;
use clock::Clock;

/// One stream's connection: decides when to connect, to wait and to stop.
///
/// Times are milliseconds of one clock of the caller's. Should it step back, no time has passed.
///
/// # Examples
///
/// ```
/// use fleetglass_core::sse::{Actions, Connection, Input, Open, Policy};
///
/// let mut connection = Connection::new(Policy::default(), 42);
/// let actions = connection.handle(None, Input::Connect, 0);
/// assert_eq!(actions.open, Some(Open { attempt: 1, resume: false }));
///
/// // The transport tells what happens, under the attempt it was opened for.
/// let _ = connection.handle(Some(1), Input::Opened, 120);
/// let _ = connection.handle(Some(1), Input::Activity, 2_000);
/// let actions = connection.handle(Some(1), Input::Ended, 9_000);
/// assert_eq!(actions, Actions { close: true, ..Actions::default() });
/// assert_eq!(connection.link(9_000).slug(), "reconnecting");
///
/// // It lived for less than 30 s, so it is not opened again at once.
/// let wake_at = connection.wake_at().expect("a next try is due");
/// assert!((9_500..=10_000).contains(&wake_at));
/// let actions = connection.handle(None, Input::Tick, wake_at);
/// assert_eq!(actions.open, Some(Open { attempt: 2, resume: false }));
/// ```
#[derive(Debug)]
pub struct Connection {
    policy: Policy,
    backoff: Backoff,
    clock: Clock,
    state: State,
    /// What went wrong since a stream was last open, or since somebody asked for one.
    trouble: Option<Trouble>,
    offline_since: Option<u64>,
    heartbeats_due: bool,
    /// A secret came while an attempt without it was under way.
    secret_given: bool,
    /// The serial number of the latest attempt.
    attempt: u32,
    /// When it began.
    begun: Option<u64>,
    /// It opened and lived for less than 30 s.
    short_lived: bool,
    /// Tries since the last connection that lived for a minute.
    tries: u32,
    established: u32,
    resume: Resume,
}

/// Our times, not the caller's: see [`Clock`].
#[derive(Debug)]
enum State {
    Disconnected {
        since: Option<u64>,
    },
    Connecting {
        since: u64,
    },
    Up {
        since: u64,
        last: u64,
        /// The browser went offline, and nothing has arrived since.
        doubted: bool,
    },
    Probing {
        since: u64,
    },
    Waiting {
        next: u64,
        /// The server named the time: only a person goes before it.
        told: bool,
    },
    SignedOut {
        status: u16,
        words: Option<String>,
    },
    /// `trouble` says why.
    Refused,
    Complete {
        no_content: bool,
    },
}

#[derive(Debug)]
struct Trouble {
    lost: u64,
    last: Option<u64>,
    cause: Cause,
}

#[derive(Clone, Debug)]
enum Cause {
    Why(Why),
    Refusal { reason: Reason, words: Option<String> },
}

/// What is known about resuming with `Last-Event-ID`.
#[derive(Debug, Default)]
struct Resume {
    /// There was a stream that a new one could go on from.
    had_stream: bool,
    /// An attempt with the ID has opened, so the server allows it.
    proven: bool,
    /// The latest attempt with the ID failed without a status: the next one goes without.
    skip: bool,
    /// The latest attempt sends the ID.
    sent: bool,
    /// The stream that is open, or was last, began without what came before it.
    gap: bool,
}

impl Connection {
    /// Makes a connection that is not connected; `seed` makes its jitter, so give each connection another.
    pub fn new(policy: Policy, seed: u64) -> Self {
        Self {
            policy,
            backoff: Backoff::new(seed),
            clock: Clock::default(),
            state: State::Disconnected { since: None },
            trouble: None,
            offline_since: None,
            heartbeats_due: true,
            secret_given: false,
            attempt: 0,
            begun: None,
            short_lived: false,
            tries: 0,
            established: 0,
            resume: Resume::default(),
        }
    }

    /// Takes one input and says what to do. Every input may come in every state; one that makes no sense there changes nothing.
    ///
    /// `from` is the attempt whose transport speaks ([`Open::attempt`]), and `None` for a person, the browser and the timer.
    /// What an older attempt's transport still says is ignored.
    #[must_use = "the transport acts on what it returns"]
    pub fn handle(&mut self, from: Option<u32>, input: Input<'_>, now_ms: u64) -> Actions {
        let now = self.clock.read(now_ms);
        if from.is_some_and(|from| from != self.attempt) {
            return Actions::default();
        }
        match input {
            Input::Connect => self.connect(now),
            Input::TryNow => self.try_now(now),
            Input::Disconnect => self.disconnect(now),
            Input::Opened => self.opened(now),
            Input::Activity => self.activity(now),
            Input::HeartbeatsDue(due) => {
                self.heartbeats_due = due;
                Actions::default()
            }
            Input::Retry(ms) => {
                self.backoff.set_retry_ms(ms);
                Actions::default()
            }
            Input::Ended => self.ended(now),
            Input::Failed(failure) => self.failed(failure, now),
            Input::Answered(answer) => self.answered(&answer, now),
            Input::Complete => self.complete(),
            Input::Offline => self.offline(now),
            Input::Online => self.online(now),
            Input::Visible { hidden_ms } => self.visible(hidden_ms, now),
            Input::SecretGiven => self.secret_given(now),
            Input::Tick => self.tick(now),
        }
    }

    /// How often a stream has opened.
    pub fn established(&self) -> u32 {
        self.established
    }

    /// Whether the stream that is open, or was last, began without what came before it: it follows another one, and
    /// `Last-Event-ID` was not sent, because the API does not resume or because the server refused it across origins.
    ///
    /// Where the API sends its whole state on connect this means nothing; elsewhere events may be missing.
    pub fn gap(&self) -> bool {
        self.resume.gap
    }
}
