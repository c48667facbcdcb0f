//! Trying an address: what one request for a stream tells of it, before a source is made of it.
//!
//! Pure: a transport says what happened, and [`Trial::stage`] what that means. Nothing is tried twice.

use crate::protocol::{self, Api};
use crate::sse::{Answer, Failure, Item, Parser};

/// A stream that says nothing is listened to for so long, in milliseconds.
pub const LISTEN_MS: u64 = 30_000;
/// After its first event a stream is listened to for so long, in milliseconds.
pub const HEAR_MS: u64 = 2_000;
/// An answer that does not come within this is none, in milliseconds.
pub const ANSWER_MS: u64 = 20_000;

/// What happened on the request.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// The stream is open.
    Opened,
    /// Bytes came.
    Bytes(&'a [u8]),
    /// The body ended.
    Ended,
    /// It failed without an answer, or broke.
    Failed(Failure),
    /// Something else than a stream was answered.
    Answered(Answer<'a>),
    /// Time passed.
    Tick,
}

/// Where the API of a stream is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// From the path, or somebody chose it.
    Before(Api),
    /// From an event.
    ByEvent(Api),
    /// The events are of another API than the chosen one.
    Another {
        /// The one that was chosen, or that the path shows.
        chosen: Api,
        /// The one the event is of.
        found: Api,
    },
    /// Nothing tells it.
    Nothing,
}

/// What the trial found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Events come.
    Works {
        /// Its API.
        api: Told,
        /// How long after the request the first event came, in milliseconds.
        first_ms: u64,
        /// How many events were seen.
        events: u64,
    },
    /// It is open, and no event came.
    NoEvent {
        /// Its API.
        api: Told,
        /// How long was listened, in milliseconds.
        waited_ms: u64,
        /// How many signs of life came: comments and heartbeats.
        signs: u64,
    },
    /// It opened, and ended without an event.
    Ended,
    /// 401 or 403: it wants to know who asks.
    SignedOut {
        /// 401 or 403.
        status: u16,
        /// The server's own words.
        words: Option<String>,
    },
    /// Another status that is no stream.
    Status {
        /// The status.
        status: u16,
        /// The server's own words.
        words: Option<String>,
        /// When it may be asked again, in milliseconds.
        retry_after_ms: Option<u64>,
    },
    /// 204: there is nothing to stream.
    NoContent,
    /// Not a stream of events; empty where no type was named.
    ContentType(String),
    /// It failed without an answer.
    Failed(Failure),
}

/// How far the trial is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// No answer yet.
    Asking {
        /// Since when.
        since_ms: u64,
    },
    /// Open, no event yet.
    Listening {
        /// Since when.
        since_ms: u64,
        /// How many signs of life came.
        signs: u64,
    },
    /// Events come.
    Hearing,
    /// It is over, and nothing more is asked of the transport.
    Done(Finding),
}

/// One try.
///
/// ```
/// use fleetglass_core::protocol::Api;
/// use fleetglass_core::trial::{Finding, Said, Stage, Told, Trial};
/// let mut trial = Trial::new(None, 0);
/// trial.hear(Said::Opened, 40);
/// trial.hear(Said::Bytes(b"event: run.started\ndata: {\"runId\":\"r1\"}\n\n"), 100);
/// trial.hear(Said::Tick, 2_100);
/// let works = Finding::Works { api: Told::ByEvent(Api::Runner), first_ms: 100, events: 1 };
/// assert_eq!(trial.stage(), Stage::Done(works));
/// ```
#[derive(Debug)]
pub struct Trial {
    known: Option<Api>,
    asked_ms: u64,
    opened_ms: Option<u64>,
    first_ms: Option<u64>,
    parser: Parser,
    events: u64,
    signs: u64,
    found: Option<Api>,
    finding: Option<Finding>,
}

impl Trial {
    /// Begins, with the API where it is known already.
    #[must_use]
    pub fn new(known: Option<Api>, now_ms: u64) -> Self {
        Self {
            known,
            asked_ms: now_ms,
            opened_ms: None,
            first_ms: None,
            parser: Parser::new(),
            events: 0,
            signs: 0,
            found: None,
            finding: None,
        }
    }

