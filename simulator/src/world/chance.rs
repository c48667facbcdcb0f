//! Chance that repeats: a generator for each actor, made from the seed and the actor's name.

/// One actor's generator.
#[derive(Debug, Clone)]
pub(crate) struct Chance(fastrand::Rng);

impl Chance {
    /// Makes the generator of an actor. Actors do not share one, so what one draws changes nothing for the others.
    pub(crate) fn of(seed: u64, name: &str) -> Self {
        // FNV-1a: the standard library's hash may differ between its versions.
        let hash = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        Self(fastrand::Rng::with_seed(seed ^ hash))
    }

    /// Returns a number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0.u64(low..=high)
    }

    /// Says yes once in `n` times.
    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.0.u64(0..n) == 0
    }

    /// Returns one of these.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.0.usize(0..from.len())]
    }

    /// Returns so many hexadecimal digits.
    pub(crate) fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| self.0.digit(16)).collect()
    }

    /// Returns a random id in the shape of a UUID.
    pub(crate) fn uuid(&mut self) -> String {
        format!("{}-{}-4{}-8{}-{}", self.hex(8), self.hex(4), self.hex(3), self.hex(3), self.hex(12))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_name_draw_the_same() {
        let draw = |seed, name| Chance::of(seed, name).uuid();
        assert_eq!(draw(7, "crew"), draw(7, "crew"));
        assert_ne!(draw(7, "crew"), draw(8, "crew"));
        assert_ne!(draw(7, "crew"), draw(7, "fleet"));
    }
}
