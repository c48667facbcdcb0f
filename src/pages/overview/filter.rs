//! Which units are shown: what the link says, and what of it fits a unit.

use fleetglass_core::route::Route;
use fleetglass_core::state::unit::{Status, Unit};

/// What the link filters by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filter {
    pub(super) statuses: Vec<Status>,
    pub(super) kinds: Vec<String>,
    pub(super) source: Option<String>,
    /// Lower case.
    needle: String,
    /// As it was typed.
    pub(super) text: String,
}

/// The statuses of what is over; failures are counted by themselves.
pub(super) const OVER: [Status; 4] = [Status::Succeeded, Status::Cancelled, Status::Skipped, Status::Ended];

impl Filter {
    /// Reads the filter of a link. Beside `unit`, `source` says where that unit is, and filters nothing.
    pub(super) fn of(route: &Route) -> Self {
        Self {
            statuses: route.status.iter().filter_map(|word| Status::from_word(word)).collect(),
            kinds: route.kind.clone(),
            source: route.source.clone().filter(|_| route.unit.is_none()),
            needle: route.q.trim().to_lowercase(),
            text: route.q.trim().to_owned(),
        }
    }

    /// Says whether a source's units are shown.
    pub(super) fn shows_source(&self, id: &str) -> bool {
        self.source.as_deref().is_none_or(|shown| shown == id)
    }

    /// Says whether a unit fits all but the statuses: the counts of each status are of these.
    pub(super) fn fits(&self, unit: &Unit) -> bool {
        (self.kinds.is_empty() || self.kinds.iter().any(|kind| kind == unit.kind.as_str())) && (self.needle.is_empty() || self.says(unit))
    }

    fn says(&self, unit: &Unit) -> bool {
        let said = [Some(&unit.title), Some(&unit.id), unit.doing.as_ref(), unit.word.as_ref(), unit.ask.as_ref()];
        said.into_iter().flatten().any(|text| text.to_lowercase().contains(&self.needle))
    }

    /// Says whether the statuses are narrowed.
    pub(super) fn by_status(&self) -> bool {
        !self.statuses.is_empty()
    }

    /// Says whether a status is shown.
    pub(super) fn shows(&self, status: Status) -> bool {
        self.statuses.is_empty() || self.statuses.contains(&status)
    }

    /// Says whether anything is narrowed.
    pub(super) fn is_narrow(&self) -> bool {
        self.by_status() || !self.kinds.is_empty() || !self.needle.is_empty() || self.source.is_some()
    }
}
