//! Folded groups of a runner's log: `::group::name` to `::endgroup::`, in the log of one unit.
//!
//! GitHub, "Workflow commands", "Grouping log lines": groups do not nest, and a new one ends the one before.

use super::more::command;
use super::view::View;
use fleetglass_core::state::log::{Row, RowKind};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The groups that are folded, by the numbers of their headers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Folds(Arc<BTreeMap<u64, Group>>);

/// How far a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// The number of the first row after it.
    pub(super) end: u64,
    /// How many rows stand between its header and its end.
    pub(super) rows: u64,
}

impl Folds {
    /// Says whether nothing is folded.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether a row is inside a folded group.
    pub(super) fn hide(&self, number: u64) -> bool {
        self.0.range(..number).next_back().is_some_and(|(_, group)| number < group.end)
    }

    /// Returns how many rows the group of a header hides; nothing where it is open.
    pub(super) fn hidden(&self, header: u64) -> Option<u64> {
        self.0.get(&header).map(|group| group.rows)
    }

    /// Folds the group of a header, or opens it.
    pub(super) fn toggle(&mut self, header: u64, group: Group) {
        let folds = Arc::make_mut(&mut self.0);
        if folds.remove(&header).is_none() {
            folds.insert(header, group);
        }
    }
}

impl View {
    /// Folds the group that begins at a position, or opens it.
    pub(super) fn fold(&self, position: u64) {
        let found = self.feed.with_value(|feed| {
            let header = feed.row(position, |found, _| found.number)?;
            let mut group = Group { end: header + 1, rows: 0 };
            feed.scan(position + 1, |found, row| {
                if is_header(row) {
                    return false;
                }
                let last = is_end(row);
                group = Group { end: found.number + 1, rows: group.rows + u64::from(!last) };
                !last
            });
            Some((header, group))
        });
        if let Some((header, group)) = found {
            self.folds.update(|folds| folds.toggle(header, group));
        }
    }

    /// Opens all groups.
    pub(super) fn unfold(&self) {
        if self.folds.with_untracked(|folds| !folds.is_empty()) {
            self.folds.set(Folds::default());
        }
    }
}

/// Says whether a row is the header of a group.
pub(super) fn is_header(row: Row<'_>) -> bool {
    says(row, "group")
}

/// Says whether a group ends with a row.
pub(super) fn is_end(row: Row<'_>) -> bool {
    says(row, "endgroup")
}

fn says(row: Row<'_>, name: &str) -> bool {
    matches!(row.kind, RowKind::Line { .. }) && command(row.text).is_some_and(|command| command.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_group_hides_what_is_inside_and_opens_again() {
        let mut folds = Folds::default();
        folds.toggle(10, Group { end: 15, rows: 3 });
        folds.toggle(20, Group { end: 21, rows: 0 });
        let hidden: Vec<u64> = (8..25).filter(|number| folds.hide(*number)).collect();
        assert_eq!((hidden, folds.hidden(10), folds.hidden(20), folds.hidden(11)), (vec![11, 12, 13, 14], Some(3), Some(0), None));
        folds.toggle(10, Group { end: 15, rows: 3 });
        assert!(!folds.hide(12) && !folds.is_empty());
    }

    #[test]
    fn headers_and_ends_are_lines_of_output() {
        let line = RowKind::Line { cut: false };
        for (text, header, end) in
            [("::group::Build", true, false), ("##[group]Build", true, false), ("::endgroup::", false, true), ("x", false, false)]
        {
            assert_eq!((is_header(Row::new(&line, text)), is_end(Row::new(&line, text))), (header, end), "{text}");
        }
        assert!(!is_header(Row::new(&RowKind::Status, "::group::Build")));
    }
}
