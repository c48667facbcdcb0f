//! How long to wait before the next try: exponential, with full jitter, between 0.5 s and 30 s.
//!
//! The server's reconnection time raises the shortest wait within those bounds, so `retry: 0` is no busy loop. The jitter comes from a
//! generator of our own with a given seed (SplitMix64), because this layer has no source of chance and tests want none.

use super::policy::{LONGEST_WAIT_MS, SHORTEST_WAIT_MS};

#[derive(Debug)]
pub(super) struct Backoff {
    random: u64,
    retry_ms: Option<u64>,
}

impl Backoff {
    pub(super) fn new(seed: u64) -> Self {
        Self { random: seed, retry_ms: None }
    }

    /// Takes the reconnection time that the stream asked for.
    pub(super) fn set_retry_ms(&mut self, ms: u64) {
        self.retry_ms = Some(ms);
    }

    /// The wait after `tries` tries in a row: anything from the shortest wait to its double, four-fold and so on, up to 30 s.
    pub(super) fn wait_ms(&mut self, tries: u32) -> u64 {
        let shortest = self.retry_ms.unwrap_or(SHORTEST_WAIT_MS).clamp(SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
        let longest = shortest.saturating_mul(2_u64.saturating_pow(tries.max(1))).min(LONGEST_WAIT_MS);
        self.between(shortest, longest)
    }

    /// The wait where haste is asked for, and "at once" would be too soon: half a second to a second.
    pub(super) fn short_wait_ms(&mut self) -> u64 {
        self.between(SHORTEST_WAIT_MS, SHORTEST_WAIT_MS * 2)
    }

    /// The wait where trying again is unlikely to help: the longer half of the longest.
    pub(super) fn long_wait_ms(&mut self) -> u64 {
        self.between(LONGEST_WAIT_MS / 2, LONGEST_WAIT_MS)
    }

    fn between(&mut self, shortest: u64, longest: u64) -> u64 {
        shortest + self.next_random() % (longest - shortest + 1)
    }

    /// SplitMix64, <https://prng.di.unimi.it/splitmix64.c>.
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
