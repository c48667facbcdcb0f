//! What needs a person, over all sources, and what of it was seen: the queue, the badge and the title read from here.

use crate::live::{Fleet, Live, Source};
use fleetglass_core::state::attention::{self, Entry};
use fleetglass_core::state::unit::{Kind, Reason, Since, Unit, UnitIx};
use fleetglass_core::state::{Stream, unit::Status};
use leptos::prelude::*;
use std::collections::HashSet;

/// A failure, told apart from a later one of the same unit: stream, serial of the cause, since when.
pub type SeenKey = (u64, u64, u64);

/// Something that needs a person.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// The source's id.
    pub source_id: String,
    /// The source's name.
    pub source_name: String,
    /// What for.
    pub reason: Reason,
    /// The kind of the root.
    pub kind: Kind,
    /// The id of the root.
    pub root_id: String,
    /// The name of the root, where the cause is below it.
    pub root_title: Option<String>,
    /// The id of the cause.
    pub cause_id: String,
    /// The name of the cause.
    pub title: String,
    /// The execution a thread belongs to.
    pub execution: Option<String>,
    /// The status of the cause.
    pub status: Status,
    /// The words: the prompt, the error, the instruction.
    pub ask: Option<String>,
    /// The answers a prompt offers.
    pub options: Vec<String>,
    /// Since when.
    pub since: Since,
    /// When the cause was last named.
    pub heard_ms: u64,
    /// For how long it makes no progress, where the server says.
    pub stalled_ms: Option<u64>,
    /// Whether this was said since the last reconnect.
    pub confirmed: bool,
    /// When its clock stands still.
    pub still_since: Option<u64>,
    /// Where it is answered.
    pub answer: Option<String>,
    /// What marks it as seen.
    pub key: SeenKey,
}

/// What needs a person, and what of it was seen.
#[derive(Clone, Copy)]
pub struct Attention {
    /// Everything, the most urgent first.
    pub items: Memo<Vec<Item>>,
    seen: RwSignal<HashSet<SeenKey>>,
}

impl Attention {
    /// Watches the sources for as long as the calling component lives.
    #[must_use]
    pub fn new(fleet: &Fleet) -> Self {
        let fleet = fleet.clone();
        let items = Memo::new(move |_| {
            fleet.changed();
            collect(&fleet.sources())
        });
        Self { items, seen: RwSignal::new(HashSet::new()) }
    }

    /// Marks a failure as seen.
    pub fn see(self, key: SeenKey) {
        self.seen.update(|seen| {
            seen.insert(key);
        });
    }

    /// Says whether a failure was seen; tracked.
    #[must_use]
    pub fn is_seen(self, key: SeenKey) -> bool {
        self.seen.with(|seen| seen.contains(&key))
    }

    /// Marks what failed in a root as seen: somebody opened it.
    pub fn see_root(self, source_id: &str, root_id: &str) {
        let keys = self.items.with_untracked(|items| {
            let opened = |item: &&Item| item.source_id == source_id && item.root_id == root_id;
            items.iter().filter(opened).map(|item| item.key).collect::<Vec<_>>()
        });
        if !keys.is_empty() {
            self.seen.update(|seen| seen.extend(keys));
        }
    }

    /// Returns what the queue shows: everything but failures that were seen; tracked.
    #[must_use]
    pub fn queue(self) -> Vec<Item> {
        let shown = |item: &&Item| item.reason != Reason::Failed || !self.is_seen(item.key);
        self.items.with(|items| items.iter().filter(shown).cloned().collect())
    }

    /// Returns how many wait for a person, and how many failures were not seen; tracked.
    #[must_use]
    pub fn counts(self) -> (u64, u64) {
        self.items.with(|items| {
            let waiting = items.iter().filter(|item| item.reason == Reason::Waiting).count();
            let failed = items.iter().filter(|item| item.reason == Reason::Failed && !self.is_seen(item.key)).count();
            (waiting as u64, failed as u64)
        })
    }
}

fn collect(sources: &[Source]) -> Vec<Item> {
    let streams: Vec<(Source, Live)> =
        sources.iter().flat_map(|source| source.streams().into_iter().map(|live| (source.clone(), live))).collect();
    with_all(&streams, &[], &mut |held: &[&Stream]| {
        let item = |entry: Entry| {
            let (source, live) = streams.get(entry.stream)?;
            item(&entry, source, live, held.get(entry.stream)?)
        };
        attention::queue(held).into_iter().filter_map(item).collect()
    })
}

/// Borrows the state of every stream at once.
fn with_all<R>(left: &[(Source, Live)], held: &[&Stream], then: &mut dyn FnMut(&[&Stream]) -> R) -> R {
    match left.split_first() {
        None => then(held),
        Some(((_, live), rest)) => live.read(|state| {
            let mut held = held.to_vec();
            held.push(state);
            with_all(rest, &held, then)
        }),
    }
}

fn item(entry: &Entry, source: &Source, live: &Live, state: &Stream) -> Option<Item> {
    let units = state.units();
    let unit = |ix: UnitIx| -> Option<&Unit> { units.get(ix) };
    let (root, cause) = (unit(entry.root)?, unit(entry.need.cause)?);
    let config = source.config();
    Some(Item {
        source_id: config.id.clone(),
        source_name: config.name.clone(),
        reason: entry.need.reason,
        kind: root.kind,
        root_id: root.id.clone(),
        root_title: (entry.need.cause != entry.root).then(|| root.title.clone()),
        cause_id: cause.id.clone(),
        title: cause.title.clone(),
        execution: (root.kind == Kind::Thread).then(|| root.id.split('/').next().map(fleetglass_core::protocol::percent_decode)).flatten(),
        status: cause.status,
        ask: entry.need.ask.clone(),
        options: cause.options.clone(),
        since: entry.since,
        heard_ms: cause.heard_ms,
        stalled_ms: cause.stalled.flatten().map(|ms| ms as u64),
        confirmed: entry.confirmed,
        still_since: crate::components::link_words::still_since(live),
        answer: (entry.need.reason == Reason::Waiting).then(|| config.answer_address(&cause.id)).flatten(),
        key: (live.key(), cause.serial, entry.since.ms),
    })
}
