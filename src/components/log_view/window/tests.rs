//! Claims about rows of any height, in logs of any length, whatever happens to them.

use super::heights::{BLOCK, Heights};
use super::scale::{SPACER_PX, Scale};
use super::*;

const VIEW_PX: f64 = 600.0;

/// Heights that differ from row to row, none where a row is not shown.
fn uneven(position: u64) -> f64 {
    match position % 11 {
        0 => 24.0,
        3 => 140.0,
        7 => 0.0,
        _ => 20.0,
    }
}

/// A stream of numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn extent(start: u64, end: u64) -> Extent {
    Extent { start, end, view_px: VIEW_PX }
}

/// How far the view begins below the first row.
fn offset(extent: Extent, anchor: Anchor) -> f64 {
    (extent.start..anchor.position).map(uneven).sum::<f64>() + anchor.px
}

#[test]
fn a_log_of_two_hundred_rows_is_in_the_page_whole() {
    let anchor = Anchor { position: 150, px: 0.0 };
    assert_eq!(extent(100, 300).window(anchor, 0.0, &mut uneven), Window { first: 100, end: 300 });
    assert!(extent(0, 201).window(anchor, 0.0, &mut uneven).end - 150 < 60);
}

#[test]
fn every_row_in_view_is_in_the_page() {
    let mut dice = Dice(1);
    for _ in 0..2_000 {
        let extent = extent(dice.roll(5_000), 5_000 + 201 + dice.roll(5_000));
        let position = extent.start + dice.roll(extent.rows());
        let anchor = extent.moved(Anchor { position, px: dice.roll(30) as f64 }, 0.0, &mut uneven);
        let window = extent.window(anchor, OVERSCAN_PX, &mut uneven);
        let shown: f64 = (anchor.position..window.end).map(uneven).sum::<f64>() - anchor.px;
        assert!(window.first <= anchor.position && (shown >= VIEW_PX || window.end == extent.end), "{extent:?} {anchor:?}");
        assert!(window.covers(extent.window(anchor, 0.0, &mut uneven)));
    }
}

#[test]
fn steps_are_exact_to_the_pixel_and_stop_at_both_ends() {
    let mut dice = Dice(2);
    let extent = extent(70, 1_270);
    let whole: f64 = (70..1_270).map(uneven).sum();
    let mut anchor = extent.first();
    for _ in 0..5_000 {
        let by = dice.roll(4_000) as f64 - 2_000.0;
        let before = offset(extent, anchor);
        anchor = extent.moved(anchor, by, &mut uneven);
        assert_eq!(offset(extent, anchor), (before + by).clamp(0.0, whole - VIEW_PX));
    }
    assert_eq!(extent.moved(anchor, -1e9, &mut uneven), extent.first());
    assert_eq!(offset(extent, extent.moved(anchor, 1e9, &mut uneven)), whole - VIEW_PX);
}

#[test]
fn what_happens_above_or_below_leaves_the_view_in_its_place() {
    let mut dice = Dice(3);
    for _ in 0..500 {
        let held = extent(0, 3_000);
        let anchor = held.moved(Anchor { position: dice.roll(2_900), px: 3.0 }, 0.0, &mut uneven);
        // Rows above go, rows below come, rows above turn out taller.
        let later = extent(dice.roll(anchor.position + 1), 3_000 + dice.roll(1_000));
        let mut taller = |position: u64| if position < anchor.position { 3.0 * uneven(position) } else { uneven(position) };
        assert_eq!(later.moved(anchor, 0.0, &mut taller), anchor);
    }
}

#[test]
fn a_row_that_went_leaves_its_place_to_the_nearest() {
    assert_eq!(extent(500, 3_000).moved(Anchor { position: 20, px: 7.0 }, 0.0, &mut uneven), Anchor { position: 500, px: 0.0 });
    let end = extent(0, 1_000).moved(Anchor { position: 2_000, px: 7.0 }, 0.0, &mut uneven);
    assert_eq!(end, extent(0, 1_000).last(&mut uneven));
}

#[test]
fn a_row_that_got_shorter_never_ends_above_the_view() {
    let anchor = extent(0, 1_000).moved(Anchor { position: 400, px: 130.0 }, 0.0, &mut |_| 20.0);
    assert_eq!(anchor, Anchor { position: 406, px: 10.0 });
}

#[test]
fn a_row_is_brought_into_the_middle_unless_it_stands_at_an_end() {
    let extent = extent(0, 5_000);
    let mut even = |_| 20.0;
    assert_eq!(extent.with_row_in_middle(0, &mut even), extent.first());
    assert_eq!(extent.with_row_in_middle(1_000, &mut even), Anchor { position: 985, px: 10.0 });
    assert_eq!(extent.with_row_in_middle(4_999, &mut even), extent.last(&mut even));
}

#[test]
fn less_than_a_view_stands_at_the_top() {
    for end in [0, 1, 20] {
        let extent = extent(0, end);
        assert_eq!(extent.last(&mut |_| 20.0), extent.first());
        assert_eq!(extent.moved(Anchor { position: 9, px: 9.0 }, 40.0, &mut |_| 20.0), extent.first());
    }
}

