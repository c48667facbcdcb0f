//! What happened around a unit in the last ten minutes: how many events named it in each ten seconds, and when it waited.
//!
//! Kept for roots only, 60 bytes and two numbers each, and never longer than those ten minutes.

use super::Stream;
use super::unit::{Status, UnitIx};

/// How many cells there are.
pub const CELLS: usize = 60;
/// How long a cell lasts, in milliseconds.
pub const CELL_MS: u64 = 10_000;

/// A loss shorter than this, in milliseconds, changes nothing on screen: servers end connections as a routine.
pub(super) const SHORT_LOSS_MS: u64 = 3_000;

/// Cells of which something is true, the newest first: bit 0 is the cell of `at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    at: u64,
    bits: u64,
}

impl Marks {
    /// Marks the cells from one time to another, both included.
    pub(super) fn mark(&mut self, from_ms: u64, to_ms: u64) {
        let (from, to) = (from_ms / CELL_MS, to_ms / CELL_MS);
        let at = self.at.max(to);
        self.bits = self.seen_from(at);
        self.at = at;
        for cell in from.max(at.saturating_sub(CELLS as u64 - 1))..=to {
            self.bits |= 1 << (at - cell);
        }
    }

    /// Returns the marks as they stand when the newest cell is `at`.
    fn seen_from(self, at: u64) -> u64 {
        let shifted = u32::try_from(at.saturating_sub(self.at)).ok().and_then(|by| self.bits.checked_shl(by));
        shifted.unwrap_or_default() & ((1 << CELLS) - 1)
    }
}

/// The last ten minutes of a root.
#[derive(Debug, Clone)]
pub(super) struct Wake {
    events: [u8; CELLS],
    at: u64,
    /// The event that was counted last: it may name the root more than once.
    counted: u64,
    waited: Marks,
}

impl Default for Wake {
    fn default() -> Self {
        Self { events: [0; CELLS], at: 0, counted: u64::MAX, waited: Marks::default() }
    }
}

impl Wake {
    /// Counts an event, once.
    pub(super) fn count(&mut self, event: u64, now_ms: u64) {
        if self.counted == event {
            return;
        }
        self.counted = event;
        let at = now_ms / CELL_MS;
        for cell in (self.at + 1).max(at.saturating_sub(CELLS as u64 - 1))..=at {
            self.events[cell as usize % CELLS] = 0;
        }
        self.at = self.at.max(at);
        let cell = &mut self.events[self.at as usize % CELLS];
        *cell = cell.saturating_add(1);
    }

    /// Notes that the root waited.
    pub(super) fn waited(&mut self, from_ms: u64, to_ms: u64) {
        self.waited.mark(from_ms, to_ms);
    }

    fn past(&self, now_ms: u64) -> Past {
        let now = now_ms / CELL_MS;
        let mut past = Past { waited: backwards(self.waited.seen_from(now)), ..Past::default() };
        for (at, events) in past.events.iter_mut().enumerate() {
            let cell = (now + 1 + at as u64).checked_sub(CELLS as u64);
            if let Some(cell) = cell.filter(|cell| *cell <= self.at && self.at - cell < CELLS as u64) {
                *events = self.events[cell as usize % CELLS];
            }
        }
        past
    }
}

/// Turns the newest-first marks round.
fn backwards(bits: u64) -> u64 {
    bits.reverse_bits() >> (64 - CELLS)
}

/// The last ten minutes of a root, to be drawn: 60 cells, the oldest first; bit 0 of the marks is the oldest, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// How many events named it, up to 255 a cell.
    pub events: [u8; CELLS],
    /// When it waited for a person.
    pub waited: u64,
    /// When the connection was lost, so that nothing is known.
    pub lost: u64,
}

impl Default for Past {
    fn default() -> Self {
        Self { events: [0; CELLS], waited: 0, lost: 0 }
    }
}

impl Past {
    /// Returns how high a cell stands: 0, or 1 to 4 from 1, 4, 16 and 64 events on.
    ///
    /// ```
    /// use fleetglass_core::state::wake::Past;
    /// assert_eq!([0, 1, 3, 4, 15, 16, 63, 64, 255].map(Past::height), [0, 1, 1, 2, 2, 3, 3, 4, 4]);
    /// ```
    #[must_use]
    pub fn height(events: u8) -> u8 {
        match events {
            0 => 0,
            1..4 => 1,
            4..16 => 2,
            16..64 => 3,
            64.. => 4,
        }
    }

    /// Returns the stretches of marked cells: where each begins, and how long it is.
    pub fn stretches(marks: u64) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let left = marks.checked_shr(at as u32).unwrap_or_default();
            if left == 0 {
                return None;
            }
            let begin = at + left.trailing_zeros() as usize;
            let length = (marks >> begin).trailing_ones() as usize;
            at = begin + length;
            Some((begin, length))
        })
    }

    /// Returns in how many of the last ten minutes an event named it, and in how many it waited.
    #[must_use]
    pub fn minutes(&self) -> (usize, usize) {
        let is_marked = |marks: u64, minute: usize| marks >> (minute * 6) & 0b11_1111 != 0;
        let active = self.events.chunks(6).filter(|minute| minute.iter().any(|events| *events > 0)).count();
        (active, (0..CELLS / 6).filter(|minute| is_marked(self.waited, *minute)).count())
    }
}

