//! A list of the roots of many streams: in groups, in an order, with counts, kept up to date one root at a time.
//!
//! Whoever shows it says where each root that changed stands. What that costs does not depend on how many roots there are,
//! apart from a logarithm; groups write down their order only where it changed and somebody asks.

mod group;
mod order;

#[cfg(test)]
mod tests;

pub use group::{Group, GroupKey};
pub use order::Order;

use super::unit::{Status, UnitIx};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A root of one of several streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RootKey {
    /// The stream's number.
    pub stream: u64,
    /// Tells it apart from a later one in the same slot.
    pub serial: u64,
    /// Where it stands in its stream.
    pub ix: UnitIx,
}

/// In which part of its group a root is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Shown.
    Shown,
    /// Over, and folded.
    Folded,
    /// Not listed: the filter leaves it out, by its status only where `counted`.
    Hidden {
        /// It counts among those of its status.
        counted: bool,
    },
}

/// Where a root stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its group.
    pub group: Arc<GroupKey>,
    /// In which part of it.
    pub section: Section,
    /// Its place there.
    pub order: Order,
    /// Its status.
    pub status: Status,
    /// Its name.
    pub title: Arc<str>,
    /// It is over, and counts among the ended already.
    pub folded: bool,
    /// When it is to be looked at again, though no event names it.
    pub due_ms: Option<u64>,
}

/// What became of a root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It stands where it stood.
    Stays,
    /// It came, went or moved.
    Moved,
    /// It is shown, was shown before, and has another status now.
    Status,
}

/// How many roots have which status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All that fit the filter, whatever their status, and are not among the ended.
    pub all: u64,
    each: [u64; Status::ALL.len()],
}

impl Counts {
    /// Returns how many have a status.
    #[must_use]
    pub fn of(&self, status: Status) -> u64 {
        self.each[at(status)]
    }

    fn add(&mut self, status: Status, folded: bool, by: i64) {
        let each = &mut self.each[at(status)];
        *each = each.saturating_add_signed(by);
        if !folded {
            self.all = self.all.saturating_add_signed(by);
        }
    }
}

fn at(status: Status) -> usize {
    Status::ALL.iter().position(|held| *held == status).unwrap_or_default()
}

/// A list of the roots of many streams.
///
/// ```
/// use fleetglass_core::state::{roster::{Order, Roster, RootKey, Section, Standing}, unit::{Status, UnitIx}};
/// let key = RootKey { stream: 1, serial: 0, ix: UnitIx(0) };
/// let standing = Standing {
///     group: Default::default(), section: Section::Shown, order: Order::of(key, 0, 0), status: Status::Running,
///     title: "checkout-api".into(), folded: false, due_ms: None,
/// };
/// let mut roster = Roster::default();
/// roster.set(key, Some(standing));
/// assert_eq!(roster.counts().of(Status::Running), 1);
/// ```
#[derive(Debug, Default)]
pub struct Roster {
    held: HashMap<u64, HashMap<UnitIx, (u64, Standing)>>,
    groups: BTreeMap<Arc<GroupKey>, Group>,
    due: BTreeSet<(u64, RootKey)>,
    counts: Counts,
    totals: Counts,
    revision: u64,
}

impl Roster {
    /// Says where a root stands now, or that it is gone.
    pub fn set(&mut self, key: RootKey, standing: Option<Standing>) -> Shift {
        let held = self.held.entry(key.stream).or_default();
        let before = match standing.clone() {
            Some(standing) => held.insert(key.ix, (key.serial, standing)),
            None => held.remove(&key.ix),
        };
        let was = before.as_ref().map(|(_, standing)| standing);
        if was == standing.as_ref() && before.as_ref().is_some_and(|(serial, _)| *serial == key.serial) {
            return Shift::Stays;
        }
        let old = before.as_ref().map(|(serial, standing)| (RootKey { serial: *serial, ..key }, standing));
        let new = standing.as_ref().map(|standing| (key, standing));
        for (placed, by) in [(old, -1), (new, 1)] {
            if let Some((key, standing)) = placed {
                self.count(key, standing, by);
            }
        }
        let place =
            |placed: Option<(RootKey, &Standing)>| placed.map(|(_, s)| (s.group.clone(), s.section, s.order.clone(), s.title.clone()));
        if place(old) != place(new) {
            self.revision += 1;
            for (placed, joins) in [(old, false), (new, true)] {
                if let Some((_, standing)) = placed {
                    self.place(standing, joins);
                }
            }
        }
        match (old, new) {
            (Some((_, old)), Some((_, new)))
                if old.status != new.status && (old.section, new.section) == (Section::Shown, Section::Shown) =>
            {
                Shift::Status
            }
            _ => Shift::Moved,
        }
    }

    fn count(&mut self, key: RootKey, standing: &Standing, by: i64) {
        self.totals.add(standing.status, standing.folded, by);
        if !matches!(standing.section, Section::Hidden { counted: false }) {
            self.counts.add(standing.status, standing.folded, by);
        }
        match standing.due_ms {
            Some(due) if by > 0 => drop(self.due.insert((due, key))),
            Some(due) => drop(self.due.remove(&(due, key))),
            None => {}
        }
    }

    fn place(&mut self, standing: &Standing, joins: bool) {
        if joins {
            self.groups.entry(standing.group.clone()).or_default().join(standing);
        } else if let Some(group) = self.groups.get_mut(&standing.group) {
            group.leave(standing);
            if group.is_empty() {
                self.groups.remove(&standing.group);
            }
        }
    }

    /// Forgets the roots of a stream that are there no more.
    pub fn sweep(&mut self, stream: u64, is_there: impl Fn(RootKey) -> bool) {
        let held = self.held.get(&stream).into_iter().flatten();
        let keys = held.map(|(ix, (serial, _))| RootKey { stream, serial: *serial, ix: *ix });
        let gone: Vec<RootKey> = keys.filter(|key| !is_there(*key)).collect();
        for key in gone {
            self.set(key, None);
        }
        if self.held.get(&stream).is_some_and(HashMap::is_empty) {
            self.held.remove(&stream);
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        *self = Self { revision: self.revision + 1, ..Self::default() };
    }

    /// Returns the streams that have roots here.
    #[must_use]
    pub fn streams(&self) -> Vec<u64> {
        self.held.keys().copied().collect()
    }

    /// Returns the roots to be looked at again by then.
    #[must_use]
    pub fn due(&self, now_ms: u64) -> Vec<RootKey> {
        self.due.iter().take_while(|(due, _)| *due <= now_ms).map(|(_, key)| *key).collect()
    }

    /// Returns a number that changes when the order or a group does.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns how many fit the filter, by status.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Returns how many there are, by status.
    #[must_use]
    pub fn totals(&self) -> Counts {
        self.totals
    }

    /// Returns how many roots there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.held.values().map(HashMap::len).sum()
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.values().all(HashMap::is_empty)
    }

    /// Returns the groups that have a root, in order.
    pub fn groups(&self) -> impl Iterator<Item = (&Arc<GroupKey>, &Group)> {
        self.groups.iter()
    }

    /// Returns a group.
    #[must_use]
    pub fn group(&self, key: &GroupKey) -> Option<&Group> {
        self.groups.get(key)
    }

    /// Returns where a root stands.
    #[must_use]
    pub fn standing(&self, key: RootKey) -> Option<&Standing> {
        let (serial, standing) = self.held.get(&key.stream)?.get(&key.ix)?;
        (*serial == key.serial).then_some(standing)
    }
}
