//! Which source and which of its threads are read: what the link says, and what is there.

use crate::components::log_view::letters::Letters;
use crate::components::log_view::{Lane, Take};
use crate::live::{Fleet, Live, Source};
use crate::platform::Host;
use fleetglass_core::protocol::{Api, percent_decode};
use fleetglass_core::route::{Place, Route};
use fleetglass_core::sse::Link;
use fleetglass_core::state::unit::{Kind, UnitIx};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// No thread, in a link: an empty list means all. No thread has this id, since theirs hold a slash.
const NONE: &str = "-";

/// A thread of a source.
#[derive(Clone, PartialEq)]
pub(super) struct Thread {
    pub(super) live: Live,
    pub(super) ix: UnitIx,
    pub(super) serial: u64,
    pub(super) id: String,
}

impl Thread {
    /// Returns what tells it from every other, also from one that had its id before.
    pub(super) fn key(&self) -> (u64, u64) {
        (self.live.key(), self.serial)
    }

    /// Returns the server's own id of the thread.
    pub(super) fn name(&self) -> String {
        percent_decode(self.id.rsplit('/').next().unwrap_or_default())
    }
}

/// The threads that are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Chosen {
    /// All, and those to come.
    All,
    /// These.
    Some(Arc<HashSet<String>>),
}

impl Chosen {
    fn read(route: &Route) -> Self {
        let listed = if route.threads.is_empty() { route.unit.as_slice() } else { route.threads.as_slice() };
        if listed.is_empty() { Self::All } else { Self::Some(Arc::new(listed.iter().filter(|id| *id != NONE).cloned().collect())) }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Some(ids) => ids.contains(id),
        }
    }
}

/// Which source and which of its threads are read.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub(super) source: Memo<Option<Source>>,
    pub(super) threads: Memo<Vec<Thread>>,
    pub(super) chosen: Memo<Chosen>,
    pub(super) lanes: Memo<Vec<Lane>>,
    /// Whether rows of several threads stand in the log.
    pub(super) merged: Memo<bool>,
    /// The levels that rows of the source carried.
    pub(super) levels: Memo<Vec<String>>,
    pub(super) letters: StoredValue<Letters, LocalStorage>,
}

impl Choice {
    pub(super) fn new(fleet: &Fleet, host: &Host) -> Self {
        let (fleet, routed) = (fleet.clone(), host.clone());
        let route = Memo::new(move |old: Option<&Route>| {
            let route = routed.route();
            // On the way to another place, nothing of this one changes any more.
            if route.place == Place::Threads { route } else { old.cloned().unwrap_or(route) }
        });
        let wanted = Memo::new(move |_| route.with(|route| route.source.clone()));
        let source =
            Memo::new(move |old: Option<&Option<Source>>| find_source(&fleet, wanted.get().as_deref(), old.and_then(Option::as_ref)));
        let letters = StoredValue::new_local(Letters::default());
        let threads = Memo::new(move |_| {
            let threads = source.get().map(|source| threads_of(&source)).unwrap_or_default();
            letters.update_value(|letters| threads.iter().for_each(|thread| _ = letters.number(&thread.id)));
            threads
        });
        let chosen = Memo::new(move |_| route.with(Chosen::read));
        let lanes = Memo::new(move |_| {
            let streams = source.get().map(|source| source.streams()).unwrap_or_default();
            let take = match chosen.get() {
                Chosen::All => Take::All,
                Chosen::Some(ids) => match ids.iter().next() {
                    Some(id) if ids.len() == 1 => Take::One(id.clone()),
                    _ => Take::Each(ids),
                },
            };
            streams.into_iter().map(|live| Lane::of(live, take.clone())).collect()
        });
        let merged = Memo::new(move |_| match chosen.get() {
            Chosen::All => threads.with(Vec::len) > 1,
            Chosen::Some(ids) => ids.len() > 1,
        });
        let levels = Memo::new(move |_| {
            let streams = source.get().map(|source| source.streams()).unwrap_or_default();
            streams.iter().for_each(Live::track_server);
            streams.iter().flat_map(|live| live.read(|stream| stream.server().levels.clone())).collect()
        });
        Self { source, threads, chosen, lanes, merged, levels, letters }
    }

    /// Returns the id of the source that is read.
    pub(super) fn source_id(&self) -> Signal<Option<String>> {
        let source = self.source;
        Signal::derive(move || source.get().map(|source| source.id()))
    }

