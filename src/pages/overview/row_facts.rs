//! What a row shows of a unit. Compared as a whole, so that an event that changes nothing draws nothing.

use crate::components::parts::Parts;
use crate::components::plain::one_line;
use crate::components::shape::Mark;
use crate::components::status::StatusFacts;
use crate::components::timing::Timing;
use crate::live::Live;
use crate::pages::way::way_to;
use crate::text::numbers::cut_id;
use crate::text::{Part, Phrase};
use fleetglass_core::route::Route;
use fleetglass_core::state::roster::RootKey;
use fleetglass_core::state::unit::{Kind, Status, Unit};

/// What a row shows, the age of its last sign apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowFacts {
    pub(super) key: RootKey,
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) mark: Mark,
    pub(super) word: Option<String>,
    pub(super) stalled_ms: Option<u64>,
    pub(super) doing: Phrase,
    pub(super) parts: Parts,
    pub(super) timing: Timing,
}

impl RowFacts {
    /// Reads a row; `None` where its unit was forgotten.
    pub(super) fn read(live: &Live, row: RootKey, stands_still: bool) -> Option<Self> {
        live.read(|state| {
            let unit = state.units().get(row.ix).filter(|unit| unit.serial == row.serial)?;
            Some(Self {
                key: row,
                id: unit.id.clone(),
                kind: unit.kind,
                title: unit.title.clone(),
                mark: Mark { status: unit.status, confirmed: unit.confirmed, stalled: unit.stalled.is_some() },
                word: unit.word.clone(),
                stalled_ms: unit.stalled.flatten().map(|ms| ms as u64),
                doing: doing(unit),
                parts: Parts::of(state.units(), unit, stands_still),
                timing: Timing::of(unit),
            })
        })
    }

    /// Returns when a unit was last heard.
    pub(super) fn heard(live: &Live, row: RootKey) -> Option<u64> {
        live.read(|state| state.units().get(row.ix).filter(|unit| unit.serial == row.serial).map(|unit| unit.heard_ms))
    }

    pub(super) fn status(&self, heard_ms: u64) -> StatusFacts {
        StatusFacts { mark: self.mark, word: self.word.clone(), stalled_ms: self.stalled_ms, heard_ms }
    }

    /// Says whether the name is an id: those are cut in the middle.
    pub(super) fn is_nameless(&self) -> bool {
        self.title.len() > 16 && !self.title.contains(' ') && self.title.contains(|c: char| c.is_ascii_digit())
    }

    pub(super) fn name(&self) -> String {
        if self.is_nameless() { cut_id(&self.title) } else { self.title.clone() }
    }

    /// Returns the end of the id: told where two names look alike.
    pub(super) fn id_end(&self) -> String {
        let count = self.id.chars().count();
        format!("…{}", self.id.chars().skip(count.saturating_sub(4)).collect::<String>())
    }

    /// Returns where the status leads: to its reason.
    pub(super) fn reason(&self, source_id: &str, here: &Route) -> Route {
        way_to(self.kind, &self.id, source_id, here)
    }

    /// Returns where the name leads: to the unit's panel.
    pub(super) fn panel(&self, source_id: &str, here: &Route) -> Route {
        way_to(Kind::Session, &self.id, source_id, here)
    }
}

/// What a unit asks, why it failed or what it does: the server's words, except names, which are sans like all names.
fn doing(unit: &Unit) -> Phrase {
    let asks = matches!(unit.status, Status::Waiting | Status::Failed);
    if let Some(ask) = unit.ask.as_ref().filter(|_| asks) {
        return vec![Part::theirs(one_line(ask))];
    }
    let mut phrase: Phrase = unit.word.iter().map(Part::theirs).collect();
    // Where the work is named after its state, once is enough.
    let says_more = |doing: &&String| !doing.is_empty() && Some(*doing) != unit.word.as_ref();
    if let Some(doing) = unit.doing.as_ref().filter(says_more).filter(|_| !unit.status.is_over()) {
        if !phrase.is_empty() {
            phrase.push(Part::ours(" "));
        }
        phrase.push(match unit.kind {
            Kind::Pipeline | Kind::Session => Part::ours(one_line(doing)),
            _ => Part::theirs(one_line(doing)),
        });
    }
    phrase
}
