//! Looking through all of a log, a slice at a time.

use super::{Log, Needle, RowKind, Text};

/// So much text is looked through before it is asked whether to go on.
const PIECE: usize = 64 << 10;

/// A search through one log, that goes on where it stopped: through what was there, then through what came since.
///
/// ```
/// use fleetglass_core::state::log::{Logs, Meta, Needle, Search};
/// let mut logs = Logs::default();
/// let ix = logs.open("unit");
/// logs.write(ix, "one\ntwo\n", Meta::default());
/// let (mut search, mut found) = (Search::new(Needle::new("TWO", false)), Vec::new());
/// assert!(search.advance(logs.get(ix).unwrap(), &mut found, || true));
/// assert_eq!(found, [1]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    needle: Needle,
    next: u64,
    /// The open row, found while it may still change.
    loose: Option<u64>,
}

impl Search {
    /// Makes a search that begins at the first row held.
    #[must_use]
    pub fn new(needle: Needle) -> Self {
        Self { needle, next: 0, loose: None }
    }

    /// Returns what is looked for.
    #[must_use]
    pub fn needle(&self) -> &Needle {
        &self.needle
    }

    /// Returns the number of the first row that was not looked at.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Looks on, and appends the numbers of rows that hold the text. Returns whether all rows were looked at.
    ///
    /// Asks `go_on` after each piece of 64 KiB; one piece is always looked at. An open row is looked at again each time, and
    /// taken back if it does not hold the text any more, so `found` has to be the same list each time. Numbers of rows that
    /// were dropped since stay in it.
    pub fn advance(&mut self, log: &Log, found: &mut Vec<u64>, mut go_on: impl FnMut() -> bool) -> bool {
        if let Some(loose) = self.loose.take()
            && found.last() == Some(&loose)
        {
            found.pop();
        }
        self.next = self.next.max(log.dropped());
        let closed = log.end() - u64::from(log.is_open());
        while self.next < closed {
            let Some(text) = log.texts(self.next).next() else { break };
            self.piece(text, closed, found);
            if self.next < closed && !go_on() {
                return false;
            }
        }
        if log.is_open() && log.row(closed).is_some_and(|row| self.needle.is_in(row.text)) {
            self.loose = Some(closed);
            found.push(closed);
        }
        true
    }

    fn piece(&mut self, text: Text<'_>, closed: u64, found: &mut Vec<u64>) {
        let first = self.next.max(text.rows().start);
        let Some(start) = text.range(first).map(|range| range.start) else { return };
        let to = (text.row_at(start + PIECE) + 1).min(text.rows().end).min(closed);
        let Some(end) = to.checked_sub(1).and_then(|last| text.range(last)).map(|range| range.end) else { return };
        self.next = to;
        let held = &text.text()[..end];
        let mut tools = text.events(first).take_while(|(row, _)| *row < to).filter_map(|(row, kind)| match kind {
            RowKind::Tool { tool } => text.range(row).map(|range| (row, format!("{tool}  {}", &text.text()[range]))),
            _ => None,
        });
        let mut tool = tools.next();
        let mut at = start;
        loop {
            let hit = (at <= end).then(|| self.needle.find_in(held, at)).flatten().map(|hit| (text.row_at(hit.start), hit.end));
            // Tools are shown with their name; those before the hit come first.
            while let Some((row, words)) = tool.take_if(|(row, _)| hit.is_none_or(|hit| *row <= hit.0)) {
                if hit.is_none_or(|hit| row < hit.0) && self.needle.is_in(&words) {
                    found.push(row);
                }
                tool = tools.next();
            }
            let Some((row, hit_end)) = hit else { break };
            let Some(range) = text.range(row) else { break };
            // What is looked for may hold a line break, rows do not.
            if hit_end <= range.end {
                found.push(row);
            }
            at = range.end + 1;
        }
    }
}
