//! How much the logs of a stream may hold.

use crate::state::Stream;

/// How many bytes logs may take, with all that is kept beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// One log.
    pub log: usize,
    /// All logs of a stream, and of a page together.
    pub page: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { log: 192 << 20, page: 512 << 20 }
    }
}

impl Stream {
    /// Sets how much its logs may hold. What is over it goes with the next row.
    pub fn limit_logs(&mut self, limits: Limits) {
        self.logs.set_limits(limits);
    }

    /// Drops the oldest rows until so many bytes are free; for a page that holds many streams.
    pub fn evict_logs(&mut self, bytes: usize) {
        self.logs.evict(bytes);
    }
}
