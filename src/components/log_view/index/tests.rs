//! Filters over rows that come, change and go.

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
    fn shows_all(&self) -> bool {
        self.lanes.len() == 1 && self.wanted.is_empty()
    }
    fn shows(&self, entry: Entry) -> Verdict {
        self.tests.set(self.tests.get() + 1);
        match self.row(entry) {
            Some(row) if row.1.contains("later") => Verdict::Later,
            Some(row) if row.1.contains(self.wanted) => Verdict::Yes,
            _ => Verdict::No,
        }
    }
    fn is_loose(&self, entry: Entry) -> bool {
        entry.number + 1 == self.range(entry.lane).1
    }
    fn is_held(&self, entry: Entry) -> bool {
        self.row(entry).is_some()
    }
}

fn shown(index: &Index, held: &Held) -> Vec<&'static str> {
    (index.start()..index.end()).filter_map(|position| held.row(index.get(position)?)).map(|row| row.1).collect()
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

#[test]
fn of_one_lane_shown_whole_no_row_is_tested_and_positions_are_numbers() {
    let mut held = Held::one(&["a", "b", "c"], "");
    let mut index = Index::default();
    assert!(index.advance(&held, || false));
    assert_eq!((index.start(), index.end(), held.tests.get()), (0, 3, 0));
    held.lanes[0] = (2, vec![(0, "c"), (0, "d")]);
    index.advance(&held, || false);
    assert_eq!((index.start(), index.end()), (2, 4));
    assert_eq!(index.get(3), Some(Entry { lane: 0, number: 3 }));
    assert_eq!((index.get(1), index.get(4)), (None, None));
}

#[test]
fn a_row_that_is_tested_elsewhere_holds_up_those_after_it_until_it_is_known() {
    let mut held = Held::one(&["a1", "later", "a3"], "a");
    let mut index = Index::default();
    assert!(!index.advance(&held, || true));
    assert_eq!(shown(&index, &held), ["a1"]);
    held.lanes[0].1[1].1 = "a2";
    assert!(index.advance(&held, || true));
    assert_eq!(shown(&index, &held), ["a1", "a2", "a3"]);
}

#[test]
fn a_row_is_found_by_its_place_and_one_that_is_not_shown_by_the_next() {
    let check = |index: &Index, lane: u16, number: u64, expect: Result<u64, u64>| {
        assert_eq!(index.position_of(Entry { lane, number }), expect, "{lane} {number}");
    };
    let mut index = Index::default();
    let mut held = Held::one(&["a0", "b", "a2", "b", "b"], "a");
    index.advance(&held, || true);
    for (number, expect) in [(0, Ok(0)), (1, Err(1)), (2, Ok(1)), (3, Err(2)), (9, Err(2))] {
        check(&index, 0, number, expect);
    }
    held.lanes.push((0, vec![(0, "a0"), (9, "a1")]));
    let mut index = Index::default();
    index.advance(&held, || true);
    for (lane, number, expect) in [(0, 0, Ok(0)), (0, 1, Err(1)), (1, 1, Ok(3)), (1, 2, Err(4))] {
        check(&index, lane, number, expect);
    }
    let mut index = Index::default();
    index.advance(&Held::one(&["a", "b"], ""), || true);
    for (number, expect) in [(0, Ok(0)), (1, Ok(1)), (2, Err(2))] {
        check(&index, 0, number, expect);
    }
}
