//! How much may still be done now: so much a second, and as much at once.

use tokio::time::Instant;

#[derive(Debug)]
pub struct Allowance {
    per_second: f64,
    left: f64,
    at: Instant,
}

impl Allowance {
    pub fn new(per_second: u32, now: Instant) -> Self {
        let per_second = f64::from(per_second);
        Self { per_second, left: per_second, at: now }
    }

    /// Takes `amount`, if there is as much.
    pub fn take(&mut self, amount: usize, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        (self.left, self.at) = ((self.left + passed * self.per_second).min(self.per_second), now);
        let amount = u32::try_from(amount).map_or(f64::INFINITY, f64::from);
        let is_enough = amount <= self.left;
        if is_enough {
            self.left -= amount;
        }
        is_enough
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_is_used_up_comes_back_with_time_and_no_more_than_that() {
        let now = Instant::now();
        let mut allowance = Allowance::new(100, now);
        assert!(allowance.take(60, now) && allowance.take(40, now) && !allowance.take(1, now));
        let later = now + Duration::from_millis(500);
        assert!(!allowance.take(51, later) && allowance.take(50, later));
        assert!(!allowance.take(101, later + Duration::from_secs(60)));
    }
}
