//! Which units want a person, kept up as they change: whoever asks what needs a person looks at these, not at every unit.

use super::unit::{Reason, UnitIx, Units};
use std::collections::{BTreeMap, BTreeSet};

/// The units that want a person, by their roots.
#[derive(Debug, Default)]
pub(super) struct Wanting {
    by_root: BTreeMap<UnitIx, BTreeSet<UnitIx>>,
    /// By index, so that a unit that wants nothing costs one look.
    held: Vec<Option<Reason>>,
    version: u64,
}

impl Wanting {
    fn held(&self, ix: UnitIx) -> Option<Reason> {
        self.held.get(ix.0 as usize).copied().flatten()
    }

    fn hold(&mut self, root: UnitIx, ix: UnitIx, wants: Option<Reason>) {
        let at = ix.0 as usize;
        if self.held.len() <= at {
            self.held.resize(at + 1, None);
        }
        self.held[at] = wants;
        if wants.is_some() {
            self.by_root.entry(root).or_default().insert(ix);
        } else if let Some(units) = self.by_root.get_mut(&root) {
            units.remove(&ix);
            if units.is_empty() {
                self.by_root.remove(&root);
            }
        }
        self.version += 1;
    }

    /// Forgets a root and all of its parts.
    pub(super) fn forget(&mut self, root: UnitIx) {
        if let Some(units) = self.by_root.remove(&root) {
            units.iter().for_each(|ix| self.held[ix.0 as usize] = None);
            self.version += 1;
        }
    }

    /// Returns the units of a root that want a person.
    pub(super) fn of(&self, root: UnitIx) -> impl Iterator<Item = UnitIx> {
        self.by_root.get(&root).into_iter().flatten().copied()
    }
}

impl Units {
    /// Notes what a unit wants, after any change to it.
    pub(super) fn note_wants(&mut self, ix: UnitIx) {
        let Some(unit) = self.get(ix) else { return };
        let (wants, held) = (unit.wants(true), self.wanting.held(ix));
        if wants != held {
            let root = self.root_of(ix);
            self.wanting.hold(root, ix, wants);
        } else if wants.is_some() {
            self.wanting.version += 1;
        }
    }

    /// Notes that a root's status changed: whether failures below it count depends on it.
    pub(super) fn note_root_status(&mut self, root: UnitIx) {
        if self.wanting.by_root.contains_key(&root) {
            self.wanting.version += 1;
        }
    }

    /// Returns the roots in which something wants a person. Of some of them [`Units::need`] says no all the same: they were
    /// cancelled, or succeeded, although a part of them failed.
    pub fn wanting(&self) -> impl Iterator<Item = UnitIx> {
        self.wanting.by_root.keys().copied()
    }

    /// Returns a number that changes whenever what needs a person may have changed.
    #[must_use]
    pub fn wanting_version(&self) -> u64 {
        self.wanting.version
    }
}
