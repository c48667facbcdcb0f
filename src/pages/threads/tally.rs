//! How much each thread writes: lines since it was last looked at, and lines a second. Counted once a second, for all at once.

use super::choice::{Choice, Chosen, Thread};
use crate::live::Fleet;
use leptos::prelude::*;
use std::collections::{HashMap, VecDeque};

/// Over how long a rate is measured, in milliseconds; a beat may be late.
const WINDOW_MS: u64 = 10_500;
/// A rate is measured over no less than this.
const LEAST_MS: u64 = 900;

/// How many rows there were, and when.
type Samples = VecDeque<(u64, u64)>;

/// What all threads write.
#[derive(Clone, Copy)]
pub(super) struct Tallies {
    samples: StoredValue<HashMap<(u64, u64), Samples>, LocalStorage>,
    beat: RwSignal<u64>,
}

/// What a thread writes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Tally {
    /// Lines since it was last looked at.
    pub(super) unread: u64,
    /// Tenths of lines a second.
    pub(super) rate: u64,
}

impl Tallies {
    /// Counts for as long as the calling component lives.
    pub(super) fn new(fleet: &Fleet, choice: Choice) -> Self {
        let this = Self { samples: StoredValue::new_local(HashMap::new()), beat: RwSignal::new(0) };
        let fleet = fleet.clone();
        Effect::new(move |before: Option<Chosen>| {
            let (now, chosen) = (fleet.now(), choice.chosen.get());
            let threads = choice.threads.get();
            for thread in &threads {
                // What was read up to now was looked at, too.
                if chosen.has(&thread.id) || before.as_ref().is_some_and(|before| before.has(&thread.id)) {
                    thread.live.look_at(thread.ix, thread.serial, end_of(thread));
                }
            }
            this.samples.update_value(|samples| {
                samples.retain(|key, _| threads.iter().any(|thread| thread.key() == *key));
                threads.iter().for_each(|thread| sample(samples.entry(thread.key()).or_default(), now, end_of(thread)));
            });
            this.beat.update(|beat| *beat += 1);
            chosen
        });
        this
    }

    /// Returns what a thread writes; tracked.
    pub(super) fn of(&self, thread: &Thread, chosen: bool) -> Tally {
        self.beat.track();
        Tally { unread: if chosen { 0 } else { unread(thread) }, rate: self.rate(thread) }
    }

    /// Returns how fast a thread writes, in tenths of lines a second; tracked.
    pub(super) fn rate(&self, thread: &Thread) -> u64 {
        self.beat.track();
        self.samples.with_value(|samples| samples.get(&thread.key()).map_or(0, rate))
    }
}

fn sample(samples: &mut Samples, now: u64, end: u64) {
    // The beat is also told when the choice changes.
    if samples.back().is_none_or(|(at, _)| now > *at) {
        samples.push_back((now, end));
    }
    while samples.front().is_some_and(|(at, _)| now.saturating_sub(*at) > WINDOW_MS) {
        samples.pop_front();
    }
}

fn rate(samples: &Samples) -> u64 {
    let (Some((from, first)), Some((to, last))) = (samples.front(), samples.back()) else { return 0 };
    let (took, came) = (to - from, last.saturating_sub(*first));
    // What comes at all is not nothing.
    if took < LEAST_MS || came == 0 { 0 } else { (came * 10_000 / took).max(1) }
}

fn end_of(thread: &Thread) -> u64 {
    thread.live.read(|stream| stream.logs().find(&thread.id).and_then(|ix| stream.logs().get(ix)).map_or(0, |log| log.end()))
}

/// Counts the lines that came since a thread was last looked at; all of them, where it never was.
fn unread(thread: &Thread) -> u64 {
    let looked = thread.live.looked_at(thread.ix, thread.serial);
    thread.live.read(|stream| {
        let log = stream.logs().find(&thread.id).and_then(|ix| stream.logs().get(ix));
        log.map_or(0, |log| log.end().saturating_sub(looked.unwrap_or_else(|| log.dropped() - log.evicted())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sampled: &[(u64, u64)], expect: u64) {
        let mut samples = Samples::new();
        sampled.iter().for_each(|(now, end)| sample(&mut samples, *now, *end));
        assert_eq!(rate(&samples), expect, "{sampled:?}");
    }

    #[test]
    fn a_rate_is_that_of_the_last_ten_seconds() {
        check(&[], 0);
        check(&[(0, 500)], 0);
        check(&[(0, 0), (1_000, 2)], 20);
        check(&[(0, 0), (1_000, 2), (2_000, 2), (4_000, 2)], 5);
        let late: Vec<(u64, u64)> = (0..=20).map(|second| (second * 1_000, second.min(5) * 10)).collect();
        check(&late, 0);
        check(&late[..=12], 30);
    }

    #[test]
    fn what_was_counted_before_the_page_was_hidden_is_not_the_rate_of_now() {
        check(&[(0, 0), (1_000, 100), (600_000, 110)], 0);
        check(&[(0, 0), (1_000, 100), (600_000, 110), (601_000, 112)], 20);
    }

    #[test]
    fn a_few_lines_are_not_nothing() {
        check(&[(0, 0), (10_000, 1)], 1);
        check(&[(0, 7), (500, 9)], 0);
    }
}
