//! How the fleet is arranged: by what it is grouped, by what it is sorted, and where that puts a unit.

use super::filter::{Filter, OVER};
use crate::components::timing::Timing;
use fleetglass_core::route::Route;
use fleetglass_core::state::roster::{GroupKey, Order, RootKey, Section, Standing};
use fleetglass_core::state::unit::{Fact, Kind, Status, Unit};
use std::sync::Arc;

/// Finished units join the ended ones after so long.
const FOLD_MS: u64 = 600_000;

/// By what units are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Grouping {
    /// By the source that told of them.
    #[default]
    Source,
    /// By the project they belong to.
    Project,
    /// Not at all.
    None,
}

impl Grouping {
    pub(super) const ALL: [Self; 3] = [Self::Source, Self::Project, Self::None];

    /// Returns the word of the link; the first has none.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Self::Source => None,
            Self::Project => Some("project"),
            Self::None => Some("none"),
        }
    }
}

/// By what units are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sort {
    /// What needs a person first.
    #[default]
    Needs,
    /// By name.
    Name,
    /// What takes longest first.
    Longest,
    /// What was heard last first.
    Heard,
}

impl Sort {
    pub(super) const ALL: [Self; 4] = [Self::Needs, Self::Name, Self::Longest, Self::Heard];

    /// Returns the word of the link; the first has none.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Self::Needs => None,
            Self::Name => Some("name"),
            Self::Longest => Some("longest"),
            Self::Heard => Some("heard"),
        }
    }

    /// Says whether the order changes with every event.
    pub(super) fn is_restless(self) -> bool {
        self == Self::Heard
    }
}

/// What the link asks of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wish {
    pub(super) filter: Filter,
    pub(super) grouping: Grouping,
    pub(super) sort: Sort,
}

impl Wish {
    pub(super) fn of(route: &Route) -> Self {
        let (group, sort) = (route.group.as_deref(), route.sort.as_deref());
        Self {
            filter: Filter::of(route),
            grouping: Grouping::ALL.into_iter().find(|grouping| grouping.word() == group).unwrap_or_default(),
            sort: Sort::ALL.into_iter().find(|held| held.word() == sort).unwrap_or_default(),
        }
    }

    /// Returns where a unit of a source stands.
    pub(super) fn standing(&self, unit: &Unit, key: RootKey, source: &Arc<GroupKey>, now_ms: u64) -> Standing {
        let over_ms = over_ms(unit);
        let folded = over_ms.is_some_and(|at| at <= now_ms);
        let filter = &self.filter;
        let counted = filter.shows_source(&source.id) && filter.fits(unit);
        let section = match counted && filter.shows(unit.status) {
            false => Section::Hidden { counted },
            true if folded && !filter.by_status() => Section::Folded,
            true => Section::Shown,
        };
        Standing {
            group: self.group(unit, source),
            section,
            order: self.sort.place(unit, key),
            status: unit.status,
            title: unit.title.as_str().into(),
            folded,
            due_ms: over_ms.filter(|_| !folded),
        }
    }

    fn group(&self, unit: &Unit, source: &Arc<GroupKey>) -> Arc<GroupKey> {
        match self.grouping {
            Grouping::Source => Arc::clone(source),
            Grouping::None => Arc::default(),
            Grouping::Project => {
                let project = unit.fact(Fact::Project);
                // A pipeline is called by the name of its project, which says more than the id.
                let id = project.map(|id| if unit.kind == Kind::Pipeline { &unit.title } else { id }).unwrap_or_default();
                Arc::new(GroupKey { place: u32::from(id.is_empty()), id: id.to_owned() })
            }
        }
    }
}

impl Sort {
    fn place(self, unit: &Unit, key: RootKey) -> Order {
        match self {
            Self::Needs => {
                let rank = at(unit.status) * 2 + u32::from(!unit.confirmed);
                // The longest wait first; of others the older stands first, and nothing moves that did not change.
                Order::of(key, rank, if unit.status == Status::Waiting { unit.since.ms } else { 0 })
            }
            Self::Name => Order::by_name(key, &unit.title),
            Self::Longest => match Timing::of(unit) {
                Timing::Since(from, _) => Order::of(key, 0, from),
                Timing::Took(ms) => Order::of(key, 1, u64::MAX - ms),
                Timing::None => Order::of(key, 2, 0),
            },
            Self::Heard => Order::of(key, 0, u64::MAX - unit.heard_ms),
        }
    }
}

fn at(status: Status) -> u32 {
    Status::ALL.iter().position(|held| *held == status).unwrap_or_default() as u32
}

/// Returns from when on a unit counts among the ended; `None` where it does not.
fn over_ms(unit: &Unit) -> Option<u64> {
    match unit.status {
        Status::Ended => Some(0),
        status if OVER.contains(&status) => {
            let seen_or_said = match (unit.since.witnessed, unit.ended_ms) {
                (false, Some(ended)) => u64::try_from(ended).unwrap_or_default(),
                _ => unit.since.ms,
            };
            Some(seen_or_said.saturating_add(FOLD_MS))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fleetglass_core::protocol::Api;
    use fleetglass_core::sse::Frame;
    use fleetglass_core::state::{Changes, Stream};

    fn standing(wish: &Wish, data: &str, now_ms: u64) -> Standing {
        let mut stream = Stream::new(Api::Runner, None);
        for event in ["run.started", "run.completed"] {
            let data = if event == "run.started" { r#"{"runId":"r","run":{"id":"r","status":"in_progress"}}"# } else { data };
            stream.apply(Frame { event, data, last_event_id: "" }, 0, &mut Changes::default());
        }
        let (ix, unit) = stream.units().iter().next().expect("a run");
        wish.standing(unit, RootKey { stream: 1, serial: 0, ix }, &Arc::default(), now_ms)
    }

    fn completed(conclusion: &str) -> String {
        format!(r#"{{"runId":"r","run":{{"id":"r","status":"completed","conclusion":"{conclusion}"}}}}"#)
    }

    #[test]
    fn what_went_well_joins_the_ended_ten_minutes_after_it_was_seen_to_finish() {
        let at = |now_ms| standing(&Wish::default(), &completed("success"), now_ms);
        assert_eq!((at(599_999).section, at(599_999).due_ms), (Section::Shown, Some(600_000)));
        assert_eq!((at(600_000).section, at(600_000).due_ms), (Section::Folded, None));
    }

    #[test]
    fn what_failed_stays() {
        assert_eq!(standing(&Wish::default(), &completed("failure"), u64::MAX).section, Section::Shown);
    }

    #[test]
    fn whoever_asks_for_a_status_sees_also_what_is_over_for_long() {
        let wish = Wish::of(&Route::read("#/overview?status=succeeded"));
        assert_eq!(standing(&wish, &completed("success"), u64::MAX).section, Section::Shown);
        assert_eq!(standing(&wish, &completed("failure"), 0).section, Section::Hidden { counted: true });
    }

    #[test]
    fn a_text_that_does_not_fit_takes_a_unit_out_of_the_counts() {
        let wish = Wish::of(&Route::read("#/overview?q=nobody"));
        assert_eq!(standing(&wish, &completed("success"), 0).section, Section::Hidden { counted: false });
    }

    #[test]
    fn words_of_the_link_that_are_not_known_change_nothing() {
        assert_eq!(Wish::of(&Route::read("#/overview?group=moon&sort=weight")), Wish::default());
    }
}
