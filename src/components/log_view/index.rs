//! Which rows a filter lets through, kept as rows come in.
//!
//! Every row is tested once, when it comes; a batch never looks at the rows before it. The last row of a log may still be
//! redrawn in place, so it stays loose: it is tested again until another row follows it.

use std::collections::VecDeque;

/// Where a row is: the lane it came on, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The lane.
    pub lane: u16,
    /// The row's number on it.
    pub number: u64,
}

/// Rows on one or more lanes, each numbered from its first.
pub trait Rows {
    /// How many lanes there are.
    fn lanes(&self) -> u16;
    /// The numbers on a lane: of the first row held, and of the next to come.
    fn range(&self, lane: u16) -> (u64, u64);
    /// When a row was written, for the order between lanes.
    fn at_ms(&self, entry: Entry) -> Option<i64>;
    /// Whether it is to be shown.
    fn shows(&self, entry: Entry) -> bool;
    /// Whether it may still be redrawn.
    fn is_loose(&self, entry: Entry) -> bool;
    /// Whether it is still held.
    fn is_held(&self, entry: Entry) -> bool;
}

/// The rows that are shown, in order. The first row ever shown has position 0, and keeps it.
#[derive(Debug, Default)]
pub struct Index {
    entries: VecDeque<Entry>,
    dropped: u64,
    next: Vec<u64>,
    loose: Vec<(Entry, bool)>,
}

