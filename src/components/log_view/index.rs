//! Which rows a filter lets through, kept as rows come in.
//!
//! Every row is tested once, when it comes; a batch never looks at the rows before it. The last row of a log may still be
//! redrawn in place, so it stays loose: it is tested again until another row follows it.

use std::collections::VecDeque;

/// Where a row is: the lane it came on, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The lane.
    pub lane: u16,
    /// The row's number on it.
    pub number: u64,
}

/// Whether a row is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Not known yet: it is asked again.
    Later,
}

/// Rows on one or more lanes, each numbered from its first.
pub trait Rows {
    /// How many lanes there are.
    fn lanes(&self) -> u16;
    /// The numbers on a lane: of the first row held, and of the next to come.
    fn range(&self, lane: u16) -> (u64, u64);
    /// Whether there is one lane and all of it is shown, so that nothing need be kept of its rows.
    fn shows_all(&self) -> bool;
    /// When a row was written, for the order between lanes.
    fn at_ms(&self, entry: Entry) -> Option<i64>;
    /// Whether it is to be shown.
    fn shows(&self, entry: Entry) -> Verdict;
    /// Whether it may still be redrawn.
    fn is_loose(&self, entry: Entry) -> bool;
    /// Whether it is still held.
    fn is_held(&self, entry: Entry) -> bool;
}

/// An entry in 8 bytes: a log may hold millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Packed(u64);

const NUMBER_BITS: u32 = 48;

impl From<Entry> for Packed {
    fn from(entry: Entry) -> Self {
        Self((u64::from(entry.lane) << NUMBER_BITS) | entry.number)
    }
}

impl From<Packed> for Entry {
    fn from(packed: Packed) -> Self {
        Self { lane: (packed.0 >> NUMBER_BITS) as u16, number: packed.0 & ((1 << NUMBER_BITS) - 1) }
    }
}

/// The rows that are shown, in order. A row keeps its position.
///
/// Of one lane that is shown whole, positions are the numbers of the rows, and nothing is kept. Else the first row ever
/// shown has position 0.
#[derive(Debug, Default)]
pub struct Index {
    whole: Option<(u64, u64)>,
    entries: VecDeque<Packed>,
    dropped: u64,
    next: Vec<u64>,
    loose: Vec<(Entry, bool)>,
}

