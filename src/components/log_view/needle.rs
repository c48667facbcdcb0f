//! What is looked for in a text: characters, or a pattern.

use super::index::Verdict;
use super::pattern::Pattern;
use fleetglass_core::state::log;
use std::ops::Range;

/// The text that is looked for.
#[derive(Clone, Default, PartialEq)]
pub enum Needle {
    /// None: everything matches.
    #[default]
    Nothing,
    /// These characters.
    Text(log::Needle),
    /// What the pattern finds.
    Pattern(Pattern),
}

impl Needle {
    /// Makes the needle for a text.
    #[must_use]
    pub fn text(text: &str, case: bool) -> Self {
        match text {
            "" => Self::Nothing,
            text => Self::Text(log::Needle::new(text, case)),
        }
    }

    /// Says whether a text holds it; a pattern's verdict may come later.
    #[must_use]
    pub fn verdict(&self, text: &str) -> Verdict {
        match self {
            Self::Nothing => Verdict::Yes,
            Self::Text(wanted) if wanted.is_in(text) => Verdict::Yes,
            Self::Text(_) => Verdict::No,
            Self::Pattern(pattern) => pattern.verdict(text),
        }
    }

    /// Returns the places of a text, in bytes. A pattern's are asked of the worker.
    pub(super) fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let Self::Text(wanted) = self else { return None };
            let place = wanted.find_in(text, from)?;
            from = place.end;
            Some(place)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_any_case_and_do_not_overlap() {
        let places = |text: &str, wanted: &str, case: bool| {
            Needle::text(wanted, case).places(text).map(|place| text[place].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(places("Error, error", "error", false), ["Error", "error"]);
        assert_eq!(places("Error, error", "error", true), ["error"]);
        assert_eq!(places("aaaa", "aa", true), ["aa", "aa"]);
        assert_eq!(places("GRÜN grün", "grün", false), ["GRÜN", "grün"]);
        assert_eq!(places("x", "", false), Vec::<String>::new());
    }
}
