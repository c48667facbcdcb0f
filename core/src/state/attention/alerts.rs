//! When to speak up: once at the start of a wait, once more at 5 minutes, and failures bundled.
//!
//! What is new is gathered for [`WINDOW_MS`] and told at once, so ten units that fail together are one alert, and a wait that is
//! answered meanwhile none. While failures alone keep coming, each next alert gathers for twice as long, up to a minute.
//!
//! Nothing is told of what was there when its stream was first heard, or when alerts were switched on; of what is unconfirmed; and
//! of waits that were put off. A wait that was there is reminded of at 5 minutes like any other, if it was younger then.

use super::{Entry, Key, Marks};
use crate::state::unit::Reason;
use std::collections::{HashMap, HashSet};

/// For so long things that need a person are gathered into one alert.
pub const WINDOW_MS: u64 = 5_000;
/// A wait this long is told once more.
pub const REMIND_MS: u64 = 300_000;
/// After so long without an alert failures are told as soon as at first.
pub const CALM_MS: u64 = 60_000;
/// Failures that keep coming are gathered for this long at most.
const LONGEST_WINDOW_MS: u64 = 60_000;
/// What is told at 5 minutes is gathered before.
const GATHER_FROM_MS: u64 = REMIND_MS - WINDOW_MS;

/// What is to be told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alert {
    /// What waits, the longest first.
    pub waiting: Vec<Entry>,
    /// What failed, the newest first.
    pub failed: Vec<Entry>,
    /// It came to light when the browser had a network again.
    pub after_offline: bool,
}

/// What was told already, and what waits to be.
#[derive(Debug, Default)]
pub struct Alerts {
    /// Everything that was ever there and still is; of a wait, whether 5 minutes were told, or are not to be.
    known: HashMap<Key, bool>,
    /// What is to be told, and since when it waits for that.
    pending: HashMap<Key, u64>,
    /// When the next wait is to be told once more.
    remind_ms: Option<u64>,
    began: bool,
    window_ms: u64,
    told_ms: Option<u64>,
    online_ms: Option<u64>,
}

impl Alerts {
    /// Makes alerts that know nothing: what the first look finds is not told.
    #[must_use]
    pub fn new() -> Self {
        Self { window_ms: WINDOW_MS, ..Self::default() }
    }

    /// Says that the browser has a network again.
    pub fn online(&mut self, now_ms: u64) {
        self.online_ms = Some(now_ms);
    }

    /// Looks at all that needs a person, as [`queue`](super::queue) returns it, and at what was done about it; returns what is to
    /// be told now.
    pub fn look(&mut self, entries: &[Entry], marks: &Marks, now_ms: u64) -> Option<Alert> {
        let there: HashSet<Key> = entries.iter().map(|entry| entry.key).collect();
        self.known.retain(|key, _| there.contains(key));
        self.pending.retain(|key, _| there.contains(key));
        let first = !std::mem::replace(&mut self.began, true);
        for entry in entries.iter().filter(|entry| is_told(entry)) {
            self.note(entry, first, now_ms);
        }
        for entry in entries.iter().filter(|entry| !entry.confirmed || entry.later || marks.hides(entry)) {
            self.pending.remove(&entry.key);
        }
        let to_remind = |entry: &&Entry| {
            entry.reason == Reason::Waiting && entry.confirmed && !entry.later && self.known.get(&entry.key) == Some(&false)
        };
        self.remind_ms = entries.iter().filter(to_remind).map(|entry| entry.since.ms + GATHER_FROM_MS).min();
        if self.told_ms.is_some_and(|told_ms| now_ms.saturating_sub(told_ms) >= CALM_MS) {
            self.window_ms = WINDOW_MS;
        }
        if self.due_ms()? > now_ms {
            return None;
        }
        let mut alert = Alert::default();
        for entry in entries.iter().filter(|entry| self.pending.contains_key(&entry.key)) {
            if entry.reason == Reason::Waiting { alert.waiting.push(*entry) } else { alert.failed.push(*entry) }
        }
        let after = |online_ms: u64| self.pending.values().any(|since_ms| (online_ms..=online_ms + AFTER_OFFLINE_MS).contains(since_ms));
        alert.after_offline = self.online_ms.is_some_and(after);
        let again = self.told_ms.is_some_and(|told_ms| now_ms.saturating_sub(told_ms) < CALM_MS);
        self.window_ms = if again && alert.waiting.is_empty() { (self.window_ms * 2).min(LONGEST_WINDOW_MS) } else { self.window_ms };
        (self.told_ms, self.online_ms) = (Some(now_ms), None);
        self.pending.clear();
        Some(alert)
    }

    /// Returns when something has to be told, unless it is over by then.
    fn due_ms(&self) -> Option<u64> {
        let due = |(key, since_ms): (&Key, &u64)| {
            let window_ms = if key.reason == Reason::Waiting { WINDOW_MS } else { self.window_ms };
            since_ms.saturating_add(window_ms)
        };
        self.pending.iter().map(due).min()
    }

    /// Returns when to look again, even if nothing changes until then.
    #[must_use]
    pub fn next_ms(&self) -> Option<u64> {
        [self.due_ms(), self.remind_ms].into_iter().flatten().min()
    }

    fn note(&mut self, entry: &Entry, first: bool, now_ms: u64) {
        let waits = entry.reason == Reason::Waiting;
        let is_long = waits && now_ms.saturating_sub(entry.since.ms) >= GATHER_FROM_MS;
        match self.known.get_mut(&entry.key) {
            None => {
                self.known.insert(entry.key, is_long);
                if !first && !entry.was_there && entry.confirmed {
                    self.pending.insert(entry.key, now_ms);
                }
            }
            Some(reminded) if is_long && !*reminded && entry.confirmed && !entry.later => {
                *reminded = true;
                self.pending.insert(entry.key, now_ms);
            }
            Some(_) => {}
        }
    }
}

/// What comes to light so soon after the browser has a network again happened meanwhile.
const AFTER_OFFLINE_MS: u64 = 15_000;

fn is_told(entry: &Entry) -> bool {
    match entry.reason {
        Reason::Waiting | Reason::Failed => true,
        Reason::Intervention | Reason::Stalled => false,
    }
}