    /// Takes what happened.
    pub fn hear(&mut self, said: Said<'_>, now_ms: u64) {
        if self.finding.is_some() {
            return;
        }
        match said {
            Said::Opened => self.opened_ms = Some(now_ms),
            Said::Bytes(bytes) => self.read(bytes, now_ms),
            Said::Answered(answer) => self.finding = Some(judge(&answer)),
            // What was heard before the end counts.
            Said::Ended | Said::Failed(_) if self.first_ms.is_some() => self.finding = Some(self.works()),
            Said::Ended => self.finding = Some(Finding::Ended),
            Said::Failed(failure) => self.finding = Some(Finding::Failed(failure)),
            Said::Tick => {}
        }
        if self.finding.is_none() && self.wake_at().is_some_and(|at| at <= now_ms) {
            self.finding = Some(match (self.opened_ms, self.first_ms) {
                (None, _) => Finding::Failed(Failure::Timeout),
                (Some(opened), None) => Finding::NoEvent { api: self.api(), waited_ms: now_ms.saturating_sub(opened), signs: self.signs },
                (Some(_), Some(_)) => self.works(),
            });
        }
    }

    fn read(&mut self, bytes: &[u8], now_ms: u64) {
        self.parser.feed(bytes);
        while let Some(item) = self.parser.next() {
            match item {
                Item::Event(frame) if protocol::is_sign_of_life(frame.event) => self.signs += 1,
                Item::Event(frame) => {
                    self.events += 1;
                    self.first_ms.get_or_insert(now_ms);
                    self.found = self.found.or_else(|| Api::of_event(frame.event, frame.data));
                }
                Item::Comment(_) => self.signs += 1,
                Item::Retry(_) | Item::Cut(_) => {}
            }
        }
    }

    fn api(&self) -> Told {
        match (self.known, self.found) {
            (Some(chosen), Some(found)) if !is_like(chosen, found) => Told::Another { chosen, found },
            (Some(known), _) => Told::Before(known),
            (None, Some(found)) => Told::ByEvent(found),
            (None, None) => Told::Nothing,
        }
    }

    fn works(&self) -> Finding {
        let first_ms = self.first_ms.unwrap_or(self.asked_ms).saturating_sub(self.asked_ms);
        Finding::Works { api: self.api(), first_ms, events: self.events }
    }

    /// Returns when to say [`Said::Tick`]; `None` when it is over.
    #[must_use]
    pub fn wake_at(&self) -> Option<u64> {
        let at = match (self.opened_ms, self.first_ms) {
            (None, _) => self.asked_ms + ANSWER_MS,
            (Some(opened), None) => opened + LISTEN_MS,
            (Some(_), Some(first)) => first + HEAR_MS,
        };
        self.finding.is_none().then_some(at)
    }

    /// Returns how far it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match (&self.finding, self.opened_ms, self.first_ms) {
            (Some(finding), _, _) => Stage::Done(finding.clone()),
            (None, None, _) => Stage::Asking { since_ms: self.asked_ms },
            (None, Some(since_ms), None) => Stage::Listening { since_ms, signs: self.signs },
            (None, Some(_), Some(_)) => Stage::Hearing,
        }
    }
}

/// Events of the two streams of executions look alike in part, so neither disproves the other.
fn is_like(chosen: Api, found: Api) -> bool {
    let executions = [Api::AgentExecution, Api::WorkflowExecution];
    chosen == found || (executions.contains(&chosen) && executions.contains(&found))
}

fn judge(answer: &Answer<'_>) -> Finding {
    let words = answer.words.map(str::to_owned);
    match answer.status {
        200 => Finding::ContentType(answer.content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_owned()),
        204 => Finding::NoContent,
        status @ (401 | 403) => Finding::SignedOut { status, words },
        status => Finding::Status { status, words, retry_after_ms: answer.retry_after_ms },
    }
}
