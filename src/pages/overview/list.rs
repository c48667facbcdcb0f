//! Which rows stand in a group, in which order, and how many units have which status.

use super::filter::{Filter, OVER};
use crate::live::{Live, Source};
use fleetglass_core::state::unit::{Status, Unit, UnitIx};
use std::collections::HashSet;

/// Finished units join the ended ones after so long.
const FOLD_MS: u64 = 600_000;

/// A row: the stream's key, the unit, and what tells it apart from a later one in the same slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RowKey {
    pub(super) live: u64,
    pub(super) ix: UnitIx,
    pub(super) serial: u64,
}

/// The rows of a source.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rows {
    /// Those that are shown.
    pub(super) shown: Vec<RowKey>,
    /// Those that are over, folded.
    pub(super) folded: Vec<RowKey>,
    /// How many units the source has.
    pub(super) units: u64,
    /// The names that more than one of these units has.
    pub(super) twins: HashSet<String>,
}

/// How many units have which status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// All that are not folded.
    pub(super) all: u64,
    /// Those that are over and did not fail.
    pub(super) over: u64,
    each: [u64; Status::ALL.len()],
}

impl Counts {
    pub(super) fn of(&self, status: Status) -> u64 {
        Status::ALL.iter().position(|held| *held == status).map_or(0, |at| self.each[at])
    }
}

/// Says whether a unit joined the ended ones.
fn is_folded(unit: &Unit, now_ms: u64) -> bool {
    match unit.status {
        Status::Ended => true,
        Status::Succeeded | Status::Cancelled | Status::Skipped => {
            let seen_or_said = match (unit.since.witnessed, unit.ended_ms) {
                (false, Some(ended)) => u64::try_from(ended).unwrap_or_default(),
                _ => unit.since.ms,
            };
            now_ms.saturating_sub(seen_or_said) >= FOLD_MS
        }
        _ => false,
    }
}

/// Orders rows: what needs a person first, what is over last; what is not confirmed below what is.
fn rank(unit: &Unit) -> (usize, bool) {
    let urgency = if unit.stalled.is_some() && unit.status == Status::Running { Status::Running } else { unit.status };
    (Status::ALL.iter().position(|status| *status == urgency).unwrap_or(usize::MAX), !unit.confirmed)
}

/// Lists the rows of a source; tracks which streams it has.
pub(super) fn rows(source: &Source, filter: &Filter, now_ms: u64) -> Rows {
    let mut rows = Rows::default();
    if !filter.shows_source(&source.id()) {
        return rows;
    }
    let mut ranked: Vec<((usize, bool), RowKey)> = Vec::new();
    let mut names: HashSet<String> = HashSet::new();
    for live in source.streams() {
        let key = live.key();
        each_root(&live, |ix, unit| {
            rows.units += 1;
            if !filter.fits(unit) || !filter.shows(unit.status) {
                return;
            }
            let row = RowKey { live: key, ix, serial: unit.serial };
            if !filter.by_status() && is_folded(unit, now_ms) {
                rows.folded.push(row);
            } else {
                ranked.push((rank(unit), row));
            }
            if names.contains(&unit.title) {
                rows.twins.insert(unit.title.clone());
            } else {
                names.insert(unit.title.clone());
            }
        });
    }
    // Stable: among equals the older stands first, and nothing moves that did not change.
    ranked.sort_by_key(|(rank, _)| *rank);
    rows.shown = ranked.into_iter().map(|(_, row)| row).collect();
    rows
}

/// Counts the units of all sources that the filter would show if it asked for no status.
pub(super) fn count(sources: &[Source], filter: &Filter, now_ms: u64) -> Counts {
    let mut counts = Counts::default();
    for source in sources.iter().filter(|source| filter.shows_source(&source.id())) {
        for live in source.streams() {
            each_root(&live, |_, unit| {
                if !filter.fits(unit) {
                    return;
                }
                counts.all += u64::from(!is_folded(unit, now_ms));
                counts.over += u64::from(OVER.contains(&unit.status));
                if let Some(at) = Status::ALL.iter().position(|status| *status == unit.status) {
                    counts.each[at] += 1;
                }
            });
        }
    }
    counts
}

fn each_root(live: &Live, mut f: impl FnMut(UnitIx, &Unit)) {
    live.read(|state| {
        for ix in state.units().roots() {
            if let Some(unit) = state.units().get(*ix) {
                f(*ix, unit);
            }
        }
    });
}
