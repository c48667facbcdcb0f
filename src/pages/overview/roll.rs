//! The list of the fleet's units, brought up to date at most twice a second, by what changed and nothing else.

use super::arrange::Wish;
use crate::components::link_words::still_since;
use crate::live::{Fleet, Live, Source, Watch};
use fleetglass_core::state::Stream;
use fleetglass_core::state::roster::{Counts, Group, GroupKey, RootKey, Roster, Shift};
use fleetglass_core::state::unit::UnitIx;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// No more changed rows than this are marked within a second.
const MARKS: usize = 5;

/// What the list says as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Pulse {
    /// Changes when the order or a group does.
    pub(super) revision: u64,
    /// Those that fit the filter.
    pub(super) counts: Counts,
    /// All of them.
    pub(super) totals: Counts,
    /// How many there are.
    pub(super) units: u64,
}

/// A stream that is listed.
#[derive(Clone)]
pub(super) struct Listed {
    pub(super) live: Live,
    pub(super) source: Arc<GroupKey>,
    pub(super) source_name: Arc<str>,
    /// When the clocks of its units stand still.
    pub(super) still: ArcMemo<Option<u64>>,
}

/// The list of the fleet's units.
#[derive(Clone)]
pub(super) struct Roll(SendWrapper<Rc<RefCell<Inner>>>);

#[derive(Default)]
struct Inner {
    roster: Roster,
    streams: HashMap<u64, (Listed, Watch)>,
    /// What the roster was made for.
    wish: Wish,
    sources: Vec<String>,
    rows: HashMap<RootKey, RowState>,
    /// When rows changed their status lately.
    marked: VecDeque<u64>,
}

#[derive(Clone)]
struct RowState {
    changed: ArcTrigger,
    mark: ArcRwSignal<bool>,
    holders: u32,
}

/// A row that is in the page. Keep it while it is.
#[must_use = "keep it while the row is shown"]
pub(super) struct RowHold {
    roll: Roll,
    key: RootKey,
    changed: ArcTrigger,
    /// Its status changed a moment ago, and that may be marked.
    pub(super) mark: ArcRwSignal<bool>,
}

/// Whom to tell, once nothing is borrowed any more.
#[derive(Default)]
struct Told {
    /// Rows whose units changed.
    rows: Vec<ArcTrigger>,
    /// Rows whose status changed.
    marks: Vec<ArcRwSignal<bool>>,
}

impl RowHold {
    /// Tracks the unit: told at most twice a second.
    pub(super) fn track(&self) {
        self.changed.track();
    }
}

impl Drop for RowHold {
    fn drop(&mut self) {
        let rows = &mut self.roll.0.borrow_mut().rows;
        if let Some(row) = rows.get_mut(&self.key) {
            row.holders -= 1;
            if row.holders == 0 {
                rows.remove(&self.key);
            }
        }
    }
}

impl Roll {
    /// Follows the fleet for as long as the calling component lives.
    pub(super) fn new(fleet: &Fleet, wish: Memo<Wish>) -> (Self, RwSignal<Pulse>) {
        let (roll, pulse) = (Self(SendWrapper::new(Rc::default())), RwSignal::new(Pulse::default()));
        let (followed, of) = (fleet.clone(), roll.clone());
        // Units join the ended ones as time passes; ten seconds are fine enough for that.
        let ticking = fleet.clone();
        let step = Memo::new(move |_| ticking.now() / 10_000);
        let effect = RenderEffect::new(move |_| {
            followed.changed();
            let _ = step.get();
            let (now, told) = wish.with(|wish| of.update(&followed.sources(), wish, followed.now_untracked()));
            if pulse.get_untracked() != now {
                pulse.set(now);
            }
            told.rows.iter().for_each(Notify::notify);
            told.marks.iter().for_each(|mark| mark.set(true));
        });
        // Kept until the component goes.
        let _ = StoredValue::new_local(effect);
        (roll, pulse)
    }

    /// Brings the list up to date; returns what it says, and whom to tell.
    fn update(&self, sources: &[Source], wish: &Wish, now_ms: u64) -> (Pulse, Told) {
        let streams: Vec<(Live, usize)> =
            sources.iter().enumerate().flat_map(|(at, source)| source.streams().into_iter().map(move |live| (live, at))).collect();
        let inner = &mut *self.0.borrow_mut();
        let ids: Vec<String> = sources.iter().map(Source::id).collect();
        let anew = inner.wish != *wish || inner.sources != ids;
        if anew {
            inner.roster.clear();
            (inner.wish, inner.sources) = (wish.clone(), ids);
        }
        let there: Vec<u64> = streams.iter().map(|(live, _)| live.key()).collect();
        inner.streams.retain(|stream, _| there.contains(stream));
        for gone in inner.roster.streams().into_iter().filter(|stream| !there.contains(stream)) {
            inner.roster.sweep(gone, |_| false);
        }
        let mut told = Told::default();
        for (live, at) in streams {
            let source = &sources[at];
            let is_new = anew || !inner.streams.contains_key(&live.key());
            if is_new {
                inner.streams.insert(live.key(), (listed(&live, source, at), live.watch()));
            }
            inner.follow(&live, is_new, now_ms, &mut told);
        }
        inner.fold_due(now_ms);
        if !may_mark(&mut inner.marked, told.marks.len(), now_ms) {
            told.marks.clear();
        }
        let roster = &inner.roster;
        let pulse = Pulse { revision: roster.revision(), counts: roster.counts(), totals: roster.totals(), units: roster.len() as u64 };
        (pulse, told)
    }

