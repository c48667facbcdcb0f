//! What needs a person, over all sources, and what they did about it: the queue, the badge, the title and alerts read from here.
//!
//! It looks only at streams that say that something about it changed, and no word of a unit is read for it: whoever shows an
//! entry reads its words.

pub mod empty;
pub mod item;
pub mod number;
pub mod step;

use crate::live::{Fleet, Live, Source};
use crate::platform::Host;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::attention::{self, Entry, Key, Lane, Marks, Sum};
use fleetglass_core::state::unit::Reason;
use leptos::prelude::*;
use std::sync::Arc;

/// A stream of a source.
#[derive(Clone, PartialEq)]
pub struct Stream {
    /// The source.
    pub source: Source,
    /// Its place among the sources.
    pub source_at: usize,
    /// The stream.
    pub live: Live,
}

/// Everything that needs a person, whatever they did about it, and the streams that [`Entry::lane`] speaks of.
#[derive(Clone, PartialEq, Default)]
pub struct All {
    /// The streams.
    pub streams: Arc<Vec<Stream>>,
    /// The entries, the most urgent first.
    pub entries: Arc<Vec<Entry>>,
    /// What of it changed last, by stream: words that an entry does not hold are among it.
    versions: Vec<(u64, u64)>,
}

impl All {
    /// Returns the stream of an entry.
    #[must_use]
    pub fn stream(&self, entry: &Entry) -> Option<&Stream> {
        self.streams.get(entry.lane)
    }

    /// Hands the lanes of all streams to `read`.
    fn with_lanes<R>(&self, mut read: impl FnMut(&[Lane<'_>]) -> R) -> R {
        with_lanes(&self.streams, &[], &mut read)
    }
}

/// Borrows the state of every stream at once.
fn with_lanes<R>(left: &[Stream], held: &[Lane<'_>], then: &mut dyn FnMut(&[Lane<'_>]) -> R) -> R {
    match left.split_first() {
        None => then(held),
        Some((stream, rest)) => stream.live.read(|state| {
            let mut held = held.to_vec();
            held.push(Lane { key: stream.live.key(), source: stream.source_at, stream: state });
            with_lanes(rest, &held, then)
        }),
    }
}

/// What needs a person, and what they did about it.
#[derive(Clone, Copy)]
pub struct Attention {
    /// All of it.
    pub all: Memo<All>,
    /// What is left of it: the queue, in its order.
    pub queue: Memo<Vec<Entry>>,
    marks: RwSignal<Marks>,
    sum: Memo<Sum>,
}

impl Attention {
    /// Watches the sources for as long as the calling component lives.
    #[must_use]
    pub fn new(fleet: &Fleet, host: &Host) -> Self {
        let (listed, watched) = (fleet.clone(), fleet.clone());
        let streams = Memo::new(move |_| Arc::new(streams(&listed.sources())));
        let all = Memo::new(move |old: Option<&All>| {
            watched.changed();
            look(streams.get(), old)
        });
        let marks = RwSignal::new(Marks::default());
        let queue = Memo::new(move |_| all.with(|all| marks.with(|marks| left(all, marks))));
        let sum = Memo::new(move |_| queue.with(|queue| attention::sum(queue)));
        let this = Self { all, queue, marks, sum };
        this.watch_opened(host);
        this
    }

    /// What somebody opens is seen.
    fn watch_opened(self, host: &Host) {
        let host = host.clone();
        Effect::new(move |_| {
            let route = host.route();
            let opened = self.queue.with(|queue| {
                let of_route = |entry: &&Entry| entry.reason != Reason::Waiting && self.is_opened(entry, &route);
                queue.iter().filter(of_route).map(|entry| entry.key).collect::<Vec<_>>()
            });
            if !opened.is_empty() && !crate::platform::presence::is_hidden() {
                self.mark(|marks| opened.into_iter().for_each(|key| marks.see(key)));
            }
        });
    }

    /// Says whether a route shows the root of an entry, or something of it.
    fn is_opened(self, entry: &Entry, route: &Route) -> bool {
        self.all.with_untracked(|all| {
            all.stream(entry).is_some_and(|stream| {
                route.source.as_ref().is_none_or(|source| *source == stream.source.config().id)
                    && stream.live.read(|state| state.units().get(entry.root).is_some_and(|root| shows(route, &root.id)))
            })
        })
    }

