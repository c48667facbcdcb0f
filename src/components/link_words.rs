//! A connection's state in words: what happened, what still holds, what comes next.

use crate::live::Live;
use crate::platform::{own_origin, time::clock};
use crate::text::link::Next;
use crate::text::{Part, Phrase, ago, t};
use fleetglass_core::sse::{Failure, Link, Reason, Refusal, Why};

/// What the words need besides the state.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What the source is called.
    pub name: &'a str,
    /// The time, in the page's clock.
    pub now_ms: u64,
    /// When the last event came.
    pub last_event_ms: Option<u64>,
    /// How many streams to the same server are open.
    pub neighbours: u64,
}

/// A browser opens so many connections to one server that speaks HTTP/1.1.
const MOST_CONNECTIONS: u64 = 6;
/// From here on a first attempt is worth a word.
const SLOW_MS: u64 = 10_000;

fn seconds(ms: u64) -> u64 {
    ms.div_ceil(1_000)
}

fn next(next_ms: u64, attempt: u32, now_ms: u64) -> Next {
    Next { seconds: seconds(next_ms.saturating_sub(now_ms)), attempt }
}

/// Returns the state in full, for the place of sources and for notices.
#[must_use]
pub fn full(link: &Link, about: About<'_>) -> Phrase {
    let words = &t().link;
    let About { name, now_ms, last_event_ms, neighbours } = about;
    let age = |ms: u64| ago(now_ms.saturating_sub(ms));
    let said = match link {
        Link::Connecting { since_ms, .. } => match now_ms.saturating_sub(*since_ms) {
            SLOW_MS.. => {
                let many = Some(neighbours).filter(|count| *count > MOST_CONNECTIONS);
                (words.connecting_slow)(now_ms.saturating_sub(*since_ms) / 1_000, many)
            }
            _ => words.connecting.to_owned(),
        },
        Link::Live { .. } => (words.live)(last_event_ms.map(age).as_deref()),
        Link::Open { .. } => (words.open)(last_event_ms.map(age).as_deref()),
        Link::Quiet { last_ms, due_every_ms, reconnect_at_ms } => {
            (words.quiet)(now_ms.saturating_sub(*last_ms) / 1_000, due_every_ms / 1_000, seconds(reconnect_at_ms.saturating_sub(*last_ms)))
        }
        Link::Reconnecting { lost_ms, last_ms, next_ms, attempt, why } => {
            let next = next(*next_ms, *attempt, now_ms);
            match (why, last_ms) {
                (Why::Asking, _) => words.asking.to_owned(),
                (Why::Failed(Failure::Cors), _) => (words.cors)(name, &own_origin()),
                (Why::Failed(Failure::MixedContent), _) => (words.mixed)(name),
                (Why::Failed(Failure::Policy), _) => (words.policy)(name),
                (Why::Failed(Failure::Timeout), None) => (words.timeout)(name, next),
                (_, Some(_)) => (words.lost)(&age(*lost_ms), next),
                (_, None) => (words.unreachable)(name, next),
            }
        }
        Link::Offline { since_ms } => (words.offline)(&clock(*since_ms)),
        Link::SignedOut { words: theirs, .. } => return (words.signed_out)(name, theirs.as_deref()),
        Link::Refused(refusal) => return refused(refusal, name, now_ms),
        Link::Complete { no_content: true } => (words.no_content)(name),
        Link::Complete { no_content: false } => words.complete.to_owned(),
        Link::Disconnected { since_ms } => (words.disconnected)(name, since_ms.map(clock).as_deref()),
    };
    vec![Part::Ours(said)]
}

fn refused(refusal: &Refusal, name: &str, now_ms: u64) -> Phrase {
    let words = &t().link;
    match &refusal.reason {
        Reason::Status(status) => {
            let again = refusal.next_ms.map(|at| next(at, refusal.attempt, now_ms));
            (words.status)(name, *status, refusal.words.as_deref(), again)
        }
        Reason::ContentType(found) => (words.content_type)(name, found.split(';').next().unwrap_or_default().trim()),
        Reason::Cors => vec![Part::Ours((words.cors)(name, &own_origin()))],
        Reason::MixedContent => vec![Part::Ours((words.mixed)(name))],
        Reason::Policy => vec![Part::Ours((words.policy)(name))],
    }
}

/// Returns the state in two or three words, for a group's head.
#[must_use]
pub fn short(link: &Link, now_ms: u64) -> String {
    let words = &t().link.short;
    match link {
        Link::Connecting { .. } => words.connecting.to_owned(),
        Link::Live { .. } => words.live.to_owned(),
        Link::Open { .. } => words.open.to_owned(),
        Link::Quiet { last_ms, .. } => (words.quiet)(&ago(now_ms.saturating_sub(*last_ms))),
        Link::Reconnecting { lost_ms, last_ms: Some(_), .. } => (words.lost)(&ago(now_ms.saturating_sub(*lost_ms))),
        Link::Reconnecting { last_ms: None, .. } => words.unreachable.to_owned(),
        Link::Offline { .. } => words.offline.to_owned(),
        Link::SignedOut { .. } => words.signed_out.to_owned(),
        Link::Refused(Refusal { reason: Reason::Status(status), .. }) => (words.status)(*status),
        Link::Refused(_) => words.refused.to_owned(),
        Link::Complete { .. } => words.complete.to_owned(),
        Link::Disconnected { .. } => words.disconnected.to_owned(),
    }
}

/// Returns the words beside a bar in the frame: only for a source in trouble.
#[must_use]
pub fn trouble(link: &Link, now_ms: u64) -> Option<String> {
    let words = &t().link.short;
    link.alarm(now_ms).then(|| match link {
        Link::Reconnecting { next_ms, attempt, .. } | Link::Refused(Refusal { next_ms: Some(next_ms), attempt, .. }) => {
            (words.next)(next(*next_ms, *attempt, now_ms))
        }
        link => short(link, now_ms),
    })
}

/// Returns when the clocks of a stream's units stand still, and `None` while they go on.
#[must_use]
pub fn stands_still(link: &Link, last_event_ms: Option<u64>) -> Option<u64> {
    match link {
        Link::Live { .. } | Link::Open { .. } => None,
        Link::Quiet { last_ms, .. } => Some(*last_ms),
        Link::Reconnecting { lost_ms, last_ms, .. } => last_ms.or(last_event_ms).map(|last| last.min(*lost_ms)),
        Link::Refused(refusal) => refusal.last_ms.or(last_event_ms).map(|last| last.min(refusal.lost_ms)),
        Link::Offline { since_ms } => last_event_ms.map(|last| last.min(*since_ms)),
        Link::Disconnected { .. } | Link::Connecting { .. } | Link::SignedOut { .. } | Link::Complete { .. } => last_event_ms,
    }
}

/// Returns when the clocks of a stream's units stand still; tracks its link.
#[must_use]
pub fn still_since(live: &Live) -> Option<u64> {
    stands_still(&live.link(), live.stats().last_event_ms)
}