    /// Holds a row that is in the page.
    pub(super) fn hold(&self, key: RootKey) -> RowHold {
        let mut inner = self.0.borrow_mut();
        let fresh = || RowState { changed: ArcTrigger::new(), mark: ArcRwSignal::new(false), holders: 0 };
        let row = inner.rows.entry(key).or_insert_with(fresh);
        row.holders += 1;
        RowHold { roll: self.clone(), key, changed: row.changed.clone(), mark: row.mark.clone() }
    }

    /// Returns the stream of that number.
    pub(super) fn stream(&self, stream: u64) -> Option<Listed> {
        self.0.borrow().streams.get(&stream).map(|(listed, _)| listed.clone())
    }

    /// Reads the groups that have units.
    pub(super) fn groups<R>(&self, read: impl FnOnce(&mut dyn Iterator<Item = (&Arc<GroupKey>, &Group)>) -> R) -> R {
        read(&mut self.0.borrow().roster.groups())
    }

    /// Reads a group.
    pub(super) fn group<R>(&self, key: &GroupKey, read: impl FnOnce(&Group) -> R) -> Option<R> {
        self.0.borrow().roster.group(key).map(read)
    }

    /// Says whether another unit of its group has the same name.
    pub(super) fn has_twins(&self, key: RootKey, title: &str) -> bool {
        let roster = &self.0.borrow().roster;
        let group = roster.standing(key).and_then(|standing| roster.group(&standing.group));
        group.is_some_and(|group| group.has_twins(title))
    }

    /// Takes those of a group off the page that are over and folded.
    pub(super) fn clear_folded(&self, key: &GroupKey) {
        let folded = self.group(key, |group| group.folded().to_vec()).unwrap_or_default();
        for root in folded {
            if let Some(listed) = self.stream(root.stream) {
                let is_it = listed.live.read(|state| state.units().get(root.ix).is_some_and(|unit| unit.serial == root.serial));
                if is_it {
                    listed.live.dismiss(root.ix);
                }
            }
        }
    }
}

fn listed(live: &Live, source: &Source, at: usize) -> Listed {
    let watched = live.clone();
    Listed {
        live: live.clone(),
        source: Arc::new(GroupKey { place: at as u32, id: source.id() }),
        source_name: source.config().name.as_str().into(),
        still: ArcMemo::new(move |_| still_since(&watched)),
    }
}

impl Inner {
    /// Takes over what changed in a stream.
    fn follow(&mut self, live: &Live, is_new: bool, now_ms: u64, told: &mut Told) {
        let key = live.key();
        let Some((listed, changed)) = self.streams.get(&key).map(|(listed, watch)| (listed.clone(), watch.take())) else { return };
        live.read(|state| {
            if changed.order && !is_new {
                let is_there =
                    |root: RootKey| state.units().get(root.ix).is_some_and(|unit| unit.serial == root.serial && unit.parent.is_none());
                self.roster.sweep(key, is_there);
            }
            let rows: Vec<UnitIx> = if is_new { state.units().roots().to_vec() } else { changed.rows.into_iter().collect() };
            for ix in rows {
                self.place(state, &listed, key, ix, now_ms, told);
            }
        });
    }

    fn place(&mut self, state: &Stream, listed: &Listed, stream: u64, ix: UnitIx, now_ms: u64, told: &mut Told) {
        let Some(unit) = state.units().get(ix).filter(|unit| unit.parent.is_none()) else { return };
        let key = RootKey { stream, serial: unit.serial, ix };
        let standing = self.wish.standing(unit, key, &listed.source, now_ms);
        let shift = self.roster.set(key, Some(standing));
        if let Some(row) = self.rows.get(&key) {
            told.rows.push(row.changed.clone());
            if shift == Shift::Status {
                told.marks.push(row.mark.clone());
            }
        }
    }

    fn fold_due(&mut self, now_ms: u64) {
        for key in self.roster.due(now_ms) {
            let Some((listed, _)) = self.streams.get(&key.stream) else { continue };
            let listed = listed.clone();
            listed.live.read(|state| self.place(state, &listed, key.stream, key.ix, now_ms, &mut Told::default()));
        }
    }
}

/// Says whether so many changes of status may be marked: none is while too many would be within a second.
fn may_mark(marked: &mut VecDeque<u64>, changes: usize, now_ms: u64) -> bool {
    marked.retain(|at| now_ms.saturating_sub(*at) < 1_000);
    marked.extend(std::iter::repeat_n(now_ms, changes.min(MARKS + 1)));
    marked.len() <= MARKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_marked_while_more_than_five_changes_a_second_would_be() {
        let mut marked = VecDeque::new();
        assert!(may_mark(&mut marked, 3, 10_000) && may_mark(&mut marked, 2, 10_500));
        assert!(!may_mark(&mut marked, 1, 10_900));
        assert!(may_mark(&mut marked, 1, 12_000));
        assert!(!may_mark(&mut marked, 10_000, 20_000) && !may_mark(&mut marked, 1, 20_500));
        assert!(may_mark(&mut marked, 1, 21_600));
    }
}
