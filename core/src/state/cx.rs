//! What a reducer works with while it applies one event: the state, the clock, and the list of changes.

use super::log::{Logs, Meta, RowKind};
use super::unit::{FINISHED_ROOTS, Kind, Since, Status, Unit, UnitIx, Units, join_ids};
use super::{CAUSES, Changes, Counters, Server};
use crate::protocol::DecodeError;
use crate::protocol::field::Elements;
use std::collections::VecDeque;

pub(super) struct Cx<'a> {
    pub(super) units: &'a mut Units,
    pub(super) logs: &'a mut Logs,
    pub(super) counters: &'a mut Counters,
    pub(super) server: &'a mut Server,
    pub(super) finished: &'a mut VecDeque<UnitIx>,
    pub(super) changes: &'a mut Changes,
    pub(super) now_ms: u64,
    /// Whether this event tells of a change as it happens, not of a state that was there before.
    pub(super) witnessed: bool,
}

impl Cx<'_> {
    /// Returns the root of that id, made if it is not there, and whether it was made.
    pub(super) fn root(&mut self, kind: Kind, ids: &[&str], title: &str) -> (UnitIx, bool) {
        self.find_or_insert(join_ids(ids), kind, title, None)
    }

    /// Returns the child of that id, made if it is not there, and whether it was made.
    pub(super) fn child(&mut self, parent: UnitIx, kind: Kind, id: &str, title: &str) -> (UnitIx, bool) {
        let base = self.units.get(parent).map_or("", |unit| unit.id.as_str());
        let id = format!("{base}/{}", join_ids(&[id]));
        self.find_or_insert(id, kind, title, Some(parent))
    }

    fn find_or_insert(&mut self, id: String, kind: Kind, title: &str, parent: Option<UnitIx>) -> (UnitIx, bool) {
        if let Some(ix) = self.units.find(&id) {
            return (ix, false);
        }
        let ix = self.units.insert(id, kind, title, parent, self.now_ms);
        self.changes.order = true;
        self.touch(ix);
        (ix, true)
    }

    /// Marks a unit and all it is part of as named by this event.
    fn touch(&mut self, ix: UnitIx) {
        let mut at = Some(ix);
        while let Some(ix) = at {
            self.changes.row(ix);
            at = self.units.get_mut(ix).and_then(|unit| {
                (unit.heard_ms, unit.confirmed) = (self.now_ms, true);
                unit.parent
            });
        }
    }

    /// Changes a unit that this event names.
    pub(super) fn edit<R>(&mut self, ix: UnitIx, change: impl FnOnce(&mut Unit) -> R) -> Option<R> {
        self.touch(ix);
        self.units.get_mut(ix).map(change)
    }

    /// Sets a unit's status and the server's word for it.
    pub(super) fn set_status(&mut self, ix: UnitIx, status: Status, word: Option<&str>) {
        let (now_ms, witnessed) = (self.now_ms, self.witnessed);
        let changed = self.edit(ix, |unit| {
            if unit.word.as_deref() != word {
                unit.word = word.map(str::to_owned);
            }
            if unit.status == status {
                return false;
            }
            if !status.is_over() {
                unit.ended_ms = None;
            }
            if !matches!(status, Status::Waiting | Status::Failed) {
                unit.ask = None;
                unit.options.clear();
            }
            unit.status = status;
            unit.since = Since { ms: now_ms, witnessed };
            true
        });
        if changed == Some(true) && status.is_over() && self.units.get(ix).is_some_and(|unit| unit.parent.is_none()) {
            self.finished.push_back(ix);
        }
    }

    /// Returns a unit's status.
    pub(super) fn status(&self, ix: UnitIx) -> Status {
        self.units.get(ix).map_or(Status::Unknown, |unit| unit.status)
    }

    /// Appends text to a unit's log.
    pub(super) fn write(&mut self, ix: UnitIx, text: &str, meta: Meta<'_>) {
        if let Some(unit) = self.units.get(ix) {
            let log = self.logs.open(&unit.id);
            self.logs.write(log, text, meta);
            self.changes.logs = true;
        }
    }

    /// Appends a row that is not plain text to a unit's log.
    pub(super) fn row(&mut self, ix: UnitIx, kind: RowKind, text: &str, meta: Meta<'_>) {
        if let Some(unit) = self.units.get(ix) {
            let log = self.logs.open(&unit.id);
            self.logs.event(log, kind, text, meta);
            self.changes.logs = true;
        }
    }

    /// Counts a payload that could not be read and keeps its cause.
    pub(super) fn unread(&mut self, cause: DecodeError) {
        self.counters.decode_errors += 1;
        if self.counters.causes.len() == CAUSES {
            self.counters.causes.pop_front();
        }
        self.counters.causes.push_back(cause);
        self.changes.server = true;
    }

    /// Returns the elements that could be read, and counts the others.
    pub(super) fn read<T>(&mut self, event: &str, elements: Elements<T>) -> Vec<T> {
        for cause in elements.unread {
            self.unread(DecodeError::new(event, cause));
        }
        elements.items
    }

    /// Drops the oldest finished roots beyond what is kept.
    pub(super) fn forget_oldest(&mut self) {
        while self.finished.len() > FINISHED_ROOTS {
            let Some(oldest) = self.finished.pop_front() else { break };
            let is_over = self.units.get(oldest).is_some_and(|unit| unit.status.is_over() && unit.parent.is_none());
            // A root that ended, lived again and ended again stands in the list twice.
            if is_over && !self.finished.contains(&oldest) {
                for unit in self.units.forget(oldest) {
                    self.logs.clear(&unit.id);
                }
                self.changes.order = true;
            }
        }
    }
}
