//! GitHub's clock, as far as its answers tell it: tokens are good from and until times of its.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use contracts::Millis;

/// Clocks that differ by less are as good as the same: answers are on their way for a while, and dates are whole seconds.
const SAME_MS: Millis = 10_000;

/// How far GitHub's clock is before ours. All clones are the same clock.
#[derive(Clone, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// GitHub's time now.
    pub fn now(&self) -> Millis {
        runtime::now() + self.0.load(Ordering::Relaxed)
    }

    /// What time it was for GitHub when it was `at` for us, at the latest.
    pub fn githubs_latest(&self, at: Millis) -> Millis {
        at.saturating_add(self.0.load(Ordering::Relaxed)).saturating_add(SAME_MS)
    }

    /// GitHub has dated an answer that came at `now`. Says whether its clock differs from what it was taken for.
    pub(super) fn note(&self, date: Millis, now: Millis) -> bool {
        let (before, taken_for) = (date - now, self.0.load(Ordering::Relaxed));
        let differs = (before - taken_for).abs() > SAME_MS;
        if differs {
            self.0.store(before, Ordering::Relaxed);
        }
        differs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clock_that_differs_is_news() {
        let clock = Clock::default();
        assert!(!clock.note(100_000, 109_000));
        assert!(clock.note(100_000, 220_000));
        assert!(!clock.note(101_000, 220_000));
        assert!((clock.now() - runtime::now() + 120_000).abs() < 1_000);
        assert_eq!(clock.clone().githubs_latest(500_000), 390_000);
        assert!(clock.note(220_000, 220_000), "somebody has put ours right");
    }
}
