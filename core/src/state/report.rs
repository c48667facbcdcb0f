//! What a stream adds up to as one JSON object: the answer of `fleetglass-sim reduce`.

use super::unit::{Need, UnitIx};
use super::{Changes, Stream};
use crate::protocol::Api;
use crate::sse::{Item, Parser};
use serde::Serialize;

/// Everything a stream said, as others rely on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The roots with all below them.
    pub units: Vec<UnitReport>,
    /// What units wrote.
    pub logs: Vec<LogReport>,
    /// What was counted.
    pub counters: CountersReport,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitReport {
    /// The server's ids from root to unit.
    pub id: String,
    /// What it is.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// Where it is.
    pub status: &'static str,
    /// The server's own word.
    pub word: Option<String>,
    /// 0 to 1, only where a server states it.
    pub progress: Option<f64>,
    /// Whether it needs a human; only roots do.
    pub needs_human: bool,
    /// Why.
    pub reason: Option<&'static str>,
    /// The words.
    pub ask: Option<String>,
    /// When it began, milliseconds since the epoch.
    pub started_ms: Option<i64>,
    /// When it ended, milliseconds since the epoch.
    pub ended_ms: Option<i64>,
    /// Its parts.
    pub children: Vec<UnitReport>,
}

/// The plain text a unit wrote.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogReport {
    /// The unit.
    pub unit_id: String,
    /// Its lines, without controls.
    pub lines: Vec<String>,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountersReport {
    /// Events dispatched.
    pub frames: u64,
    /// Payloads that could not be read.
    pub decode_errors: u64,
    /// Events of unknown name.
    pub unknown_events: u64,
    /// Rises of a thread's sequence by more than one.
    pub gaps: u64,
}

impl Report {
    /// Reads a whole stream and returns what it adds up to. The same bytes give the same answer.
    ///
    /// ```
    /// use fleetglass_core::{protocol::Api, state::report::Report};
    /// let report = Report::of_bytes(Api::AgentExecution, Some("my-agent"), b"event: progress\ndata: {\"step\":\"plan\"}\n\n");
    /// assert_eq!(report.units[0].word.as_deref(), Some("plan"));
    /// ```
    #[must_use]
    pub fn of_bytes(api: Api, subject: Option<&str>, bytes: &[u8]) -> Self {
        let (mut stream, mut changes, mut parser) = (Stream::new(api, subject), Changes::default(), Parser::new());
        parser.feed(bytes);
        while let Some(item) = parser.next() {
            if let Item::Event(frame) = item {
                stream.apply(frame, 0, &mut changes);
            }
        }
        Self::of(&stream)
    }

    /// Returns what a stream adds up to now.
    #[must_use]
    pub fn of(stream: &Stream) -> Self {
        let counters = stream.counters();
        Self {
            units: stream.units().roots().iter().filter_map(|root| unit(stream, *root)).collect(),
            logs: stream
                .logs()
                .iter()
                .map(|(_, log)| LogReport { unit_id: log.unit_id.clone(), lines: log.lines().map(str::to_owned).collect() })
                .filter(|log| !log.lines.is_empty())
                .collect(),
            counters: CountersReport {
                frames: counters.frames,
                decode_errors: counters.decode_errors,
                unknown_events: counters.unknown_events,
                gaps: counters.gaps,
            },
        }
    }
}

fn unit(stream: &Stream, ix: UnitIx) -> Option<UnitReport> {
    let unit_held = stream.units().get(ix)?;
    let need: Option<Need> = stream.units().need(ix);
    Some(UnitReport {
        id: unit_held.id.clone(),
        kind: unit_held.kind.as_str(),
        title: unit_held.title.clone(),
        status: unit_held.status.as_str(),
        word: unit_held.word.clone(),
        progress: unit_held.progress,
        needs_human: need.is_some(),
        reason: need.as_ref().map(|need| need.reason.as_str()),
        ask: need.and_then(|need| need.ask),
        started_ms: unit_held.started_ms,
        ended_ms: unit_held.ended_ms,
        children: unit_held.children.iter().filter_map(|child| unit(stream, *child)).collect(),
    })
}