    fn mark(self, mark: impl FnOnce(&mut Marks)) {
        self.marks.update(|marks| {
            mark(marks);
            self.all.with_untracked(|all| marks.tidy(&all.entries));
        });
    }

    /// Marks entries as seen.
    pub fn see(self, keys: &[Key]) {
        self.mark(|marks| keys.iter().for_each(|key| marks.see(*key)));
    }

    /// Marks what failed in a root as seen: somebody opened it.
    pub fn see_root(self, source_id: &str, root_id: &str) {
        let route = Route { source: Some(source_id.to_owned()), unit: Some(root_id.to_owned()), ..Route::to(Place::Runs) };
        let keys: Vec<Key> =
            self.queue.with_untracked(|queue| queue.iter().filter(|entry| self.is_opened(entry, &route)).map(|entry| entry.key).collect());
        if !keys.is_empty() {
            self.see(&keys);
        }
    }

    /// Puts a wait off, or takes it back to its place.
    pub fn put_off(self, entry: &Entry, later: bool) {
        self.mark(|marks| match later {
            true => self.all.with_untracked(|all| all.with_lanes(|lanes| marks.put_off(entry, lanes))),
            false => marks.take_back(entry.key),
        });
    }

    /// Takes an unconfirmed entry out of the queue until an event names it; its unit stays where it is.
    pub fn dismiss(self, entry: &Entry) {
        if let Some(stream) = self.all.with_untracked(|all| all.stream(entry).cloned()) {
            let serial = stream.live.read(|state| state.units().get(entry.cause).map(|unit| unit.serial));
            serial.into_iter().for_each(|serial| stream.live.put_away(serial, entry.since.ms));
        }
        self.mark(|marks| marks.dismiss(entry.key));
    }

    /// Returns everything, with what was put off marked as such; tracked.
    #[must_use]
    pub fn with_later(self) -> Vec<Entry> {
        let mark = |all: &All, marks: &Marks| {
            all.with_lanes(|lanes| all.entries.iter().map(|entry| Entry { later: marks.is_later(entry, lanes), ..*entry }).collect())
        };
        self.all.with(|all| self.marks.with(|marks| mark(all, marks)))
    }

    /// Reads what was done about it; tracked.
    pub fn with_marks<R>(self, read: impl FnOnce(&Marks) -> R) -> R {
        self.marks.with(read)
    }

    /// Returns how many wait for a person, and how many failures were not seen; tracked.
    #[must_use]
    pub fn counts(self) -> (u64, u64) {
        let sum = self.sum.get();
        (sum.waiting, sum.failed)
    }
}

fn shows(route: &Route, root_id: &str) -> bool {
    let holds = |unit: &String| unit.strip_prefix(root_id).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    match route.place {
        Place::Overview | Place::Runs => route.unit.as_ref().is_some_and(holds),
        Place::Threads => route.threads.iter().any(holds),
        Place::Sources => false,
    }
}

fn streams(sources: &[Source]) -> Vec<Stream> {
    let of_source = |(source_at, source): (usize, &Source)| {
        let source = source.clone();
        source.streams().into_iter().map(move |live| Stream { source: source.clone(), source_at, live })
    };
    sources.iter().enumerate().flat_map(of_source).collect()
}

/// Looks again where anything may have changed.
fn look(streams: Arc<Vec<Stream>>, old: Option<&All>) -> All {
    let version = |stream: &Stream| (stream.live.key(), stream.live.read(|state| state.units().wanting_version()) + stream.live.away());
    let versions: Vec<(u64, u64)> = streams.iter().map(version).collect();
    if let Some(old) = old.filter(|old| old.versions == versions && old.streams == streams) {
        return old.clone();
    }
    let mut all = All { streams, entries: Arc::default(), versions };
    all.entries = Arc::new(all.with_lanes(attention::queue));
    all
}

/// Returns what is left of it for a person to look at.
fn left(all: &All, marks: &Marks) -> Vec<Entry> {
    let is_away = |entry: &Entry| {
        !entry.confirmed
            && all.stream(entry).is_some_and(|stream| {
                let serial = stream.live.read(|state| state.units().get(entry.cause).map(|unit| unit.serial));
                serial.is_some_and(|serial| stream.live.is_away(serial, entry.since.ms))
            })
    };
    let entries: Vec<Entry> = all.entries.iter().filter(|entry| !is_away(entry)).copied().collect();
    all.with_lanes(|lanes| marks.apply(entries.clone(), lanes))
}
