//! Finding names by a few of their letters.

use fleetglass_core::fuzzy::Query;

/// Returns the names that fit, best first.
fn found<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
    let query = Query::new(typed);
    let mut fits: Vec<_> = names.iter().filter_map(|name| Some((query.fit(name)?.cost, *name))).collect();
    fits.sort_by_key(|(cost, _)| *cost);
    fits.into_iter().map(|(_, name)| name).collect()
}

/// Returns a name with the letters that fit in brackets.
fn marked(typed: &str, name: &str) -> String {
    let letters = Query::new(typed).fit(name).expect("it fits").letters;
    name.chars().enumerate().map(|(at, c)| if letters.contains(&at) { format!("[{c}]") } else { c.to_string() }).collect()
}

#[test]
fn the_beginning_comes_before_a_word_before_a_stretch_before_letters_in_order() {
    let names = ["a t x e x s x t", "contest", "run the tests", "test (ubuntu)"];
    assert_eq!(found("test", &names), ["test (ubuntu)", "run the tests", "contest", "a t x e x s x t"]);
}

#[test]
fn what_does_not_fit_is_left_out() {
    assert_eq!(found("tse", &["set", "test"]), Vec::<&str>::new());
    assert_eq!(found("xyz", &["checkout-api"]), Vec::<&str>::new());
}

#[test]
fn every_word_has_to_fit_in_any_order() {
    assert_eq!(found("api check", &["checkout-api", "checkout-web", "api"]), ["checkout-api"]);
}

#[test]
fn of_equal_fits_the_shorter_name_comes_first() {
    assert_eq!(found("ci", &["ci 419 nightly", "ci 41"]), ["ci 41", "ci 419 nightly"]);
}

#[test]
fn case_does_not_count_and_other_scripts_are_found() {
    assert_eq!(found("ÉCOLE", &["école"]), ["école"]);
    assert_eq!(found("主题", &["切换主题", "语言"]), ["切换主题"]);
}

#[test]
fn the_letters_that_fit_are_marked_at_the_beginnings_of_words_where_that_is_possible() {
    for (typed, name, expect) in [
        ("che", "checkout-api", "[c][h][e]ckout-api"),
        ("api", "checkout-api", "checkout-[a][p][i]"),
        ("ca", "checkout-api", "[c]heckout-[a]pi"),
        ("cka", "checkout-api", "[c]hec[k]out-[a]pi"),
        ("ts", "useThreadStream", "use[T]hread[S]tream"),
        ("", "anything", "anything"),
    ] {
        assert_eq!(marked(typed, name), expect, "{typed}");
    }
}

#[test]
fn nothing_typed_fits_everything() {
    assert!(Query::new("  ").is_empty());
    assert_eq!(found("", &["b", "a"]), ["b", "a"]);
    assert_eq!(found("a", &["", "a"]), ["a"]);
}