impl Index {
    /// Returns the position of the first row that is held.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.whole.map_or(self.dropped, |(start, _)| start)
    }

    /// Returns the position after the last row.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.whole.map_or(self.dropped + self.entries.len() as u64, |(_, end)| end)
    }

    /// Returns the row at a position.
    #[must_use]
    pub fn get(&self, position: u64) -> Option<Entry> {
        if let Some((start, end)) = self.whole {
            return (start..end).contains(&position).then_some(Entry { lane: 0, number: position });
        }
        self.entries.get(usize::try_from(position.checked_sub(self.dropped)?).ok()?).map(|packed| (*packed).into())
    }

    /// Returns the position of a row.
    ///
    /// # Errors
    /// Where it is not shown, returns the position of the first row shown that comes after it on its lane, or the end.
    pub fn position_of(&self, entry: Entry) -> Result<u64, u64> {
        if let Some((start, end)) = self.whole {
            let number = entry.number.clamp(start, end);
            return if entry.number == number && number < end { Ok(number) } else { Err(number) };
        }
        // Numbers of one lane grow; with several lanes, each of them does.
        let found = if self.next.len() < 2 {
            self.entries.partition_point(|packed| Entry::from(*packed).number < entry.number)
        } else {
            let is = |packed: &Packed| Entry::from(*packed).lane == entry.lane && Entry::from(*packed).number >= entry.number;
            self.entries.iter().position(is).unwrap_or(self.entries.len())
        };
        let position = self.dropped + found as u64;
        if self.entries.get(found).copied().map(Entry::from) == Some(entry) { Ok(position) } else { Err(position) }
    }

    /// Takes rows that came until there is none left, one must wait, or `go_on` says no (asked every 256 rows). Returns
    /// whether none is left.
    ///
    /// Costs one test a new row, one a loose row, and one look at the rows at the front; nothing where all rows are shown.
    pub fn advance(&mut self, rows: &impl Rows, mut go_on: impl FnMut() -> bool) -> bool {
        if rows.shows_all() {
            self.whole = Some(rows.range(0));
            return true;
        }
        let ranges: Vec<_> = (0..rows.lanes()).map(|lane| rows.range(lane)).collect();
        self.next.resize(ranges.len(), 0);
        self.trim(rows);
        self.settle(rows);
        let mut taken = 0_u32;
        while let Some(entry) = self.first_waiting(rows, &ranges) {
            let shows = match rows.shows(entry) {
                Verdict::Later => return false,
                verdict => verdict == Verdict::Yes,
            };
            if shows {
                self.entries.push_back(entry.into());
            }
            if rows.is_loose(entry) {
                self.loose.push((entry, shows));
            }
            self.next[usize::from(entry.lane)] = entry.number + 1;
            taken += 1;
            if taken.is_multiple_of(256) && !go_on() {
                return self.first_waiting(rows, &ranges).is_none();
            }
        }
        true
    }

    /// Finds the oldest row, over all lanes, that was not taken yet. A row without a time goes first: nothing can be before it.
    fn first_waiting(&self, rows: &impl Rows, ranges: &[(u64, u64)]) -> Option<Entry> {
        let mut waiting = (0..).zip(ranges).filter_map(|(lane, (start, end))| {
            let number = self.next[usize::from(lane)].max(*start);
            (number < *end).then_some(Entry { lane, number })
        });
        if ranges.len() < 2 { waiting.next() } else { waiting.min_by_key(|entry| rows.at_ms(*entry).unwrap_or(i64::MIN)) }
    }

    /// Returns the rows that wait for a verdict: those that may still be redrawn, then lane by lane those not taken yet.
    pub fn waiting<'a>(&'a self, rows: &'a impl Rows) -> impl Iterator<Item = Entry> + 'a {
        let lanes = (0..rows.lanes()).flat_map(|lane| {
            let (start, end) = rows.range(lane);
            let next = self.next.get(usize::from(lane)).copied().unwrap_or_default();
            (next.max(start)..end).map(move |number| Entry { lane, number })
        });
        self.loose.iter().map(|(entry, _)| *entry).chain(lanes)
    }

    fn trim(&mut self, rows: &impl Rows) {
        while self.entries.front().is_some_and(|packed| !rows.is_held((*packed).into())) {
            self.entries.pop_front();
            self.dropped += 1;
        }
    }

    fn settle(&mut self, rows: &impl Rows) {
        let mut loose = std::mem::take(&mut self.loose);
        loose.retain_mut(|(entry, shown)| {
            if !rows.is_held(*entry) {
                return false;
            }
            let shows = match rows.shows(*entry) {
                Verdict::Later => return true,
                verdict => verdict == Verdict::Yes,
            };
            if shows != *shown {
                self.put(*entry, shows);
                *shown = shows;
            }
            rows.is_loose(*entry)
        });
        self.loose = loose;
    }

    /// Shows or hides one of the last rows after all.
    fn put(&mut self, entry: Entry, shows: bool) {
        if !shows {
            if let Some(at) = self.entries.iter().rposition(|held| *held == entry.into()) {
                self.entries.remove(at);
            }
            return;
        }
        // Rows of its own lane that are later stand behind it; a row of another lane has no say.
        let is_before = |held: &Packed| {
            let held = Entry::from(*held);
            held.lane == entry.lane && held.number < entry.number
        };
        let at = self.entries.iter().rposition(is_before).map_or(0, |at| at + 1);
        self.entries.insert(at, entry.into());
    }
}

#[cfg(test)]
mod tests;
