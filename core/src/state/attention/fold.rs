//! Failures of one source, folded: two are shown, all others are one row.

use super::Entry;
use crate::state::unit::Reason;
use std::collections::BTreeMap;

/// From this failure of one source on they are one row.
pub const FOLD_FROM: usize = 3;

/// A row of the queue.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// Something that needs a person.
    One(Entry),
    /// Further failures of a source, the newest first; it stands where the first of them would.
    Folded {
        /// Which source.
        source: usize,
        /// They.
        entries: Vec<Entry>,
    },
}

/// Folds the failures of each source from the third on.
#[must_use]
pub fn rows(entries: &[Entry]) -> Vec<Row> {
    let failed = |entry: &Entry| entry.reason == Reason::Failed;
    let (mut rows, mut shown, mut folded) = (Vec::new(), BTreeMap::<usize, usize>::new(), BTreeMap::<usize, usize>::new());
    for entry in entries {
        let place = shown.entry(entry.source).or_default();
        *place += usize::from(failed(entry));
        if !failed(entry) || *place < FOLD_FROM {
            rows.push(Row::One(*entry));
            continue;
        }
        match folded.get(&entry.source).and_then(|at| rows.get_mut(*at)) {
            Some(Row::Folded { entries, .. }) => entries.push(*entry),
            _ => {
                folded.insert(entry.source, rows.len());
                rows.push(Row::Folded { source: entry.source, entries: vec![*entry] });
            }
        }
    }
    rows
}
