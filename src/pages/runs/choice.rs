//! What has steps, over all sources, and what of it is chosen.

use crate::live::{Fleet, Live, Source};
use crate::platform::Host;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::unit::{Kind, UnitIx};
use leptos::prelude::*;
use std::collections::HashMap;

/// The kinds of roots with steps.
pub(super) const KINDS: [Kind; 4] = [Kind::Run, Kind::Workflow, Kind::Agent, Kind::Pipeline];

/// Something with steps.
#[derive(Clone, PartialEq)]
pub(super) struct Root {
    pub(super) source: Source,
    pub(super) live: Live,
    pub(super) ix: UnitIx,
    pub(super) serial: u64,
    pub(super) id: String,
    pub(super) kind: Kind,
    /// When it began, or was first seen: newer ones stand first.
    pub(super) began_ms: u64,
}

/// What is chosen: a root, or a part of it.
#[derive(Clone, PartialEq)]
pub(super) struct Picked {
    root: Root,
    pub(super) ix: UnitIx,
    pub(super) id: String,
}

impl Picked {
    pub(super) fn root(&self) -> Root {
        self.root.clone()
    }

    pub(super) fn is_part(&self) -> bool {
        self.ix != self.root.ix
    }
}

/// What has steps, and what of it is chosen.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    /// Everything, the newest first.
    pub(super) roots: Memo<Vec<Root>>,
    /// The unit that the link names.
    pub(super) wanted: Memo<Option<String>>,
    /// What is shown: what the link names, else the first that needs a person, else the newest.
    pub(super) picked: Memo<Option<Picked>>,
    /// The link names something.
    pub(super) by_link: Memo<bool>,
}

impl Choice {
    pub(super) fn new(fleet: &Fleet, host: &Host) -> Self {
        let (fleet, routed) = (fleet.clone(), host.clone());
        let route = Memo::new(move |old: Option<&Route>| {
            let route = routed.route();
            if route.place == Place::Runs { route } else { old.cloned().unwrap_or(route) }
        });
        let seen = StoredValue::new(HashMap::new());
        let roots = Memo::new(move |_| {
            let now = fleet.now_untracked();
            let mut roots: Vec<Root> = fleet.sources().iter().flat_map(|source| roots_of(source, seen, now)).collect();
            roots.sort_by_key(|root| (std::cmp::Reverse((root.began_ms, root.serial)), root.live.key()));
            roots
        });
        let wanted = Memo::new(move |_| route.with(|route| route.unit.clone()));
        let source = Memo::new(move |_| route.with(|route| route.source.clone()));
        let picked = Memo::new(move |old: Option<&Option<Picked>>| match wanted.get() {
            Some(id) => roots.with(|roots| find(roots, &id, source.get().as_deref())),
            None => roots.with(|roots| first(roots, old.and_then(Option::as_ref))),
        });
        Self { roots, wanted, picked, by_link: Memo::new(move |_| wanted.get().is_some()) }
    }
}

fn roots_of(source: &Source, seen: StoredValue<HashMap<(u64, u64), u64>>, now: u64) -> Vec<Root> {
    let mut found = Vec::new();
    for live in source.streams() {
        live.track_order();
        live.read(|stream| {
            let units = stream.units();
            for (ix, unit) in
                units.roots().iter().filter_map(|ix| Some((*ix, units.get(*ix)?))).filter(|(_, unit)| KINDS.contains(&unit.kind))
            {
                let first_seen = seen.try_update_value(|seen| *seen.entry((live.key(), unit.serial)).or_insert(now)).unwrap_or(now);
                found.push(Root {
                    source: source.clone(),
                    live: live.clone(),
                    ix,
                    serial: unit.serial,
                    id: unit.id.clone(),
                    kind: unit.kind,
                    began_ms: unit.started_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or(first_seen),
                });
            }
        });
    }
    found
}

/// Finds the unit that a link names. Its parts may come later than its root, so the orders of all streams were tracked.
fn find(roots: &[Root], id: &str, source: Option<&str>) -> Option<Picked> {
    let of_source = |root: &&Root| source.is_none_or(|source| root.source.config().id == source);
    let holds = |root: &&Root| id.strip_prefix(root.id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let root = roots.iter().filter(holds).find(of_source).or_else(|| roots.iter().find(holds))?;
    let ix = root.live.read(|stream| stream.units().find(id)).unwrap_or(root.ix);
    let id = if ix == root.ix { root.id.clone() } else { id.to_owned() };
    Some(Picked { root: root.clone(), ix, id })
}

/// What is shown where nothing was chosen: it stays until it is gone.
fn first(roots: &[Root], old: Option<&Picked>) -> Option<Picked> {
    let needs = |root: &&Root| root.live.read(|stream| stream.units().need(root.ix).is_some());
    let kept = old.and_then(|old| roots.iter().find(|root| (&root.live, root.serial) == (&old.root.live, old.root.serial)));
    let root = kept.or_else(|| roots.iter().find(needs)).or_else(|| roots.first())?;
    Some(Picked { root: root.clone(), ix: root.ix, id: root.id.clone() })
}