    /// Returns the title of the only thread that is read.
    pub(super) fn alone(&self) -> Option<String> {
        let chosen = self.chosen.get();
        self.threads.with(|threads| {
            let mut read = threads.iter().filter(|thread| chosen.has(&thread.id));
            let (first, second) = (read.next()?, read.next());
            let many = second.is_some() || matches!(&chosen, Chosen::Some(ids) if ids.len() > 1);
            (!many).then(|| first.live.read(|stream| Some(stream.units().get(first.ix)?.title.clone())))?
        })
    }
}

/// The source of the link, else the one that was read before, else the first that has threads, else the first that could.
fn find_source(fleet: &Fleet, wanted: Option<&str>, before: Option<&Source>) -> Option<Source> {
    let sources: Vec<Source> = fleet.sources().into_iter().filter(|source| source.config().api == Api::Threads).collect();
    let has_some = |source: &&Source| {
        let streams = source.streams();
        streams.iter().for_each(Live::track_order);
        streams.iter().any(|live| live.read(|stream| !stream.units().roots().is_empty()))
    };
    let named = wanted.and_then(|id| sources.iter().find(|source| source.config().id == id));
    let kept = || before.and_then(|before| sources.iter().find(|source| *source == before)).filter(has_some);
    named.or_else(kept).or_else(|| sources.iter().find(has_some)).or_else(|| sources.first()).cloned()
}

fn threads_of(source: &Source) -> Vec<Thread> {
    let streams = source.streams();
    streams.iter().for_each(Live::track_order);
    let threads = streams.into_iter().flat_map(|live| {
        let roots: Vec<(UnitIx, u64, String)> = live.read(|stream| {
            let units = stream.units();
            let roots = units.roots().iter().filter_map(|ix| Some((*ix, units.get(*ix)?)));
            roots.filter(|(_, unit)| unit.kind == Kind::Thread).map(|(ix, unit)| (ix, unit.serial, unit.id.clone())).collect()
        });
        roots.into_iter().map(move |(ix, serial, id)| Thread { live: live.clone(), ix, serial, id })
    });
    threads.collect()
}

/// Returns since when a stream is open.
pub(super) fn open_since(link: &Link) -> Option<u64> {
    match link {
        Link::Live { since_ms, .. } | Link::Open { since_ms, .. } => Some(*since_ms),
        _ => None,
    }
}

/// Returns the list for the link after threads were checked or unchecked.
pub(super) fn toggled(chosen: &Chosen, all: &[String], ids: &[String], on: bool) -> Vec<String> {
    let mut list: Vec<String> = all.iter().filter(|held| chosen.has(held) && (on || !ids.contains(held))).cloned().collect();
    if on {
        let new: Vec<String> = ids.iter().filter(|id| !list.contains(id)).cloned().collect();
        list.extend(new);
    }
    match list.is_empty() {
        true => vec![NONE.to_owned()],
        false if list.len() == all.len() && on => Vec::new(),
        false => list,
    }
}

/// Returns the list for the link that shows none.
pub(super) fn none() -> Vec<String> {
    vec![NONE.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(threads: &[&str]) -> Route {
        Route { threads: threads.iter().map(|id| (*id).to_owned()).collect(), ..Route::default() }
    }

    fn all() -> Vec<String> {
        ["e/a", "e/b", "e/c"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_link_without_threads_shows_all_and_a_dash_shows_none() {
        assert!(Chosen::read(&route(&[])).has("e/a"));
        assert!(!Chosen::read(&route(&["-"])).has("e/a"));
        assert!(Chosen::read(&Route { unit: Some("e/a".into()), ..Route::default() }).has("e/a"));
    }

    #[test]
    fn checking_all_is_the_same_as_not_choosing() {
        let check = |threads: &[&str], ids: &[&str], on: bool, expect: &[&str]| {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(toggled(&Chosen::read(&route(threads)), &all(), &ids, on), expect, "{threads:?} {ids:?} {on}");
        };
        check(&[], &["e/b"], false, &["e/a", "e/c"]);
        check(&["e/a", "e/c"], &["e/b"], true, &[]);
        check(&["e/a"], &["e/a"], false, &["-"]);
        check(&["-"], &["e/c"], true, &["e/c"]);
        check(&[], &["e/b", "e/c"], false, &["e/a"]);
        check(&["e/c"], &["e/a", "e/b", "e/c"], true, &[]);
    }
}