impl Index {
    /// Returns the position of the first row that is held.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.dropped
    }

    /// Returns the position after the last row.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.dropped + self.entries.len() as u64
    }

    /// Returns the row at a position.
    #[must_use]
    pub fn get(&self, position: u64) -> Option<Entry> {
        self.entries.get(usize::try_from(position.checked_sub(self.dropped)?).ok()?).copied()
    }

    /// Returns the rows held, oldest first, with their positions.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, Entry)> {
        self.entries.iter().enumerate().map(|(at, entry)| (self.dropped + at as u64, *entry))
    }

    /// Takes rows that came until there is none left or `go_on` says no (asked every 256 rows). Returns whether none is left.
    ///
    /// Costs one test a new row, one a loose row, and one look at the rows at the front.
    pub fn advance(&mut self, rows: &impl Rows, mut go_on: impl FnMut() -> bool) -> bool {
        self.next.resize(usize::from(rows.lanes()), 0);
        self.trim(rows);
        self.settle(rows);
        let mut taken = 0_u32;
        while let Some(entry) = self.first_waiting(rows) {
            let shows = rows.shows(entry);
            if shows {
                self.entries.push_back(entry);
            }
            if rows.is_loose(entry) {
                self.loose.push((entry, shows));
            }
            self.next[usize::from(entry.lane)] = entry.number + 1;
            taken += 1;
            if taken.is_multiple_of(256) && !go_on() {
                return self.first_waiting(rows).is_none();
            }
        }
        true
    }

    /// Finds the oldest row, over all lanes, that was not taken yet. A row without a time goes first: nothing can be before it.
    fn first_waiting(&self, rows: &impl Rows) -> Option<Entry> {
        let mut waiting = (0..rows.lanes()).filter_map(|lane| {
            let (start, end) = rows.range(lane);
            let number = self.next[usize::from(lane)].max(start);
            (number < end).then_some(Entry { lane, number })
        });
        if rows.lanes() < 2 { waiting.next() } else { waiting.min_by_key(|entry| rows.at_ms(*entry).unwrap_or(i64::MIN)) }
    }

    fn trim(&mut self, rows: &impl Rows) {
        while self.entries.front().is_some_and(|entry| !rows.is_held(*entry)) {
            self.entries.pop_front();
            self.dropped += 1;
        }
    }

    fn settle(&mut self, rows: &impl Rows) {
        let mut loose = std::mem::take(&mut self.loose);
        loose.retain_mut(|(entry, shown)| {
            if rows.is_held(*entry) {
                let shows = rows.shows(*entry);
                if shows != *shown {
                    self.put(*entry, shows);
                    *shown = shows;
                }
            }
            rows.is_held(*entry) && rows.is_loose(*entry)
        });
        self.loose = loose;
    }

    /// Shows or hides one of the last rows after all.
    fn put(&mut self, entry: Entry, shows: bool) {
        if !shows {
            if let Some(at) = self.entries.iter().rposition(|held| *held == entry) {
                self.entries.remove(at);
            }
            return;
        }
        // Rows of its own lane that are later stand behind it; a row of another lane has no say.
        let at = self.entries.iter().rposition(|held| held.lane == entry.lane && held.number < entry.number).map_or(0, |at| at + 1);
        self.entries.insert(at, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[derive(Default)]
    struct Held {
        lanes: Vec<(u64, Vec<(i64, &'static str)>)>,
        wanted: &'static str,
        tests: Cell<u32>,
    }

    impl Held {
        fn one(texts: &[&'static str], wanted: &'static str) -> Self {
            Self { lanes: vec![(0, texts.iter().map(|text| (0, *text)).collect())], wanted, tests: Cell::new(0) }
        }

        fn row(&self, entry: Entry) -> Option<&(i64, &'static str)> {
            let (dropped, rows) = &self.lanes[usize::from(entry.lane)];
            rows.get(entry.number.checked_sub(*dropped)? as usize)
        }
    }

    impl Rows for Held {
        fn lanes(&self) -> u16 {
            self.lanes.len() as u16
        }
        fn range(&self, lane: u16) -> (u64, u64) {
            let (dropped, rows) = &self.lanes[usize::from(lane)];
            (*dropped, dropped + rows.len() as u64)
        }
        fn at_ms(&self, entry: Entry) -> Option<i64> {
            self.row(entry).map(|row| row.0)
        }
        fn shows(&self, entry: Entry) -> bool {
            self.tests.set(self.tests.get() + 1);
            self.row(entry).is_some_and(|row| row.1.contains(self.wanted))
        }
        fn is_loose(&self, entry: Entry) -> bool {
            entry.number + 1 == self.range(entry.lane).1
        }
        fn is_held(&self, entry: Entry) -> bool {
            self.row(entry).is_some()
        }
    }

    fn shown(index: &Index, held: &Held) -> Vec<&'static str> {
        index.iter().filter_map(|(_, entry)| held.row(entry)).map(|row| row.1).collect()
    }

    #[test]
    fn a_new_row_costs_one_test_and_those_before_it_none() {
        let mut held = Held::one(&["a1", "b2", "a3"], "a");
        let mut index = Index::default();
        assert!(index.advance(&held, || true));
        assert_eq!(shown(&index, &held), ["a1", "a3"]);
        held.tests.set(0);
        held.lanes[0].1.push((0, "a4"));
        index.advance(&held, || true);
        assert_eq!(shown(&index, &held), ["a1", "a3", "a4"]);
        // One for the new row, one for the row that was the last and might have been redrawn.
        assert_eq!(held.tests.get(), 2);
    }

    #[test]
    fn a_redraw_shows_or_hides_the_last_row() {
        let mut held = Held::one(&["a", "10%"], "a");
        let mut index = Index::default();
        index.advance(&held, || true);
        assert_eq!(shown(&index, &held), ["a"]);
        held.lanes[0].1[1].1 = "all done";
        index.advance(&held, || true);
        assert_eq!(shown(&index, &held), ["a", "all done"]);
        held.lanes[0].1[1].1 = "no";
        held.lanes[0].1.push((0, "last"));
        index.advance(&held, || true);
        assert_eq!(shown(&index, &held), ["a", "last"]);
    }

    #[test]
    fn rows_that_are_dropped_leave_and_positions_stay() {
        let mut held = Held::one(&["a1", "b", "a2", "a3"], "a");
        let mut index = Index::default();
        index.advance(&held, || true);
        held.lanes[0] = (2, held.lanes[0].1[2..].to_vec());
        index.advance(&held, || true);
        assert_eq!((index.start(), index.end()), (1, 3));
        assert_eq!(index.get(1), Some(Entry { lane: 0, number: 2 }));
        assert_eq!(index.get(0), None);
    }

    #[test]
    fn lanes_are_merged_by_time_as_rows_come() {
        let mut held = Held { lanes: vec![(0, vec![(1, "a1"), (5, "a5")]), (0, vec![(2, "b2")])], ..Held::default() };
        let mut index = Index::default();
        index.advance(&held, || true);
        assert_eq!(shown(&index, &held), ["a1", "b2", "a5"]);
        held.lanes[1].1.push((3, "late b3"));
        index.advance(&held, || true);
        assert_eq!(shown(&index, &held), ["a1", "b2", "a5", "late b3"]);
    }

    #[test]
    fn a_slice_ends_when_its_time_is_up_and_the_next_goes_on() {
        let texts: Vec<&'static str> = (0..1_000).map(|_| "a").collect();
        let held = Held::one(&texts, "a");
        let mut index = Index::default();
        assert!(!index.advance(&held, || false));
        assert_eq!(index.end(), 256);
        while !index.advance(&held, || false) {}
        assert_eq!(index.end(), 1_000);
    }
}
