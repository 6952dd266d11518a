//! How much of what all share one of them may have at a time, so that nobody has all of it.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::Semaphore;

/// A share of the same size for each key. One of which nothing is taken is kept no longer than until the next look.
pub struct Shares<K> {
    size: usize,
    held: Mutex<Held<K>>,
}

struct Held<K> {
    shares: HashMap<K, Weak<Semaphore>>,
    /// So many there may be before it is looked which of them are gone: a look at all of them for each new one would cost more
    /// the more there are.
    look_at: usize,
}

/// There may be as many before the first look.
const FEW: usize = 64;

impl<K: Eq + Hash> Shares<K> {
    /// Permits that one of them may have at a time.
    pub fn of_size(size: usize) -> Self {
        Self { size, held: Mutex::new(Held { shares: HashMap::new(), look_at: FEW }) }
    }

    /// One's share. It lives as long as somebody holds it, or a permit of it.
    pub fn of(&self, key: K) -> Arc<Semaphore> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = held.shares.get(&key).and_then(Weak::upgrade) {
            return share;
        }
        if held.shares.len() >= held.look_at {
            held.shares.retain(|_, share| share.strong_count() > 0);
            held.look_at = FEW.max(2 * held.shares.len());
        }
        let share = Arc::new(Semaphore::new(self.size));
        held.shares.insert(key, Arc::downgrade(&share));
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_has_taken_is_nobody_elses_loss_and_comes_back() {
        let shares = Shares::of_size(2);
        let take = |key| shares.of(key).try_acquire_owned();
        let (first, second) = (take("alice").expect("free"), take("alice").expect("free"));
        assert!(take("alice").is_err(), "two at a time");
        assert!(take("bob").is_ok());
        drop(first);
        let again = take("alice");
        assert!(again.is_ok());
        drop((second, again));
        assert!(take("alice").is_ok());
    }

    #[test]
    fn nothing_is_kept_of_those_who_have_left() {
        let shares = Shares::of_size(1);
        let kept: Vec<_> = (0..FEW).map(|stays| shares.of(stays).try_acquire_owned().expect("free")).collect();
        for passes in 1_000..100_000 {
            drop(shares.of(passes));
        }
        assert!(shares.held.lock().expect("whole").shares.len() <= 2 * FEW + 1);
        assert!(shares.of(0).try_acquire_owned().is_err(), "whoever holds something is not forgotten");
        drop(kept);
    }
}
