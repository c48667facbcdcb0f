//! A clock that never goes back, made of one that may: a step backwards counts as no time passed.
//!
//! Without it a clock that is set back by an hour would keep a connection waiting for an hour.

#[derive(Debug, Default)]
pub(super) struct Clock {
    /// What is added to the caller's time: the sum of its steps backwards, ms.
    ahead_ms: u64,
    latest_ms: u64,
}

impl Clock {
    /// Our time for the caller's.
    pub(super) fn read(&mut self, now_ms: u64) -> u64 {
        let now = now_ms.saturating_add(self.ahead_ms);
        if now < self.latest_ms {
            self.ahead_ms += self.latest_ms - now;
        } else {
            self.latest_ms = now;
        }
        self.latest_ms
    }

    /// Our time for the caller's, where it may not be changed.
    pub(super) fn peek(&self, now_ms: u64) -> u64 {
        now_ms.saturating_add(self.ahead_ms).max(self.latest_ms)
    }

    /// The time of the latest input.
    pub(super) fn latest(&self) -> u64 {
        self.latest_ms
    }

    /// The caller's time for ours.
    pub(super) fn show(&self, ms: u64) -> u64 {
        ms.saturating_sub(self.ahead_ms)
    }
}
