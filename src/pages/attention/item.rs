//! The words of one entry: read only where it is shown.

use super::Stream;
use crate::components::plain::one_line;
use crate::pages::way::way_to;
use crate::text::{Part, Phrase, ago, t};
use fleetglass_core::route::Route;
use fleetglass_core::state::attention::Entry;
use fleetglass_core::state::unit::{Kind, Reason, Since, Status};

/// What a row of the queue shows of an entry. Compared as a whole, so that nothing is drawn that did not change.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What for.
    pub reason: Reason,
    /// The kind of the root.
    pub kind: Kind,
    /// The id of the root.
    pub root_id: String,
    /// The id of the cause.
    pub cause_id: String,
    /// The name of the cause: of a step's, its job's.
    pub title: String,
    /// The name of what the cause is part of, or the execution it belongs to.
    pub within: Option<String>,
    /// The status of the cause.
    pub status: Status,
    /// The words: the prompt, the error, the instruction.
    pub ask: Option<String>,
    /// The answers a prompt offers.
    pub options: Vec<String>,
    /// Since when.
    pub since: Since,
    /// When the cause was last named; 0 where that does not matter.
    pub heard_ms: u64,
    /// For how long it makes no progress, where the server says.
    pub stalled_ms: Option<u64>,
    /// Whether this was said since the last reconnect.
    pub confirmed: bool,
    /// How many jobs of the root failed.
    pub count: u32,
}

impl Item {
    /// Reads it; `None` where its unit is gone.
    #[must_use]
    pub fn read(stream: &Stream, entry: &Entry) -> Option<Self> {
        stream.live.read(|state| {
            let units = state.units();
            let (root, cause) = (units.get(entry.root)?, units.get(entry.cause)?);
            let named = units.get(units.job_of(entry.cause))?;
            let execution = || root.id.split('/').next().map(fleetglass_core::protocol::percent_decode).filter(|id| !id.is_empty());
            Some(Self {
                reason: entry.reason,
                kind: root.kind,
                root_id: root.id.clone(),
                cause_id: cause.id.clone(),
                title: named.title.clone(),
                within: match root.kind {
                    Kind::Thread => execution(),
                    _ => (named.serial != root.serial).then(|| root.title.clone()),
                },
                status: cause.status,
                ask: units.ask(entry.reason, entry.cause),
                options: cause.options.clone(),
                since: cause.since,
                heard_ms: if cause.confirmed { 0 } else { cause.heard_ms },
                stalled_ms: cause.stalled.flatten().map(|ms| ms as u64),
                confirmed: cause.confirmed,
                count: entry.count,
            })
        })
    }

    /// Returns the place of the reason.
    #[must_use]
    pub fn way(&self, source_id: &str, here: &Route) -> Route {
        let id = if self.kind == Kind::Session { &self.root_id } else { &self.cause_id };
        way_to(self.kind, id, source_id, here)
    }

    /// The shape says why a person is needed, whatever else the unit does.
    #[must_use]
    pub fn shape(&self) -> Status {
        match self.reason {
            Reason::Waiting => Status::Waiting,
            Reason::Failed => Status::Failed,
            Reason::Intervention | Reason::Stalled => self.status,
        }
    }

    /// Returns what it asks, or why it failed, on one line.
    #[must_use]
    pub fn asked(&self) -> Phrase {
        match (&self.ask, self.reason) {
            (Some(ask), _) => vec![Part::theirs(one_line(ask))],
            (None, Reason::Stalled) => vec![Part::ours((t().overview.stalled_for)(self.stalled_ms.map(ago).as_deref()))],
            (None, _) => Phrase::new(),
        }
    }

    /// Returns what it is part of, and its source.
    #[must_use]
    pub fn place(&self, source: &str) -> String {
        (t().overview.within)(self.within.as_deref(), source)
    }
}
