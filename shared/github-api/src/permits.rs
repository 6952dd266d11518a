//! How many requests are under way at a time: in all, and for each of those on whose behalf they are made.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

/// Of one tenant: a sync asks for many repositories. GitHub's secondary limits punish bursts, and more would not make a
/// sync faster than its answers.
const OF_A_TENANT: usize = 6;
/// Of all: GitHub refuses more than a hundred at a time, and other processes ask as well. A tenant whose answers are slow
/// takes a quarter of it.
const IN_ALL: usize = 4 * OF_A_TENANT;

/// On whose behalf a request is made: the number of a GitHub App's installation; `None` stands for all others.
pub type Tenant = Option<u64>;

/// Whoever asks waits behind the tenant's own requests first, and then behind at most a share of each other tenant's.
pub struct Permits {
    in_all: Semaphore,
    /// Those with requests waiting or under way.
    by_tenant: Mutex<HashMap<Tenant, Weak<Semaphore>>>,
}

/// One request may be under way as long as it is there.
pub struct Permit<'a> {
    _in_all: SemaphorePermit<'a>,
    _of_the_tenant: OwnedSemaphorePermit,
}

impl Permits {
    pub fn new() -> Self {
        Self { in_all: Semaphore::new(IN_ALL), by_tenant: Mutex::default() }
    }

    pub async fn of(&self, tenant: Tenant) -> Permit<'_> {
        const OPEN: &str = "the semaphores are never closed";
        let of_the_tenant = self.share(tenant).acquire_owned().await.expect(OPEN);
        let in_all = self.in_all.acquire().await.expect(OPEN);
        Permit { _in_all: in_all, _of_the_tenant: of_the_tenant }
    }

    fn share(&self, tenant: Tenant) -> Arc<Semaphore> {
        let mut shares = self.by_tenant.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&tenant).and_then(Weak::upgrade) {
            return share;
        }
        shares.retain(|_, share| share.strong_count() > 0);
        let share = Arc::new(Semaphore::new(OF_A_TENANT));
        shares.insert(tenant, Arc::downgrade(&share));
        share
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    fn now(permits: &Permits, tenant: u64) -> Option<Permit<'_>> {
        permits.of(Some(tenant)).now_or_never()
    }

    #[test]
    fn a_tenant_has_a_share_and_leaves_the_rest_to_others() {
        let permits = Permits::new();
        let mut slow: Vec<_> = (0..OF_A_TENANT).map(|_| now(&permits, 1).expect("its share")).collect();
        assert!(now(&permits, 1).is_none());
        assert!(now(&permits, 2).is_some(), "another's");
        slow.pop();
        assert!(now(&permits, 1).is_some());
    }

    #[test]
    fn all_together_have_a_limit_and_who_has_none_under_way_is_forgotten() {
        let permits = Permits::new();
        let all: Vec<_> = (0..).take(IN_ALL).map(|tenant| now(&permits, tenant).expect("a place")).collect();
        assert!(now(&permits, 99).is_none());
        drop(all);
        assert!(now(&permits, 99).is_some());
        assert_eq!(permits.by_tenant.lock().expect("a lock").len(), 1);
    }

    #[tokio::test]
    async fn whoever_waits_longest_among_the_tenants_is_the_next() {
        let permits = Permits::new();
        let mut all: Vec<_> = (0..).take(IN_ALL).map(|tenant| now(&permits, tenant).expect("a place")).collect();
        let (mut busy, mut other) = (Box::pin(permits.of(Some(100))), Box::pin(permits.of(Some(101))));
        assert!((&mut busy).now_or_never().is_none() && (&mut other).now_or_never().is_none());
        all.pop();
        assert!((&mut other).now_or_never().is_none());
        let first = busy.await;
        drop(first);
        assert!((&mut other).now_or_never().is_some());
    }
}