#[test]
fn the_scrollbar_reaches_both_ends_and_never_goes_back_however_long_the_log_is() {
    for content_px in [0.0, 300.0, 601.0, 5e5, 9.99e6, 1e7, 1.2e7, 2e8, 3e9] {
        let scale = Scale { content_px, view_px: VIEW_PX };
        assert!(scale.spacer_px() <= SPACER_PX);
        assert_eq!(scale.offset_of(0.0), 0.0);
        assert!((scale.offset_of(scale.travel_px()) - scale.last_px()).abs() < 1.0, "{content_px}");
        let mut before = 0.0;
        for part in 0..=1_000 {
            let scroll = scale.travel_px() * f64::from(part) / 1_000.0;
            let offset = scale.offset_of(scroll);
            assert!(offset >= before, "{content_px} {part}");
            assert!((scale.scroll_of(offset) - scroll).abs() < 0.01, "{content_px} {part}");
            before = offset;
        }
    }
}

#[test]
fn near_the_ends_a_pixel_is_a_pixel() {
    let scale = Scale { content_px: 2e8, view_px: VIEW_PX };
    assert_eq!(scale.offset_of(1_234.0), 1_234.0);
    assert_eq!(scale.offset_of(scale.travel_px() - 1_234.0), scale.last_px() - 1_234.0);
}

/// Counts everything that is wanted.
fn count_all(heights: &mut Heights, near: u64) {
    while let Some(rows) = heights.wanted(near) {
        heights.count(rows.clone(), rows.map(uneven).sum());
    }
}

#[test]
fn counted_rows_are_as_tall_as_they_are_and_others_like_them() {
    let mut heights = Heights::default();
    heights.reset(20.0);
    heights.reach(100, 50_100);
    assert_eq!(heights.total_px(), 1e6);
    let whole: f64 = (100..50_100).map(uneven).sum();
    let rows = heights.wanted(30_000).expect("nothing is counted");
    assert!(rows.contains(&30_000) && rows.end - rows.start == BLOCK);
    heights.count(rows.clone(), rows.map(uneven).sum());
    assert!((heights.total_px() / whole - 1.0).abs() < 0.01);
    count_all(&mut heights, 30_000);
    assert!((heights.total_px() - whole).abs() < 0.01);
    for position in [100, 101, 1_023, 1_024, 30_000, 50_100] {
        let expect: f64 = (100..position).map(uneven).sum();
        assert!((heights.offset_of(position, &mut uneven) - expect).abs() < 0.01, "{position}");
    }
}

#[test]
fn an_offset_leads_to_its_row_and_back() {
    let mut heights = Heights::default();
    heights.reset(20.0);
    heights.reach(900, 20_000);
    let mut dice = Dice(4);
    for counted in [false, true] {
        if counted {
            count_all(&mut heights, 0);
        }
        let mut before = (0, 0.0);
        for part in 0..=500 {
            let offset = heights.total_px() * f64::from(part) / 501.0;
            let found = heights.at(offset, &mut uneven);
            assert!(found >= before, "{part}");
            before = found;
            if counted {
                assert!((heights.offset_of(found.0, &mut uneven) + found.1 - offset).abs() < 0.01, "{part}");
            }
        }
        let position = 900 + dice.roll(19_100);
        assert!(heights.offset_of(position, &mut uneven) <= heights.total_px());
    }
}

#[test]
fn rows_come_and_go_and_are_never_counted_twice() {
    let mut heights = Heights::default();
    heights.reset(20.0);
    let mut dice = Dice(5);
    let (mut start, mut end) = (0, 0);
    for _ in 0..300 {
        end += dice.roll(900);
        start = end.min(start + dice.roll(900));
        heights.reach(start, end);
        if dice.roll(3) > 0 {
            count_all(&mut heights, end);
        }
        assert!(heights.total_px() >= -0.01);
        assert!(heights.wanted(start).is_none_or(|rows| rows.start >= start && rows.end <= end && !rows.is_empty()));
    }
    heights.reach(end, end + 10);
    count_all(&mut heights, end);
    let expect: f64 = (end..end + 10).map(uneven).sum();
    assert!((heights.total_px() - expect).abs() < 0.01);
}

#[test]
fn another_log_is_counted_anew() {
    let mut heights = Heights::default();
    heights.reset(20.0);
    heights.reach(1_000, 5_000);
    count_all(&mut heights, 0);
    heights.reach(0, 10);
    assert_eq!(heights.total_px(), 200.0);
    heights.reach(90_000, 90_010);
    assert_eq!(heights.total_px(), 200.0);
}

#[test]
fn only_so_many_rows_are_counted() {
    let mut heights = Heights::default();
    heights.reset(20.0);
    heights.reach(0, 10_000_000);
    count_all(&mut heights, 0);
    let mean = (0..11).map(uneven).sum::<f64>() / 11.0;
    assert!((heights.total_px() / (1e7 * mean) - 1.0).abs() < 0.01);
}
