//! How often a step asks an outside system again, and when.

use contracts::Millis;

/// How a workflow's step meets an outside system that wants to be asked later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How long it waits after passing trouble, one time after another, in milliseconds. After the last of these the step
    /// has failed.
    pub backoff: &'static [i64],
    /// How often the outside system may name a time itself (a rate limit, say) before the step has failed.
    pub waits: u32,
}

/// A time that the outside system has named is at least so far ahead, and farther the more often it has named one without
/// anything done between: its clock may differ from ours, and a time that has passed would have it asked without a pause.
const NAMED_MS: [Millis; 5] = [1_000, 2_000, 5_000, 15_000, 60_000];

/// And at most so far: whoever names a time next year is mistaken, and meanwhile nothing would be done.
const NAMED_MOST_MS: Millis = 3_900_000;

impl Default for RetryPolicy {
    /// Three tries more within some twenty seconds; and as many waits as a sync under a tight rate limit needs.
    fn default() -> Self {
        Self { backoff: &[1_000, 5_000, 15_000], waits: 200 }
    }
}

/// How often a step has been tried so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tries {
    /// After passing trouble. Begins anew when the outside system has named a time: then it was there.
    pub passing: u16,
    /// At a time that the outside system had named.
    pub waits: u16,
}

impl Tries {
    /// As one number, to be stored.
    pub fn pack(self) -> u32 {
        (u32::from(self.waits) << 16) | u32::from(self.passing)
    }

    /// Reads what [`Tries::pack`] has made.
    pub fn unpack(packed: u32) -> Self {
        let low = |bits: u32| u16::try_from(bits & 0xffff).unwrap_or_default();
        Self { passing: low(packed), waits: low(packed >> 16) }
    }
}

impl RetryPolicy {
    /// When the step is tried again, and how often it has been tried by then; `None`: it has failed. `until` is the time
    /// that the outside system has named, if it has.
    pub fn next(&self, tries: Tries, until: Option<Millis>, now: Millis) -> Option<(Millis, Tries)> {
        match until {
            Some(until) => {
                let waits = tries.waits.saturating_add(1);
                let least = NAMED_MS[usize::from(tries.waits).min(NAMED_MS.len() - 1)];
                let until = until.clamp(now + least, now + NAMED_MOST_MS);
                (u32::from(waits) <= self.waits).then_some((until, Tries { passing: 0, waits }))
            }
            None => {
                let wait = self.backoff.get(usize::from(tries.passing))?;
                Some((now + wait, Tries { passing: tries.passing + 1, ..tries }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy { backoff: &[10, 50], waits: 2 };

    fn tries(passing: u16, waits: u16) -> Tries {
        Tries { passing, waits }
    }

    #[test]
    fn passing_trouble_is_met_with_growing_waits_that_end() {
        assert_eq!(POLICY.next(tries(0, 0), None, 100), Some((110, tries(1, 0))));
        assert_eq!(POLICY.next(tries(1, 0), None, 100), Some((150, tries(2, 0))));
        assert_eq!(POLICY.next(tries(2, 0), None, 100), None);
    }

    #[test]
    fn a_named_time_is_waited_for_and_begins_the_backoff_anew() {
        assert_eq!(POLICY.next(tries(2, 0), Some(9_000), 100), Some((9_000, tries(0, 1))));
        assert_eq!(POLICY.next(tries(0, 1), Some(9_000), 100), Some((9_000, tries(0, 2))));
        assert_eq!(POLICY.next(tries(0, 2), Some(9_000), 100), None, "named times end as well");
    }

    #[test]
    fn a_named_time_that_has_passed_is_waited_for_all_the_same_and_longer_each_time() {
        let policy = RetryPolicy { waits: 10, ..POLICY };
        let wait = |waits| policy.next(tries(0, waits), Some(5), 100).map(|(until, _)| until - 100);
        let expected = [1_000, 2_000, 5_000, 15_000, 60_000, 60_000];
        assert_eq!([0, 1, 2, 3, 4, 9].map(wait), expected.map(Some));
    }

    #[test]
    fn a_named_time_in_the_far_future_is_waited_for_just_over_an_hour() {
        for far in [Millis::MAX, 31_536_000_000] {
            assert_eq!(POLICY.next(tries(0, 0), Some(far), 100), Some((3_900_100, tries(0, 1))));
        }
    }

    #[test]
    fn tries_are_stored_as_one_number() {
        for some in [tries(0, 0), tries(3, 0), tries(0, 9), tries(u16::MAX, u16::MAX)] {
            assert_eq!(Tries::unpack(some.pack()), some);
        }
    }
}
