//! Looking for a text: in one row, and through all of a log.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_core::state::log::{Limits, Logs, Meta, Needle, RowKind, Search};
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn case_counts_only_when_asked_for() {
    for (text, wanted, case, expect) in [
        ("an Error here", "error", false, Some(3..8)),
        ("an Error here", "error", true, None),
        ("an Error here", "Error", true, Some(3..8)),
        ("an Error here", "", false, Some(0..0)),
        ("", "", true, Some(0..0)),
        ("", "x", false, None),
        ("erro", "error", false, None),
        ("…ErroR", "error", false, Some(3..8)),
        ("[{@`", "{", false, Some(1..2)),
        ("[{@`", "@`", false, Some(2..4)),
        ("HTTP/1.1 404", "http/1.1 404", false, Some(0..12)),
        ("GRÜN", "grün", false, Some(0..5)),
        ("GRÜN", "grün", true, None),
        ("ΟΔΟΣ οδός", "οδοσ", false, Some(0..8)),
        ("οδος", "ΟΔΟΣ", false, Some(0..8)),
        ("ẞß", "ß", false, Some(0..3)),
        ("İx", "i\u{307}x", false, Some(0..3)),
        ("x日本", "日", false, Some(1..4)),
        ("\u{212a}", "k", false, None),
        ("\u{212a}é", "Ké", false, Some(0..5)),
    ] {
        assert_eq!(Needle::new(wanted, case).find_in(text, 0), expect, "{wanted} in {text}, {case}");
    }
    let needle = Needle::new("ab", false);
    assert_eq!((needle.find_in("abAB", 1), needle.find_in("abAB", 3), needle.find_in("abAB", 9)), (Some(2..4), None, None));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_is_what_is_there(text in "[a-cA-C@`. ]{0,200}", wanted in "[a-cA-C@`. ]{0,4}", from in 0_usize..100) {
        let from = from.min(text.len());
        let place = |text: &str, wanted: &str| text[from..].find(wanted).map(|at| from + at..from + at + wanted.len());
        prop_assert_eq!(Needle::new(&wanted, true).find_in(&text, from), place(&text, &wanted));
        let expect = place(&text.to_ascii_lowercase(), &wanted.to_ascii_lowercase());
        prop_assert_eq!(Needle::new(&wanted, false).find_in(&text, from), expect);
    }

    #[test]
    fn letters_of_any_script_are_found_in_any_case(text in "[a-zA-ZäöüÄÖÜéÉжЖ✓ ]{0,40}", wanted in "[a-zA-ZäöüÄÖÜéÉжЖ]{1,3}") {
        let expect = text.to_lowercase().contains(&wanted.to_lowercase());
        prop_assert_eq!(Needle::new(&wanted, false).is_in(&text), expect);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_the_rows_that_hold_the_text_however_it_is_sliced(
        lines in vec(prop_oneof![4 => "[a-bA ]{0,6}", 1 => "[a-b]{300}", 1 => Just("x".repeat(70_000))], 1..40),
        wanted in "[a-b]{1,3}",
        case: bool,
        parts in 1_usize..5,
    ) {
        let (mut logs, mut found) = (Logs::default(), Vec::new());
        let ix = logs.open("u");
        let mut search = Search::new(Needle::new(&wanted, case));
        for (n, part) in lines.chunks(lines.len().div_ceil(parts)).enumerate() {
            for line in part {
                if line.len() == 1 {
                    logs.event(ix, RowKind::Tool { tool: format!("{line}b") }, "", Meta::default());
                } else {
                    logs.write(ix, line, Meta::default());
                    logs.write(ix, if line.is_empty() { "\n" } else { "" }, Meta::default());
                }
            }
            while !search.advance(logs.get(ix).unwrap(), &mut found, || n % 2 == 0) {}
        }
        let log = logs.get(ix).unwrap();
        let expect: Vec<u64> =
            log.rows().zip(0..).filter(|(row, _)| Needle::new(&wanted, case).is_in(&row.words())).map(|(_, number)| number).collect();
        prop_assert_eq!(found, expect);
        prop_assert_eq!(search.next(), log.end());
    }
}

#[test]
fn an_open_row_is_looked_at_again_until_it_is_over() {
    let (mut logs, mut found) = (Logs::default(), Vec::new());
    let ix = logs.open("u");
    let mut search = Search::new(Needle::new("0%", true));
    for (text, expect) in
        [("10%\r", &[0][..]), ("20%\r", &[0]), ("11%\r", &[]), ("30%\r", &[0]), ("40%\nx\n0%\r", &[0, 2]), ("done\n", &[0])]
    {
        logs.write(ix, text, Meta::default());
        assert!(search.advance(logs.get(ix).unwrap(), &mut found, || true));
        assert_eq!(found, expect, "{text:?}");
    }
}

#[test]
fn rows_that_are_dropped_meanwhile_are_passed_over() {
    let (mut logs, mut found) = (Logs::default(), Vec::new());
    logs.set_limits(Limits { log: 2 << 20, page: 512 << 20 });
    let ix = logs.open("u");
    let text: String = (0..30_000).map(|n| format!("line {n:0>60}\n")).collect();
    logs.write(ix, &text, Meta::default());
    let mut search = Search::new(Needle::new("7", true));
    assert!(!search.advance(logs.get(ix).unwrap(), &mut found, || false));
    let looked = search.next();
    assert!(looked > logs.get(ix).unwrap().dropped() && looked < 30_000);
    (0..3).for_each(|_| logs.write(ix, &text, Meta::default()));
    let log = logs.get(ix).unwrap();
    assert!(log.dropped() > looked);
    let mut slices = 0;
    while !search.advance(log, &mut found, || false) {
        slices += 1;
    }
    assert!(slices > 5, "a slice is short");
    let expect: Vec<u64> = (log.dropped()..log.end()).filter(|number| log.row(*number).unwrap().text.contains('7')).collect();
    found.retain(|number| *number >= log.dropped());
    assert_eq!(found, expect);
}

#[test]
fn a_line_break_in_what_is_looked_for_is_nowhere() {
    let (mut logs, mut found) = (Logs::default(), Vec::new());
    let ix = logs.open("u");
    logs.write(ix, "a\nb\na\nb\n", Meta::default());
    assert!(Search::new(Needle::new("a\nb", true)).advance(logs.get(ix).unwrap(), &mut found, || true));
    assert!(found.is_empty());
    assert!(Search::new(Needle::new("", true)).advance(logs.get(ix).unwrap(), &mut found, || true));
    assert_eq!(found, [0, 1, 2, 3]);
}
