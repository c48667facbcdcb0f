//! What of all entries fits what was typed: the best fifty.

use super::entries::Entry;
use fleetglass_core::fuzzy::Query;

/// So many are shown.
pub(super) const MOST: usize = 50;

/// An entry that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Which of the entries.
    pub(super) at: usize,
    /// The letters of its name that fit.
    pub(super) letters: Vec<usize>,
    pub(super) recent: bool,
}

/// Returns the best, and whether more fit. What was chosen lately comes first where nothing is typed, and among equals else.
pub(super) fn find(entries: &[Entry], typed: &str, recent: &[String]) -> (Vec<Found>, bool) {
    let query = Query::new(typed);
    let mut costs: Vec<(u32, usize)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(fit) = query.fit(&entry.name) else { continue };
        let lately = recent.iter().position(|key| *key == entry.key).and_then(|nth| u32::try_from(nth).ok());
        let cost = match (query.is_empty(), lately) {
            (true, Some(nth)) => nth,
            (true, None) => u32::MAX,
            (false, Some(_)) => fit.cost.saturating_sub(1_000),
            (false, None) => fit.cost,
        };
        costs.push((cost, at));
    }
    let more = costs.len() > MOST;
    if more {
        costs.select_nth_unstable(MOST);
        costs.truncate(MOST);
    }
    costs.sort_unstable();
    let found = |(_, at): (u32, usize)| {
        let entry = &entries[at];
        let letters = query.fit(&entry.name).map(|fit| fit.letters).unwrap_or_default();
        Found { at, letters, recent: recent.contains(&entry.key) }
    };
    (costs.into_iter().map(found).collect(), more)
}

/// Cuts a name into stretches that fit and stretches that do not.
pub(super) fn stretches(name: &str, letters: &[usize]) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = Vec::new();
    for (at, letter) in name.chars().enumerate() {
        let fits = letters.binary_search(&at).is_ok();
        match out.last_mut() {
            Some((text, held)) if *held == fits => text.push(letter),
            _ => out.push((letter.to_string(), fits)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::entries::Does;
    use super::*;

    fn entries(names: &[&str]) -> Vec<Entry> {
        let entry = |name: &&str| Entry { key: (*name).to_owned(), name: (*name).to_owned(), about: String::new(), does: Does::CopyLink };
        names.iter().map(entry).collect()
    }

    fn found(names: &[&str], typed: &str, recent: &[&str]) -> Vec<String> {
        let recent: Vec<String> = recent.iter().map(|key| (*key).to_owned()).collect();
        find(&entries(names), typed, &recent).0.into_iter().map(|found| names[found.at].to_owned()).collect()
    }

    #[test]
    fn what_was_chosen_lately_comes_first_and_all_else_in_its_order() {
        assert_eq!(found(&["a", "b", "c", "d"], "", &["d", "b"]), ["d", "b", "a", "c"]);
    }

    #[test]
    fn lately_wins_among_equals_but_not_over_a_better_fit() {
        assert_eq!(found(&["test one", "test two", "a test"], "test", &["test two", "a test"]), ["test two", "test one", "a test"]);
    }

    #[test]
    fn the_best_fifty_of_ten_thousand_are_kept() {
        let names: Vec<String> = (0..10_000).map(|at| format!("unit {at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (found, more) = find(&entries(&names), "unit 77", &[]);
        assert_eq!((found.len(), more, names[found[0].at]), (MOST, true, "unit 77"));
    }

    #[test]
    fn a_name_is_cut_where_what_fits_begins_and_ends() {
        let cut = |name, letters: &[usize]| stretches(name, letters);
        assert_eq!(cut("abcd", &[1, 2]), [("a".to_owned(), false), ("bc".to_owned(), true), ("d".to_owned(), false)]);
        assert_eq!(cut("", &[]), []);
    }
}
