//! What a person did about what needs them.

use super::{Entry, Key, Lane};
use crate::state::unit::{Reason, Unit};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a person did about what needs them.
///
/// - A failure, instruction or stall that was *seen* (opened, or marked) is not in the queue any more.
/// - A wait that was *put off* stands at the end of the queue and is not reminded of. It counts as waiting all the same, and it
///   is back in its place as soon as anything about it changes: its words, its answers, whether it is confirmed, or when it began.
/// - What is unconfirmed and was *dismissed* is not in the queue until an event names it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    seen: HashSet<Key>,
    dismissed: HashSet<Key>,
    /// What each wait was when it was put off.
    later: HashMap<Key, u64>,
}

/// How much needs a person: the one number, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// How many wait.
    pub waiting: u64,
    /// How many failed and were not seen.
    pub failed: u64,
}

impl Marks {
    /// Marks an entry as seen. A wait cannot be: it stays until it is answered.
    pub fn see(&mut self, key: Key) {
        if key.reason != Reason::Waiting {
            self.seen.insert(key);
        }
    }

    /// Takes an entry that is unconfirmed out of the queue, until an event names it.
    pub fn dismiss(&mut self, key: Key) {
        self.dismissed.insert(key);
    }

    /// Puts a wait off.
    pub fn put_off(&mut self, entry: &Entry, lanes: &[Lane<'_>]) {
        if let Some(unit) = cause(entry, lanes) {
            self.later.insert(entry.key, look(unit));
        }
    }

    /// Takes a wait that was put off back to its place.
    pub fn take_back(&mut self, key: Key) {
        self.later.remove(&key);
    }

    /// Says whether an entry was seen or dismissed.
    #[must_use]
    pub fn hides(&self, entry: &Entry) -> bool {
        self.seen.contains(&entry.key) || (!entry.confirmed && self.dismissed.contains(&entry.key))
    }

    /// Says whether an entry was put off, and nothing about it has changed since.
    #[must_use]
    pub fn is_later(&self, entry: &Entry, lanes: &[Lane<'_>]) -> bool {
        self.later.get(&entry.key).is_some_and(|held| cause(entry, lanes).is_some_and(|unit| look(unit) == *held))
    }

    /// Forgets what was said of entries that are gone: there is never more of it than of them.
    pub fn tidy(&mut self, entries: &[Entry]) {
        let there: HashSet<Key> = entries.iter().map(|entry| entry.key).collect();
        self.seen.retain(|key| there.contains(key));
        self.dismissed.retain(|key| there.contains(key));
        self.later.retain(|key, _| there.contains(key));
    }

    /// Returns what is left of a queue: without what was seen or dismissed, and what was put off at its end.
    #[must_use]
    pub fn apply(&self, mut entries: Vec<Entry>, lanes: &[Lane<'_>]) -> Vec<Entry> {
        entries.retain(|entry| !self.hides(entry));
        for entry in &mut entries {
            entry.later = self.is_later(entry, lanes);
        }
        entries.sort_by_key(Entry::rank);
        entries
    }
}

/// Counts what waits, and what failed.
#[must_use]
pub fn sum(entries: &[Entry]) -> Sum {
    let count = |reason| entries.iter().filter(|entry| entry.reason == reason).count() as u64;
    Sum { waiting: count(Reason::Waiting), failed: count(Reason::Failed) }
}

fn cause<'a>(entry: &Entry, lanes: &[Lane<'a>]) -> Option<&'a Unit> {
    lanes.get(entry.lane)?.stream.units().get(entry.cause)
}

/// What a person saw of a wait when they put it off.
fn look(unit: &Unit) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&unit.ask, &unit.options, &unit.word, unit.confirmed).hash(&mut hasher);
    hasher.finish()
}
