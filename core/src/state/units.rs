//! The store of units: flat, with stable indices, and bounded.

use super::unit::{Kind, Since, Status, Unit, UnitIx};
use super::wake::Wake;
use super::wanting::Wanting;
use std::collections::{BTreeMap, HashMap};

/// How many finished roots are kept; the oldest go first.
pub const FINISHED_ROOTS: usize = 2_000;

/// How many units are held, roots and parts. For more roots the oldest make room; more parts are refused.
pub const MOST_UNITS: usize = 200_000;

/// All units of one stream: a flat store with stable indices.
#[derive(Debug, Default)]
pub struct Units {
    slots: Vec<Option<Unit>>,
    /// Of roots only, where their units stand.
    wakes: Vec<Option<Box<Wake>>>,
    free: Vec<u32>,
    by_id: HashMap<String, UnitIx>,
    /// In the order of their serials: a root is found in here by halving.
    roots: Vec<UnitIx>,
    next_serial: u64,
    /// The roots that are over, by when they ended, and when each did.
    finished: BTreeMap<u64, UnitIx>,
    finished_at: HashMap<UnitIx, u64>,
    next_finish: u64,
    forgotten: u64,
    pub(super) wanting: Wanting,
}

impl Units {
    /// Returns the roots, oldest first.
    #[must_use]
    pub fn roots(&self) -> &[UnitIx] {
        &self.roots
    }

    /// Returns a unit, or `None` where it was forgotten.
    #[must_use]
    pub fn get(&self, ix: UnitIx) -> Option<&Unit> {
        self.slots.get(ix.0 as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, ix: UnitIx) -> Option<&mut Unit> {
        self.slots.get_mut(ix.0 as usize)?.as_mut()
    }

    /// Returns the unit of that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<UnitIx> {
        self.by_id.get(id).copied()
    }

    /// Returns every unit that is held.
    pub fn iter(&self) -> impl Iterator<Item = (UnitIx, &Unit)> {
        self.slots.iter().enumerate().filter_map(|(at, unit)| Some((UnitIx(at as u32), unit.as_ref()?)))
    }

    /// Returns how many units are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Says whether no unit is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Returns how many roots were dropped to stay within [`FINISHED_ROOTS`] and [`MOST_UNITS`].
    #[must_use]
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Returns the root a unit belongs to.
    #[must_use]
    pub fn root_of(&self, ix: UnitIx) -> UnitIx {
        let mut at = ix;
        while let Some(parent) = self.get(at).and_then(|unit| unit.parent) {
            at = parent;
        }
        at
    }

    pub(super) fn insert(&mut self, id: String, kind: Kind, title: &str, parent: Option<UnitIx>, now_ms: u64) -> UnitIx {
        let unit = Unit {
            id: id.clone(),
            kind,
            title: title.to_owned(),
            status: Status::Unknown,
            word: None,
            progress: None,
            started_ms: None,
            ended_ms: None,
            ask: None,
            options: Vec::new(),
            doing: None,
            tolerated: false,
            stalled: None,
            interventions: Vec::new(),
            facts: Vec::new(),
            heard_ms: now_ms,
            since: Since { ms: now_ms, witnessed: false },
            confirmed: true,
            parent,
            children: Vec::new(),
            serial: self.next_serial,
        };
        self.next_serial += 1;
        let ix = match self.free.pop() {
            Some(slot) => {
                self.slots[slot as usize] = Some(unit);
                UnitIx(slot)
            }
            None => {
                self.slots.push(Some(unit));
                UnitIx(self.slots.len() as u32 - 1)
            }
        };
        self.by_id.insert(id, ix);
        match parent {
            Some(parent) => {
                if let Some(parent) = self.get_mut(parent) {
                    parent.children.push(ix);
                }
            }
            None => self.roots.push(ix),
        }
        ix
    }

    /// Moves a unit under another parent, keeping its id.
    pub(super) fn adopt(&mut self, parent: UnitIx, child: UnitIx) {
        if let Some(old) = self.get(child).and_then(|unit| unit.parent).and_then(|old| self.get_mut(old)) {
            // From the end, where a unit that was just made stands.
            if let Some(at) = old.children.iter().rposition(|held| *held == child) {
                old.children.remove(at);
            }
        }
        if let Some(unit) = self.get_mut(child) {
            unit.parent = Some(parent);
        }
        if let Some(parent) = self.get_mut(parent) {
            parent.children.push(child);
        }
    }

    /// Notes that a root is over, or that it lives again.
    pub(super) fn note_over(&mut self, root: UnitIx, over: bool) {
        if let Some(at) = self.finished_at.remove(&root) {
            self.finished.remove(&at);
        }
        if over {
            self.finished_at.insert(root, self.next_finish);
            self.finished.insert(self.next_finish, root);
            self.next_finish += 1;
        }
    }

    /// Returns the root that has to go next: the one that is over for longest, where more than [`FINISHED_ROOTS`] are.
    pub(super) fn too_old(&self) -> Option<UnitIx> {
        if self.finished.len() > FINISHED_ROOTS { self.finished.values().next().copied() } else { None }
    }

    /// Removes a root and all below it; returns what was removed. Does nothing to a part.
    pub(super) fn remove(&mut self, root: UnitIx) -> Vec<Unit> {
        self.note_over(root, false);
        let Some(serial) = self.get(root).filter(|unit| unit.parent.is_none()).map(|unit| unit.serial) else { return Vec::new() };
        let serial_of = |held: &UnitIx| self.get(*held).map_or(0, |unit| unit.serial);
        if let Ok(at) = self.roots.binary_search_by_key(&serial, serial_of) {
            self.roots.remove(at);
        }
        self.wanting.forget(root);
        let mut removed = Vec::new();
        let mut todo = vec![root];
        while let Some(ix) = todo.pop() {
            if let Some(unit) = self.slots.get_mut(ix.0 as usize).and_then(Option::take) {
                todo.extend(&unit.children);
                self.by_id.remove(&unit.id);
                self.wakes.get_mut(ix.0 as usize).map(Option::take);
                self.free.push(ix.0);
                removed.push(unit);
            }
        }
        removed
    }

    /// Returns what happened around a root, to add to it.
    pub(super) fn wake_mut(&mut self, root: UnitIx) -> &mut Wake {
        let at = root.0 as usize;
        if self.wakes.len() <= at {
            self.wakes.resize(at + 1, None);
        }
        self.wakes[at].get_or_insert_default()
    }

    /// Returns what happened around a root.
    pub(super) fn wake(&self, root: UnitIx) -> Option<&Wake> {
        self.wakes.get(root.0 as usize)?.as_deref()
    }

    /// Removes a root as [`Units::remove`] does, to make room, and counts it.
    pub(super) fn forget(&mut self, root: UnitIx) -> Vec<Unit> {
        self.forgotten += 1;
        self.remove(root)
    }
}
