//! Letters for threads in a merged log: A to Z, then AA, in the order in which threads were first seen.

use std::collections::HashMap;

/// How many colours the spines have.
pub const GUTTERS: usize = 6;

/// The letters that were given; a thread keeps its letter however the list is sorted or filtered.
#[derive(Debug, Default)]
pub struct Letters {
    given: HashMap<String, usize>,
}

impl Letters {
    /// Returns which thread it is, from 0, in the order of first sight.
    pub fn number(&mut self, unit_id: &str) -> usize {
        if let Some(number) = self.given.get(unit_id) {
            return *number;
        }
        let number = self.given.len();
        self.given.insert(unit_id.to_owned(), number);
        number
    }
}

/// Returns the letter of the thread of that number.
///
/// ```
/// use fleetglass::components::log_view::letters::letter;
/// assert_eq!([letter(0), letter(25), letter(26), letter(701)], ["A", "Z", "AA", "ZZ"]);
/// ```
#[must_use]
pub fn letter(number: usize) -> String {
    let mut letters = Vec::new();
    let mut left = number;
    loop {
        letters.push(char::from(b'A' + (left % 26) as u8));
        match left / 26 {
            0 => break,
            more => left = more - 1,
        }
    }
    letters.into_iter().rev().collect()
}

/// Returns the colour of a spine, 1 to [`GUTTERS`].
#[must_use]
pub fn gutter(number: usize) -> usize {
    number % GUTTERS + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_keeps_its_letter() {
        let mut letters = Letters::default();
        assert_eq!((letters.number("x"), letters.number("y"), letters.number("x")), (0, 1, 0));
    }

    #[test]
    fn spines_repeat_after_six() {
        assert_eq!((gutter(0), gutter(5), gutter(6)), (1, 6, 1));
    }

    #[test]
    fn letters_go_on_after_z() {
        let given: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].into_iter().map(letter).collect();
        assert_eq!(given, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
