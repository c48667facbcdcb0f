//! The events that API 4 keeps for `Last-Event-ID`: bounded, with ids as its servers make them.

use super::{Dialect, Moment, Outgoing};
use std::collections::VecDeque;

/// How many events of one subject are kept.
const KEPT: usize = 1000;

/// The events of one subject.
#[derive(Debug)]
pub(crate) struct Journal {
    dialect: Dialect,
    kept: VecDeque<Outgoing>,
    second: i64,
    number: u64,
}

impl Journal {
    /// Makes an empty one.
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, kept: VecDeque::new(), second: 0, number: 0 }
    }

    /// Gives an event its id, keeps it, and returns it to be sent.
    ///
    /// The documents count from 1; the observed server writes the second and a number within it.
    pub(crate) fn write(&mut self, event: Outgoing, now: Moment) -> Outgoing {
        let id = match self.dialect {
            Dialect::Documents => {
                self.number += 1;
                self.number.to_string()
            }
            Dialect::Observed => {
                let second = now.wall_ms.div_euclid(1000).max(self.second);
                self.number = if second == self.second { self.number + 1 } else { 0 };
                self.second = second;
                format!("{second}:{}", self.number)
            }
        };
        let event = Outgoing { id: Some(id), ..event };
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(event.clone());
        event
    }

    /// Forgets all but the ids: what comes next is a new execution.
    pub(crate) fn begin_again(&mut self) {
        self.kept.clear();
    }

    /// Returns how many events are kept.
    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    /// Returns the last `count` events.
    pub(crate) fn tail(&self, count: usize) -> Vec<Outgoing> {
        self.kept.iter().skip(self.kept.len().saturating_sub(count)).cloned().collect()
    }

    /// Returns what came after an id, or `None` where that id is not kept.
    pub(crate) fn after(&self, id: &str) -> Option<Vec<Outgoing>> {
        let at = self.kept.iter().position(|event| event.id.as_deref() == Some(id))?;
        Some(self.kept.iter().skip(at + 1).cloned().collect())
    }
}
