//! Durations in order: percentiles, the longest, and how many a second.

use std::time::Duration;

#[derive(Debug, Clone, Default)]
pub struct Spread {
    /// Sorted.
    durations: Vec<Duration>,
}

impl Spread {
    pub fn of(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        Self { durations }
    }

    pub fn len(&self) -> usize {
        self.durations.len()
    }

    /// The duration that `percent` of all do not exceed, in milliseconds.
    pub fn percentile_ms(&self, percent: f64) -> f64 {
        let rank = (percent / 100.0 * self.durations.len() as f64).ceil() as usize;
        self.durations.get(rank.saturating_sub(1)).map_or(f64::NAN, |duration| millis(*duration))
    }

    pub fn longest_ms(&self) -> f64 {
        self.percentile_ms(100.0)
    }

    /// How many fit into a second, one after another.
    pub fn per_second(&self) -> f64 {
        self.durations.len() as f64 / self.durations.iter().sum::<Duration>().as_secs_f64()
    }

    /// `p99 2.31 ms, longest 9.80 ms`
    pub fn tail(&self) -> String {
        format!("p99 {:.2} ms, longest {:.2} ms", self.percentile_ms(99.0), self.longest_ms())
    }
}

pub fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let spread = Spread::of((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!((spread.percentile_ms(50.0), spread.percentile_ms(99.0), spread.longest_ms()), (50.0, 99.0, 100.0));
        assert!(Spread::default().percentile_ms(50.0).is_nan());
    }
}
