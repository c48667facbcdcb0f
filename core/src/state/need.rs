//! What a root needs a human for: the most urgent reason in it, and where it lies.

use super::unit::{Kind, Need, Reason, Status, Unit, UnitIx, Units};
use std::collections::BTreeSet;

/// Where a root's most urgent reason lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Why.
    pub reason: Reason,
    /// The deepest unit that is the cause.
    pub unit: UnitIx,
}

/// What failed in a root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failures {
    /// How many: jobs, or the root itself.
    pub count: u32,
    /// When the last one did, in the caller's clock.
    pub newest_ms: u64,
}

impl Unit {
    /// Returns what the unit itself wants a human for. `failures_count` says whether a failure in its root counts.
    pub(super) fn wants(&self, failures_count: bool) -> Option<Reason> {
        if self.status == Status::Waiting {
            Some(Reason::Waiting)
        } else if self.has_failed() && failures_count {
            Some(Reason::Failed)
        } else if !self.interventions.is_empty() {
            Some(Reason::Intervention)
        } else if self.stalled.is_some() {
            Some(Reason::Stalled)
        } else {
            None
        }
    }
}

impl Units {
    /// Returns what a root needs a human for: the most urgent reason in it, at the deepest unit that is its cause.
    ///
    /// A failure below a root that succeeded or was cancelled does not count. Returns `None` for a child.
    #[must_use]
    pub fn need(&self, root: UnitIx) -> Option<Need> {
        let Cause { reason, unit: cause } = self.cause(root)?;
        Some(Need { reason, cause, ask: self.ask(reason, cause) })
    }

    /// Returns where a root's need lies, without its words. Costs as much as there are units in it that want a person.
    #[must_use]
    pub fn cause(&self, root: UnitIx) -> Option<Cause> {
        let counts = self.get(root).filter(|unit| unit.parent.is_none()).map(failures_count)?;
        let mut best: Option<(Reason, usize)> = None;
        let mut tied: Vec<UnitIx> = Vec::new();
        for ix in self.wanting.of(root) {
            let Some(reason) = self.get(ix).and_then(|unit| unit.wants(counts)) else { continue };
            let depth = self.depth(ix);
            if best.is_none_or(|(held, deep)| reason < held || (reason == held && depth > deep)) {
                best = Some((reason, depth));
                tied.clear();
            }
            if best == Some((reason, depth)) {
                tied.push(ix);
            }
        }
        let (reason, _) = best?;
        let unit = if let [one] = tied[..] { one } else { self.first_of(root, &tied)? };
        Some(Cause { reason, unit })
    }

    /// Returns the words of a need: the prompt, the error, the instruction.
    #[must_use]
    pub fn ask(&self, reason: Reason, cause: UnitIx) -> Option<String> {
        let unit = self.get(cause)?;
        match reason {
            Reason::Waiting | Reason::Failed => self.words_up_from(cause).or_else(|| unit.word.clone()),
            Reason::Intervention => unit.interventions.iter().find_map(|held| held.message.clone().or_else(|| held.kind.clone())),
            Reason::Stalled => None,
        }
    }

    /// Counts what failed in a root: a job once, however many of its steps failed, and what it is part of not again.
    #[must_use]
    pub fn failures(&self, root: UnitIx) -> Failures {
        if self.get(root).is_none_or(|unit| !failures_count(unit)) {
            return Failures::default();
        }
        let failed: BTreeSet<UnitIx> = self.wanting.of(root).filter(|ix| self.get(*ix).is_some_and(Unit::has_failed)).collect();
        let mut above = BTreeSet::new();
        for ix in &failed {
            let mut at = self.get(*ix).and_then(|unit| unit.parent);
            // What stands above this parent was put there before.
            while let Some(parent) = at.filter(|parent| above.insert(*parent)) {
                at = self.get(parent).and_then(|unit| unit.parent);
            }
        }
        let leaves = || failed.iter().copied().filter(|ix| !above.contains(ix));
        let jobs: BTreeSet<UnitIx> = leaves().map(|ix| self.job_of(ix)).collect();
        let newest_ms = leaves().filter_map(|ix| self.get(ix)).map(|unit| unit.since.ms).max().unwrap_or_default();
        Failures { count: jobs.len() as u32, newest_ms }
    }

    /// Returns the job that a unit is a step of, else the unit itself.
    #[must_use]
    pub fn job_of(&self, ix: UnitIx) -> UnitIx {
        let mut at = Some(ix);
        while let Some((here, unit)) = at.and_then(|ix| Some((ix, self.get(ix)?))) {
            if unit.kind == Kind::Job {
                return here;
            }
            at = unit.parent;
        }
        ix
    }

    fn depth(&self, ix: UnitIx) -> usize {
        std::iter::successors(Some(ix), |ix| self.get(*ix)?.parent).count()
    }

    /// Finds the first of these units, which are in the order of their indices, in the order in which a tree is read.
    fn first_of(&self, root: UnitIx, units: &[UnitIx]) -> Option<UnitIx> {
        let mut todo = vec![root];
        while let Some(ix) = todo.pop() {
            if units.binary_search(&ix).is_ok() {
                return Some(ix);
            }
            todo.extend(self.get(ix)?.children.iter().rev());
        }
        None
    }

    /// Finds the words of a cause: its own, else those of what it is part of.
    fn words_up_from(&self, cause: UnitIx) -> Option<String> {
        let mut at = Some(cause);
        while let Some(unit) = at.and_then(|ix| self.get(ix)) {
            if unit.ask.is_some() {
                return unit.ask.clone();
            }
            at = unit.parent;
        }
        None
    }
}

fn failures_count(root: &Unit) -> bool {
    !matches!(root.status, Status::Succeeded | Status::Cancelled)
}
