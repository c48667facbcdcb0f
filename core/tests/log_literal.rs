//! What every match of a pattern must hold.

use fleetglass_core::state::log::literal::required_literal;
use proptest::prelude::*;

#[test]
fn the_longest_run_that_is_certain() {
    for (pattern, expect) in [
        ("", None),
        ("plain", Some("plain")),
        ("a b\tc", Some("a b\tc")),
        ("^error$", Some("error")),
        (r"\berror\b: x", Some("error: x")),
        ("ab.cde", Some("cde")),
        ("abc.de", Some("abc")),
        ("one|other", None),
        ("x(one|other)yz", Some("yz")),
        ("(one)", Some("one")),
        ("a(bc)d", Some("abcd")),
        ("a(?:bc)d", Some("abcd")),
        ("a(?<name>bc)d", Some("abcd")),
        ("a()b", Some("ab")),
        ("a((b)(c))d", Some("abcd")),
        ("(abc)?d", Some("d")),
        ("(abc)*d", Some("d")),
        ("(abc)+d", Some("abc")),
        ("(a.bc)d", Some("bc")),
        ("(abc){2}", Some("abc")),
        ("(abc){0,2}d", Some("d")),
        ("(abc){0}d", Some("d")),
        ("colou?r", Some("colo")),
        ("ab*c", Some("a")),
        ("ab+cd", Some("bcd")),
        ("ab+?cd", Some("bcd")),
        ("ab{2,3}cd", Some("bcd")),
        ("ab{2}cd", Some("bcd")),
        ("ab{0,}cde", Some("cde")),
        ("a{x}", Some("a{x}")),
        ("a{,2}", Some("a{,2}")),
        ("{\"level\": \"error\"}", Some("{\"level\": \"error\"}")),
        ("a{2", Some("a{2")),
        ("a]b}", Some("a]b}")),
        ("[ab]cd", Some("cd")),
        ("[^ab]cd", Some("cd")),
        (r"[\]a]cd", Some("cd")),
        (r"a[.]b", Some("a.b")),
        ("a[[]b", Some("a[b")),
        ("[]cd", Some("cd")),
        ("[^]cd", Some("cd")),
        ("a[^]b", Some("a")),
        ("[🦀]cd", Some("cd")),
        (r"a\.b\/c\-d\$", Some("a.b/c-d$")),
        (r"\d+ files", Some(" files")),
        (r"a\tb", Some("a\tb")),
        (r"ab\ncde", Some("cde")),
        (r"\x41\u0042", Some("AB")),
        (r"\x4", None),
        (r"\ud83ecd", Some("cd")),
        (r"(a)\1bc", Some("bc")),
        (r"\p{L}", None),
        (r"\k<x>", None),
        (r"\cAbc", None),
        ("foo(?=bar)baz", Some("foobaz")),
        ("foo(?!bar)baz", Some("foobaz")),
        ("(?<=foo)bar", Some("bar")),
        ("(?<!foo)bar", Some("bar")),
        ("(?i:foo)", None),
        ("(?i)foo", None),
        ("🦀+x", Some("🦀")),
        ("a🦀?xy", Some("xy")),
        ("é日本", Some("é日本")),
        ("*a", None),
        ("a**", None),
        ("{2}", None),
        ("(a", None),
        ("a)", None),
        ("[a", None),
        ("a\\", None),
    ] {
        assert_eq!(required_literal(pattern, true).as_deref(), expect, "{pattern}");
    }
}

#[test]
fn ignoring_case_the_run_is_lower_case_ascii() {
    for (pattern, expect) in [("Error", Some("error")), ("éRRor", Some("rror")), ("É", None), ("aÉb+C", Some("bc")), (r"\x41B", Some("ab"))]
    {
        assert_eq!(required_literal(pattern, false).as_deref(), expect, "{pattern}");
    }
}

#[test]
fn what_is_nested_too_deep_is_given_up() {
    assert_eq!(required_literal(&format!("{}x{}", "(".repeat(20), ")".repeat(20)), true).as_deref(), Some("x"));
    assert_eq!(required_literal(&format!("{}x{}", "(".repeat(100_000), ")".repeat(100_000)), true), None);
}

/// A pattern, and a text that it matches.
fn pattern() -> impl Strategy<Value = (String, String)> {
    let leaf = prop_oneof![
        4 => "[a-zA-Zé日🦀 ]{1,3}".prop_map(|text| (text.clone(), text)),
        1 => "[.+*(]".prop_map(|c| (format!("\\{c}"), c)),
        1 => "[xyz]".prop_map(|c| ("[x-z]".to_owned(), c)),
        1 => "[a-z]".prop_map(|c| (format!("[{c}]"), c)),
        1 => "[0-9]".prop_map(|c| ("\\d".to_owned(), c)),
        1 => ".".prop_filter("one unit", |c| !c.contains('\n') && c.chars().all(|c| u32::from(c) <= 0xffff)).prop_map(|c| (".".to_owned(), c)),
        1 => Just(("\\b".to_owned(), String::new())),
        1 => Just(("^".to_owned(), String::new())),
    ];
    leaf.prop_recursive(4, 30, 4, |inner| {
        let quantifier = prop_oneof![
            Just(("", 1..2_usize)),
            Just(("?", 0..2)),
            Just(("*", 0..3)),
            Just(("+", 1..3)),
            Just(("+?", 1..3)),
            Just(("{2}", 2..3)),
            Just(("{0,2}", 0..3)),
            Just(("{1,}", 1..4)),
        ];
        let open = prop_oneof![Just("("), Just("(?:"), Just("(?<n>")];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4)
                .prop_map(|parts| parts.into_iter().fold(Default::default(), |(a, b): (String, String), (c, d)| (a + &c, b + &d))),
            (inner.clone(), inner.clone(), open.clone(), any::<bool>()).prop_map(|(left, right, open, first)| {
                (format!("{open}{}|{})", left.0, right.0), if first { left.1 } else { right.1 })
            }),
            (inner.clone(), open, quantifier, any::<usize>()).prop_map(|(inner, open, (quantifier, times), pick)| {
                (format!("{open}{}){quantifier}", inner.0), inner.1.repeat(times.start + pick % times.len()))
            }),
            inner.prop_map(|inner| (format!("{}(?!x)", inner.0), inner.1)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_that_matches_holds_what_is_required((pattern, text) in pattern()) {
        if let Some(literal) = required_literal(&pattern, true) {
            prop_assert!(text.contains(&literal), "{} in {} needs {}", pattern, text, literal);
        }
        if let Some(literal) = required_literal(&pattern, false) {
            prop_assert!(text.to_ascii_uppercase().contains(&literal.to_ascii_uppercase()), "{} in {} needs {}", pattern, text, literal);
            prop_assert!(literal.is_ascii() && literal == literal.to_ascii_lowercase());
        }
    }

    #[test]
    fn any_text_can_be_asked_for(pattern in "[a-c()\\[\\]{}|?*+\\\\.0-9,<>=!:^$-]{0,20}", case: bool) {
        let _ = required_literal(&pattern, case);
    }
}
