//! How many events come in a second, over the last ten.

use std::collections::VecDeque;

/// What is looked back to, in milliseconds.
const SPAN_MS: u64 = 10_000;

/// Counts that were read now and then.
#[derive(Debug, Default)]
pub(super) struct Rate(VecDeque<(u64, u64)>);

impl Rate {
    /// Takes a count at a time; returns events a second, `None` until two counts lie apart.
    pub(super) fn note(&mut self, now_ms: u64, count: u64) -> Option<f64> {
        // A count that fell is another connection's.
        if self.0.back().is_some_and(|(at, last)| *last > count || *at > now_ms) {
            self.0.clear();
        }
        if self.0.back().is_none_or(|(at, _)| *at < now_ms) {
            self.0.push_back((now_ms, count));
        }
        while self.0.len() > 2 && self.0[0].0 + SPAN_MS < now_ms {
            self.0.pop_front();
        }
        let (first, last) = (self.0.front()?, self.0.back()?);
        let ms = last.0 - first.0;
        (ms > 0).then(|| (last.1 - first.1) as f64 * 1000.0 / ms as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;

    #[test]
    fn a_rate_is_that_of_the_last_ten_seconds() {
        let mut rate = Rate::default();
        assert_eq!(rate.note(0, 100), None);
        assert_eq!(rate.note(1_000, 104), Some(4.0));
        assert_eq!(rate.note(2_000, 104), Some(2.0));
        for second in 3..=12 {
            rate.note(second * 1_000, 104);
        }
        assert_eq!(rate.note(13_000, 104), Some(0.0));
        assert_eq!(rate.note(14_000, 3), None, "a count that fell begins anew");
    }
}
