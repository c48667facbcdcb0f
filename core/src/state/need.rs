//! What a root needs a human for: the most urgent reason in it, and where it lies.

use super::unit::{Need, Reason, Status, UnitIx, Units};

impl Units {
    /// Returns what a root needs a human for: the most urgent reason in it, at the deepest unit that is its cause.
    ///
    /// A failure below a root that succeeded or was cancelled does not count. Returns `None` for a child.
    #[must_use]
    pub fn need(&self, root: UnitIx) -> Option<Need> {
        let unit = self.get(root)?;
        if unit.parent.is_some() {
            return None;
        }
        let failures_count = !matches!(unit.status, Status::Succeeded | Status::Cancelled);
        let mut best: Option<(Reason, usize, UnitIx)> = None;
        let mut todo = vec![(root, 0)];
        while let Some((ix, depth)) = todo.pop() {
            let Some(unit) = self.get(ix) else { continue };
            let reason = if unit.status == Status::Waiting {
                Some(Reason::Waiting)
            } else if unit.has_failed() && failures_count {
                Some(Reason::Failed)
            } else if !unit.interventions.is_empty() {
                Some(Reason::Intervention)
            } else if unit.stalled.is_some() {
                Some(Reason::Stalled)
            } else {
                None
            };
            if let Some(reason) = reason
                && best.is_none_or(|(held, deep, _)| reason < held || (reason == held && depth > deep))
            {
                best = Some((reason, depth, ix));
            }
            todo.extend(unit.children.iter().rev().map(|child| (*child, depth + 1)));
        }
        let (reason, _, cause) = best?;
        let unit = self.get(cause)?;
        let ask = match reason {
            Reason::Waiting | Reason::Failed => self.words_up_from(cause).or_else(|| unit.word.clone()),
            Reason::Intervention => unit.interventions.iter().find_map(|held| held.message.clone().or_else(|| held.kind.clone())),
            Reason::Stalled => None,
        };
        Some(Need { reason, cause, ask })
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