impl Stream {
    /// Says that the connection is lost.
    pub fn lost(&mut self, now_ms: u64) {
        if self.connected {
            self.lost_ms.get_or_insert(now_ms);
        }
    }

    /// Returns what happened around a root in the last ten minutes.
    #[must_use]
    pub fn past(&self, root: UnitIx, now_ms: u64) -> Past {
        let waits = self.units.get(root).filter(|unit| unit.status == Status::Waiting).map(|unit| unit.since.ms);
        past(self.units.wake(root), waits, self.losses, self.lost_ms, now_ms)
    }
}

/// Puts together what is known of a root's last ten minutes.
///
/// `waiting_ms` is since when it waits, `lost` the stretches without a connection, `lost_ms` since when it is lost now.
pub(super) fn past(wake: Option<&Wake>, waiting_ms: Option<u64>, mut lost: Marks, lost_ms: Option<u64>, now_ms: u64) -> Past {
    let mut past = wake.map(|wake| wake.past(now_ms)).unwrap_or_default();
    if let Some(from) = waiting_ms {
        let mut waits = Marks::default();
        waits.mark(from.min(now_ms), now_ms);
        past.waited |= backwards(waits.seen_from(now_ms / CELL_MS));
    }
    if let Some(from) = lost_ms.filter(|from| now_ms.saturating_sub(*from) >= SHORT_LOSS_MS) {
        lost.mark(from.min(now_ms), now_ms);
    }
    past.lost = backwards(lost.seen_from(now_ms / CELL_MS));
    past
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_795_318_350_000;

    fn events(past: &Past) -> Vec<(usize, u8)> {
        past.events.iter().copied().enumerate().filter(|(_, events)| *events > 0).collect()
    }

    #[test]
    fn events_move_to_the_past_and_are_gone_after_ten_minutes() {
        let mut wake = Wake::default();
        wake.count(1, NOW);
        wake.count(2, NOW + 9_999);
        wake.count(3, NOW + 20_000);
        assert_eq!(events(&wake.past(NOW + 20_000)), [(57, 2), (59, 1)]);
        assert_eq!(events(&wake.past(NOW + 590_000)), [(0, 2), (2, 1)]);
        assert_eq!(events(&wake.past(NOW + 600_000)), [(1, 1)]);
        assert_eq!(events(&wake.past(NOW + 9_000_000)), []);
        wake.count(4, NOW + 9_000_000);
        assert_eq!(events(&wake.past(NOW + 9_000_000)), [(59, 1)]);
    }

    #[test]
    fn an_event_that_names_a_root_twice_counts_once() {
        let mut wake = Wake::default();
        (0..5).for_each(|_| wake.count(7, NOW));
        assert_eq!(events(&wake.past(NOW)), [(59, 1)]);
    }

    #[test]
    fn a_cell_counts_no_further_than_it_can() {
        let mut wake = Wake::default();
        (0..1_000).for_each(|event| wake.count(event, NOW));
        assert_eq!(events(&wake.past(NOW)), [(59, u8::MAX)]);
    }

    #[test]
    fn a_wait_marks_every_cell_it_touched() {
        let mut wake = Wake::default();
        wake.waited(NOW - 25_000, NOW - 10_000);
        let waited = |past: Past| Past::stretches(past.waited).collect::<Vec<_>>();
        assert_eq!(waited(past(Some(&wake), None, Marks::default(), None, NOW)), [(56, 3)]);
        assert_eq!(waited(past(Some(&wake), Some(NOW), Marks::default(), None, NOW)), [(56, 4)]);
        assert_eq!(waited(past(None, Some(0), Marks::default(), None, NOW)), [(0, CELLS)]);
        assert_eq!(waited(past(Some(&wake), None, Marks::default(), None, NOW + 600_000)), []);
    }

    #[test]
    fn a_loss_is_marked_while_it_lasts_and_afterwards() {
        let mut lost = Marks::default();
        lost.mark(NOW - 100_000, NOW - 80_000);
        let marked = |lost, since| Past::stretches(past(None, None, lost, since, NOW).lost).collect::<Vec<_>>();
        assert_eq!(marked(lost, None), [(49, 3)]);
        assert_eq!(marked(lost, Some(NOW - 10_000)), [(49, 3), (58, 2)]);
        assert_eq!(marked(lost, Some(NOW - 2_999)), [(49, 3)], "too short to be seen");
    }

    #[test]
    fn a_short_loss_leaves_no_mark() {
        use crate::{protocol::Api, sse::Frame, state::Changes};
        let lost = |ms: u64| {
            let (mut stream, mut changes) = (Stream::new(Api::Runner, None), Changes::default());
            stream.opened(false, NOW, &mut changes);
            let data = r#"{"runId":"r","run":{"id":"r","status":"in_progress"}}"#;
            stream.apply(Frame { event: "run.started", data, last_event_id: "" }, NOW, &mut changes);
            stream.lost(NOW);
            stream.opened(false, NOW + ms, &mut changes);
            stream.past(stream.units().roots()[0], NOW + ms).lost
        };
        assert_eq!(lost(2_999), 0);
        assert_ne!(lost(3_000), 0);
    }

    #[test]
    fn minutes_are_counted_for_people_who_listen() {
        let mut wake = Wake::default();
        wake.count(1, NOW);
        wake.count(2, NOW + 300_000);
        wake.waited(NOW + 300_000, NOW + 310_000);
        assert_eq!(wake.past(NOW + 310_000).minutes(), (2, 1));
    }
}
