//! Finding a name by a few of its letters: how well it fits, and which letters fit.
//!
//! The best fit is the beginning of the name, then the beginning of a word in it, then a stretch within a word, then letters
//! that only come in that order. Every word that was typed has to fit. Case does not count.

/// What was typed, ready to be compared with many names.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<Vec<char>>,
}

/// How a name fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The lower, the better.
    pub cost: u32,
    /// The letters that fit, as indices of the name's `char`s, in order and once each.
    pub letters: Vec<usize>,
}

/// The rank of a fit outweighs where it is; that outweighs how long the name is.
const RANK: u32 = 10_000;

impl Query {
    /// Reads what was typed.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { words: text.split_whitespace().map(|word| word.chars().map(lower).collect()).collect() }
    }

    /// Says whether nothing was typed, so that every name fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns how a name fits, `None` where it does not. Takes time in proportion to the name and the words typed.
    ///
    /// ```
    /// use fleetglass_core::fuzzy::Query;
    /// let cost = |name| Query::new("co").fit(name).map(|fit| fit.cost);
    /// assert!(cost("copy link") < cost("show comfortable rows"));
    /// assert!(cost("show comfortable rows") < cost("disconnect"));
    /// assert!(cost("disconnect") < cost("checkout"));
    /// assert_eq!(cost("overview"), None);
    /// ```
    #[must_use]
    pub fn fit(&self, name: &str) -> Option<Fit> {
        let name: Vec<char> = name.chars().collect();
        let folded: Vec<char> = name.iter().copied().map(lower).collect();
        let mut fit = Fit { cost: u32::try_from(name.len()).unwrap_or(u32::MAX).min(RANK / 10), letters: Vec::new() };
        for word in &self.words {
            fit.cost = fit.cost.saturating_add(fit_word(word, &name, &folded, &mut fit.letters)?);
        }
        fit.letters.sort_unstable();
        fit.letters.dedup();
        Some(fit)
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Says whether a word begins there: after what is no letter, or where `camelCase` turns.
fn begins_word(name: &[char], at: usize) -> bool {
    match at.checked_sub(1).map(|before| name[before]) {
        None => true,
        Some(before) => !before.is_alphanumeric() || (before.is_lowercase() && name[at].is_uppercase()),
    }
}

fn fit_word(word: &[char], name: &[char], folded: &[char], letters: &mut Vec<usize>) -> Option<u32> {
    let stretches = || (0..(folded.len() + 1).saturating_sub(word.len())).filter(|at| folded[*at..].starts_with(word));
    let best = stretches().find(|at| begins_word(name, *at)).or_else(|| stretches().next());
    if let Some(at) = best {
        letters.extend(at..at + word.len());
        let rank = if at == 0 { 0 } else { 1 + u32::from(!begins_word(name, at)) };
        return Some(rank * RANK + far(at));
    }
    // Letters in that order; each at the beginning of a word where the rest still fits, else at the first place.
    let (mut at, mut gaps, mut found) = (0, 0, Vec::with_capacity(word.len()));
    for (nth, letter) in word.iter().enumerate() {
        let places = || (at..folded.len()).filter(|place| folded[*place] == *letter);
        let next = places().next()?;
        let adjacent = !found.is_empty() && next == at;
        let begin = (!adjacent).then(|| places().find(|place| begins_word(name, *place) && holds(&word[nth + 1..], &folded[place + 1..])));
        let place = begin.flatten().unwrap_or(next);
        gaps += u32::from(place != at);
        found.push(place);
        at = place + 1;
    }
    let first = found.first().copied().unwrap_or_default();
    letters.append(&mut found);
    Some(3 * RANK + gaps * (RANK / 20) + far(first))
}

/// Says whether letters come in that order.
fn holds(word: &[char], folded: &[char]) -> bool {
    let mut rest = folded.iter();
    word.iter().all(|letter| rest.any(|held| held == letter))
}

fn far(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).min(RANK / 20)
}
