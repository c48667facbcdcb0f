//! What needs a person, over all streams, in the order in which it should be looked at.

use super::unit::{Need, Reason, Since, Unit};
use super::{Stream, unit::UnitIx};

/// One entry of the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Which of the streams handed in.
    pub stream: usize,
    /// The root that needs a person.
    pub root: UnitIx,
    /// What for.
    pub need: Need,
    /// Since when.
    pub since: Since,
    /// Whether this was said since the last reconnect.
    pub confirmed: bool,
}

/// Returns what needs a person: waits, the longest first; then failures, the newest first; then instructions not taken up;
/// then stalls. What is unconfirmed stands below what is confirmed of the same reason.
///
/// ```
/// use fleetglass_core::{protocol::Api, sse::Frame, state::{Changes, Stream, attention}};
/// let mut stream = Stream::new(Api::AgentStatus, None);
/// let data = r#"{"sessions":[{"session_key":"a","title":"Fix it","state":"waiting_for_user"}]}"#;
/// stream.apply(Frame { event: "status", data, last_event_id: "" }, 0, &mut Changes::default());
/// assert_eq!(attention::queue(&[&stream]).len(), 1);
/// ```
#[must_use]
pub fn queue(streams: &[&Stream]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (at, stream) in streams.iter().enumerate() {
        for root in stream.units().roots() {
            entries.extend(entry(at, stream, *root));
        }
    }
    entries.sort_by_key(|entry| {
        let ms = match entry.need.reason {
            Reason::Failed => u64::MAX - entry.since.ms,
            Reason::Waiting | Reason::Intervention | Reason::Stalled => entry.since.ms,
        };
        (entry.need.reason, !entry.confirmed, ms, entry.stream, entry.root)
    });
    entries
}

fn entry(at: usize, stream: &Stream, root: UnitIx) -> Option<Entry> {
    let need = stream.units().need(root)?;
    let cause: &Unit = stream.units().get(need.cause)?;
    let (since, confirmed) = (cause.since, cause.confirmed);
    Some(Entry { stream: at, root, need, since, confirmed })
}
