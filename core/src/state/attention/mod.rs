//! What needs a person, over all streams, in the order in which it should be looked at.
//!
//! Waits stand first, the longest first; then failures, the newest first; then instructions not taken up; then stalls. What is
//! unconfirmed stands below what is confirmed of the same reason. [`Marks`] keeps what a person did about it: a failure that was
//! seen leaves the queue, a wait that was put off moves to its end, an unconfirmed entry can be dismissed. [`rows`] folds
//! failures, [`Alerts`] says when to speak up.
//!
//! A stream keeps up which of its units want a person, so the queue costs as much as it is long, not as much as there are units.

mod alerts;
mod fold;
mod marks;

pub use alerts::{Alert, Alerts, CALM_MS, REMIND_MS, WINDOW_MS};
pub use fold::{FOLD_FROM, Row, rows};
pub use marks::{Marks, Sum, sum};

use super::unit::{Reason, Since, UnitIx};
use super::{Cause, Stream};

/// A stream, as the queue is handed it.
#[derive(Debug, Clone, Copy)]
pub struct Lane<'a> {
    /// What tells it from every other.
    pub key: u64,
    /// The source it belongs to: failures are folded by source.
    pub source: usize,
    /// What its events add up to.
    pub stream: &'a Stream,
}

/// What tells one wait, failure, instruction or stall from every other: another one of the same unit has another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The stream's key.
    pub stream: u64,
    /// The serial of the cause; of failures that of the root, since further ones of the same root are told by their time.
    pub unit: u64,
    /// Why.
    pub reason: Reason,
    /// When it began; of failures when the last of the root did.
    pub ms: u64,
}

/// One entry of the queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Which of the lanes handed in.
    pub lane: usize,
    /// The lane's source.
    pub source: usize,
    /// The root that needs a person.
    pub root: UnitIx,
    /// The deepest unit that is the cause.
    pub cause: UnitIx,
    /// Why.
    pub reason: Reason,
    /// Since when.
    pub since: Since,
    /// Whether this was said since the last reconnect.
    pub confirmed: bool,
    /// How many jobs of the root failed; 1 of anything else.
    pub count: u32,
    /// What tells it from every other.
    pub key: Key,
    /// A person put it off.
    pub later: bool,
    /// It was there already when its stream was first heard.
    pub was_there: bool,
}

/// Where an entry stands: smaller first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank((bool, Reason, bool, u64, usize, UnitIx));

impl Entry {
    /// Returns where it stands among others.
    #[must_use]
    pub fn rank(&self) -> Rank {
        let ms = match self.reason {
            Reason::Failed => u64::MAX - self.since.ms,
            Reason::Waiting | Reason::Intervention | Reason::Stalled => self.since.ms,
        };
        Rank((self.later, self.reason, !self.confirmed, ms, self.lane, self.root))
    }
}

/// Returns what needs a person, the most urgent first.
///
/// ```
/// use fleetglass_core::{protocol::Api, sse::Frame, state::{Changes, Stream, attention}};
/// let mut stream = Stream::new(Api::AgentStatus, None);
/// let data = r#"{"sessions":[{"session_key":"a","title":"Fix it","state":"waiting_for_user"}]}"#;
/// stream.apply(Frame { event: "status", data, last_event_id: "" }, 0, &mut Changes::default());
/// assert_eq!(attention::queue(&[attention::Lane { key: 1, source: 0, stream: &stream }]).len(), 1);
/// ```
#[must_use]
pub fn queue(lanes: &[Lane<'_>]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (at, lane) in lanes.iter().enumerate() {
        entries.extend(lane.stream.units().wanting().filter_map(|root| entry(at, *lane, root)));
    }
    entries.sort_by_key(Entry::rank);
    entries
}

/// Returns the next entry that needs a person after the one of `last`, or the one before it; from either end on to the other.
///
/// `last` is where one was last, which may have left the queue since.
#[must_use]
pub fn step(entries: &[Entry], last: Option<(Key, Rank)>, forward: bool) -> Option<usize> {
    let end = entries.len().checked_sub(1)?;
    let Some((key, rank)) = last else { return Some(if forward { 0 } else { end }) };
    let at = entries.iter().position(|entry| entry.key == key);
    let after = entries.partition_point(|entry| entry.rank() <= rank);
    Some(match (at, forward) {
        (Some(at), true) => (at + 1) % entries.len(),
        (Some(at), false) => at.checked_sub(1).unwrap_or(end),
        (None, true) => after % entries.len(),
        (None, false) => after.checked_sub(1).unwrap_or(end),
    })
}

fn entry(at: usize, lane: Lane<'_>, root: UnitIx) -> Option<Entry> {
    let units = lane.stream.units();
    let Cause { reason, unit: cause } = units.cause(root)?;
    let (unit, root_serial) = (units.get(cause)?, units.get(root)?.serial);
    let failures = if reason == Reason::Failed { units.failures(root) } else { Default::default() };
    let (serial, ms) = if reason == Reason::Failed { (root_serial, failures.newest_ms) } else { (unit.serial, unit.since.ms) };
    Some(Entry {
        lane: at,
        source: lane.source,
        root,
        cause,
        reason,
        since: unit.since,
        confirmed: unit.confirmed,
        count: failures.count.max(1),
        key: Key { stream: lane.key, unit: serial, reason, ms },
        later: false,
        was_there: lane.stream.was_there(unit.since),
    })
}
