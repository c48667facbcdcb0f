//! A text that is looked for, in any case or in its own.

use memchr::memmem::Finder;
use std::ops::Range;

/// A text that is looked for.
///
/// Ignoring case, letters are compared as lower case, the final sigma as any other; in a text of ASCII alone no letter outside
/// ASCII equals one inside.
///
/// ```
/// use fleetglass_core::state::log::Needle;
/// assert_eq!(Needle::new("grün", false).find_in("alles GRÜN", 0), Some(6..11));
/// assert!(!Needle::new("grün", true).is_in("alles GRÜN"));
/// ```
#[derive(Debug, Clone)]
pub struct Needle {
    text: String,
    case: bool,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    Exact(Box<Finder<'static>>),
    /// Lower case, and the places of its two rarest bytes.
    Ascii(Vec<u8>, usize, usize),
    /// Folded.
    Letters(Vec<char>),
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.case) == (&other.text, other.case)
    }
}

impl Needle {
    /// Makes the needle for a text; `case` says whether case counts.
    #[must_use]
    pub fn new(text: &str, case: bool) -> Self {
        let way = if case || !text.bytes().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()) {
            Way::Exact(Box::new(Finder::new(text).into_owned()))
        } else if text.is_ascii() {
            let lower = text.to_ascii_lowercase().into_bytes();
            let rarest = |but: Option<usize>| (0..lower.len()).filter(|at| Some(*at) != but).max_by_key(|at| rarity(lower[*at]));
            let first = rarest(None).unwrap_or_default();
            let second = rarest(Some(first)).unwrap_or(first);
            Way::Ascii(lower, first, second)
        } else {
            Way::Letters(text.chars().flat_map(fold).collect())
        };
        Self { text: text.to_owned(), case, way }
    }

    /// Returns the text as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Says whether a text holds it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find_in(text, 0).is_some()
    }

    /// Returns where it stands first in a text, at or after a byte, which must be the first of a character.
    #[must_use]
    pub fn find_in(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let rest = text.get(from..)?;
        let (start, len) = match &self.way {
            Way::Exact(finder) => (finder.find(rest.as_bytes())?, self.text.len()),
            Way::Ascii(lower, first, second) => (find_ascii(rest.as_bytes(), lower, *first, *second)?, lower.len()),
            Way::Letters(folded) => find_letters(rest, folded)?,
        };
        Some(from + start..from + start + len)
    }
}

/// Ranks bytes by how seldom logs hold them.
fn rarity(byte: u8) -> usize {
    b" etaoinsrhldcumfpg.1/0:-w2,ybv3_k4567=89xjqz".iter().position(|common| *common == byte).unwrap_or(usize::MAX)
}

const BLOCK: usize = 64;

/// Finds lower-case ASCII in any case. Compares two bytes at many places at once, in a form of which the compiler makes vectors.
fn find_ascii(text: &[u8], lower: &[u8], first: usize, second: usize) -> Option<usize> {
    let last = text.len().checked_sub(lower.len())?;
    // This bit is what tells the cases of a letter apart; other bytes that differ in it are told apart afterwards.
    let (a, b) = (lower[first] | 0x20, lower[second] | 0x20);
    let fits = |x: u8, y: u8| ((x | 0x20) == a) & ((y | 0x20) == b);
    let is_at = |at: usize| text[at..at + lower.len()].eq_ignore_ascii_case(lower);
    let (firsts, seconds) = (&text[first..=last + first], &text[second..=last + second]);
    let blocks = firsts.as_chunks::<BLOCK>().0.iter().zip(seconds.as_chunks::<BLOCK>().0);
    for (block, (xs, ys)) in blocks.enumerate() {
        if xs.iter().zip(ys).fold(false, |any, (x, y)| any | fits(*x, *y)) {
            let found =
                xs.iter().zip(ys).enumerate().filter(|(_, (x, y))| fits(**x, **y)).map(|(at, _)| block * BLOCK + at).find(|at| is_at(*at));
            if found.is_some() {
                return found;
            }
        }
    }
    let looked = firsts.len() / BLOCK * BLOCK;
    (looked..=last).find(|at| fits(firsts[*at], seconds[*at]) && is_at(*at))
}

/// Finds folded letters; returns where they begin and how many bytes they take there.
fn find_letters(text: &str, folded: &[char]) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(at, _)| letters_at(&text[at..], folded).map(|len| (at, len)))
}

fn letters_at(text: &str, folded: &[char]) -> Option<usize> {
    let mut wanted = folded.iter();
    let mut next = wanted.next();
    for (at, c) in text.char_indices() {
        if next.is_none() {
            return Some(at);
        }
        for letter in fold(c) {
            match next {
                Some(expected) if *expected == letter => next = wanted.next(),
                // What is looked for ends within what this letter folds to.
                None => {}
                Some(_) => return None,
            }
        }
    }
    next.is_none().then_some(text.len())
}

fn fold(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().map(|c| if c == 'ς' { 'σ' } else { c })
}
