//! Chance that repeats itself: the same seed and number give the same person on every machine.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

/// One person's stream of random numbers.
///
/// Everything is derived from the raw stream here, with arithmetic that is exact in IEEE 754, so that
/// no newer version of a library and no other processor changes a byte of what is written.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of person `index` among those of `seed`.
    pub fn of_person(seed: u64, index: u64) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(index);
        Self(stream)
    }

    /// At least 0, less than 1.
    pub fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// From `low` to `high`, both included.
    pub fn whole(&mut self, low: u32, high: u32) -> u32 {
        let count = u64::from(high.saturating_sub(low)) + 1;
        low + ((u64::from(self.0.next_u32()) * count) >> 32) as u32
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let last = u32::try_from(from.len()).unwrap_or(u32::MAX) - 1;
        &from[self.whole(0, last) as usize]
    }

    /// Mean 0, standard deviation 1, nearly normal: the sum of twelve shares.
    pub fn deviation(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_streams_of_their_own() {
        let first = |seed, index| Chance::of_person(seed, index).share();
        assert_eq!(first(1, 2), first(1, 2));
        assert_ne!(first(1, 2), first(1, 3));
        assert_ne!(first(1, 2), first(2, 2));
    }

    #[test]
    fn whole_numbers_reach_both_ends() {
        let mut chance = Chance::of_person(7, 0);
        let found: Vec<u32> = (0..200).map(|_| chance.whole(2, 5)).collect();
        assert!((2..=5).all(|number| found.contains(&number)) && found.iter().all(|n| (2..=5).contains(n)));
    }

    #[test]
    fn deviations_are_around_nought() {
        let mut chance = Chance::of_person(7, 0);
        let found: Vec<f64> = (0..2_000).map(|_| chance.deviation()).collect();
        let mean = found.iter().sum::<f64>() / 2_000.0;
        let square = found.iter().map(|x| x * x).sum::<f64>() / 2_000.0;
        assert!(mean.abs() < 0.1 && (0.9..1.1).contains(&square), "{mean} {square}");
    }
}
