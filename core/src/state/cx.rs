//! What a reducer works with while it applies one event: the state, the clock, and the list of changes.

use super::log::{Logs, Meta, RowKind};
use super::unit::{Kind, MOST_UNITS, Since, Status, Unit, UnitIx, Units, join_ids};
use super::{CAUSES, Changes, Counters, LEVELS, Server};
use crate::protocol::DecodeError;
use crate::protocol::field::Elements;

pub(super) struct Cx<'a> {
    pub(super) units: &'a mut Units,
    pub(super) logs: &'a mut Logs,
    pub(super) counters: &'a mut Counters,
    pub(super) server: &'a mut Server,
    pub(super) changes: &'a mut Changes,
    pub(super) now_ms: u64,
    /// Whether this event tells of a change as it happens, not of a state that was there before.
    pub(super) witnessed: bool,
}

impl Cx<'_> {
    /// Returns the root of that id, made if it is not there, and whether it was made.
    pub(super) fn root(&mut self, kind: Kind, ids: &[&str], title: &str) -> (UnitIx, bool) {
        let id = join_ids(ids);
        if let Some(ix) = self.units.find(&id) {
            return (ix, false);
        }
        self.make_room(None);
        (self.insert(id, kind, title, None), true)
    }

    /// Returns the child of that id, made if it is not there, and whether it was made.
    ///
    /// Returns `None` where the parent's root alone holds [`MOST_UNITS`]: what is said of one more part is counted as unread.
    pub(super) fn child(&mut self, parent: UnitIx, kind: Kind, id: &str, title: &str) -> Option<(UnitIx, bool)> {
        let base = self.units.get(parent).map_or("", |unit| unit.id.as_str());
        let id = format!("{base}/{}", join_ids(&[id]));
        if let Some(ix) = self.units.find(&id) {
            return Some((ix, false));
        }
        if !self.make_room(Some(parent)) {
            self.unread(DecodeError::new(kind.as_str(), format_args!("more than {MOST_UNITS} units")));
            return None;
        }
        Some((self.insert(id, kind, title, Some(parent)), true))
    }

    fn insert(&mut self, id: String, kind: Kind, title: &str, parent: Option<UnitIx>) -> UnitIx {
        let ix = self.units.insert(id, kind, title, parent, self.now_ms);
        self.changes.order = true;
        self.touch(ix);
        ix
    }

    /// Drops the oldest roots, but not the one that grows, until one more unit may be held; says whether it may.
    fn make_room(&mut self, for_part_of: Option<UnitIx>) -> bool {
        while self.units.len() >= MOST_UNITS {
            let grows = for_part_of.map(|parent| self.units.root_of(parent));
            let Some(oldest) = self.units.roots().iter().copied().find(|root| Some(*root) != grows) else { return false };
            self.forget(oldest);
        }
        true
    }

    fn forget(&mut self, root: UnitIx) {
        for unit in self.units.forget(root) {
            self.logs.clear(&unit.id);
        }
        self.changes.order = true;
    }

    /// Marks a unit and all it is part of as named by this event.
    fn touch(&mut self, ix: UnitIx) {
        let (mut at, mut root) = (Some(ix), ix);
        while let Some(ix) = at {
            root = ix;
            self.changes.row(ix);
            let Some(unit) = self.units.get_mut(ix) else { return };
            unit.heard_ms = self.now_ms;
            let was_confirmed = std::mem::replace(&mut unit.confirmed, true);
            at = unit.parent;
            if !was_confirmed {
                self.units.note_wants(ix);
            }
        }
        // What was there before this page looked is no sign of life.
        if self.witnessed {
            self.units.wake_mut(root).count(self.counters.frames, self.now_ms);
        }
    }

    /// Marks a unit and the one it is now part of as moved.
    pub(super) fn moved(&mut self, ix: UnitIx) {
        self.changes.order = true;
        self.changes.row(ix);
        if let Some(parent) = self.units.get(ix).and_then(|unit| unit.parent) {
            self.changes.row(parent);
        }
    }

    /// Changes a unit that this event names.
    pub(super) fn edit<R>(&mut self, ix: UnitIx, change: impl FnOnce(&mut Unit) -> R) -> Option<R> {
        self.touch(ix);
        let changed = self.units.get_mut(ix).map(change);
        self.units.note_wants(ix);
        changed
    }

    /// Sets a unit's status and the server's word for it.
    pub(super) fn set_status(&mut self, ix: UnitIx, status: Status, word: Option<&str>) {
        self.edit(ix, |unit| {
            if unit.word.as_deref() != word {
                unit.word = word.map(str::to_owned);
            }
        });
        self.shift(ix, status);
    }

    /// Says that a unit left the stream. No event names it, so when it was last heard of stays.
    pub(super) fn left(&mut self, ix: UnitIx) {
        if !self.status(ix).is_over() {
            self.changes.row(ix);
            self.shift(ix, Status::Ended);
        }
    }

    fn shift(&mut self, ix: UnitIx, status: Status) {
        let Some(unit) = self.units.get_mut(ix).filter(|unit| unit.status != status) else { return };
        if !status.is_over() {
            unit.ended_ms = None;
        }
        // The words belong to the wait or the failure they came with.
        let has_words = |status| matches!(status, Status::Waiting | Status::Failed);
        if has_words(unit.status) || !has_words(status) {
            unit.ask = None;
            unit.options.clear();
        }
        let (was, since, is_root) = (unit.status, unit.since, unit.parent.is_none());
        unit.status = status;
        unit.since = Since { ms: self.now_ms, witnessed: self.witnessed };
        if is_root {
            self.units.note_over(ix, status.is_over());
            if was == Status::Waiting {
                self.units.wake_mut(ix).waited(since.ms, self.now_ms);
            }
            self.units.note_root_status(ix);
        }
        self.units.note_wants(ix);
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
            self.level_seen(meta.level);
        }
    }

    fn level_seen(&mut self, level: Option<&str>) {
        let levels = &mut self.server.levels;
        if let Some(level) = level.filter(|level| levels.len() < LEVELS && !levels.iter().any(|seen| seen == level)) {
            levels.push(level.to_owned());
            self.changes.server = true;
        }
    }

    /// Returns the last line that says something among the last few that a unit wrote, cut to what a cell can show.
    pub(super) fn last_line(&self, ix: UnitIx) -> Option<String> {
        let log = self.logs.get(self.logs.find(&self.units.get(ix)?.id)?)?;
        let line = log.lines().rev().take(8).map(str::trim).find(|line| !line.is_empty())?;
        Some(line.chars().take(200).collect())
    }

    /// Takes back what a unit wrote, because better comes.
    pub(super) fn restart_log(&mut self, ix: UnitIx) {
        if let Some(log) = self.units.get(ix).and_then(|unit| self.logs.find(&unit.id)) {
            self.logs.restart(log);
            self.changes.logs = true;
        }
    }

    /// Appends a row that is not plain text to a unit's log.
    pub(super) fn row(&mut self, ix: UnitIx, kind: RowKind, text: &str, meta: Meta<'_>) {
        if let Some(unit) = self.units.get(ix) {
            let log = self.logs.open(&unit.id);
            self.logs.event(log, kind, text, meta);
            self.changes.logs = true;
            self.level_seen(meta.level);
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
        while let Some(oldest) = self.units.too_old() {
            self.forget(oldest);
        }
    }
}
