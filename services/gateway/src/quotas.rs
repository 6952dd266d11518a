//! How much one person, or one address of strangers, may ask of everybody else's machines. Each process counts for itself, in memory.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

use contracts::UserId;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use crate::{limits, settings::Allowance};

/// Counters of people and addresses. Someone who has asked for nothing in a while is forgotten.
pub struct Quotas {
    commands: DefaultKeyedRateLimiter<UserId>,
    kilobytes: DefaultKeyedRateLimiter<UserId>,
    queries: DefaultKeyedRateLimiter<UserId>,
    subscriptions: DefaultKeyedRateLimiter<UserId>,
    strangers: DefaultKeyedRateLimiter<IpAddr>,
}

/// What there was too much of, and when it may be asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceeded {
    pub what: &'static str,
    pub whose: &'static str,
    pub wait: Duration,
}

impl Quotas {
    pub fn new(allowance: &Allowance) -> Self {
        let burst = |rate: NonZeroU32| rate.saturating_mul(limits::BURST_SECONDS);
        let keyed = |rate: NonZeroU32| RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst(rate)));
        let subscriptions =
            Quota::per_second(limits::SUBSCRIPTIONS_A_SECOND).allow_burst(limits::SUBSCRIPTIONS_AT_ONCE);
        Self {
            commands: keyed(allowance.commands_a_second),
            kilobytes: keyed(allowance.kilobytes_a_second),
            queries: keyed(allowance.queries_a_second),
            subscriptions: RateLimiter::keyed(subscriptions),
            strangers: RateLimiter::keyed(
                Quota::per_second(allowance.strangers_a_second).allow_burst(burst(allowance.strangers_a_second)),
            ),
        }
    }

    /// Counts one command of so many bytes, which will be stored.
    pub fn command(&self, person: &UserId, bytes: usize) -> Result<(), Exceeded> {
        take(&self.commands, person, NonZeroU32::MIN, COMMANDS)?;
        let kilobytes = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        take(&self.kilobytes, person, NonZeroU32::new(kilobytes).unwrap_or(NonZeroU32::MIN), BYTES)
    }

    /// Counts one query.
    pub fn query(&self, person: &UserId) -> Result<(), Exceeded> {
        take(&self.queries, person, NonZeroU32::MIN, QUERIES)
    }

    /// Counts one topic that is begun to be followed.
    pub fn subscription(&self, person: &UserId) -> Result<(), Exceeded> {
        take(&self.subscriptions, person, NonZeroU32::MIN, SUBSCRIPTIONS)
    }

    /// Counts one request of somebody who has not said who they are.
    pub fn stranger(&self, address: IpAddr) -> Result<(), Exceeded> {
        take(&self.strangers, &address, NonZeroU32::MIN, REQUESTS)
    }

    /// Forgets whoever has everything to spare again. For the clock.
    pub fn forget_idle(&self) {
        for counted in [&self.commands, &self.kilobytes, &self.queries, &self.subscriptions] {
            counted.retain_recent();
            counted.shrink_to_fit();
        }
        self.strangers.retain_recent();
        self.strangers.shrink_to_fit();
    }
}

/// What is counted, and for whom.
type Counted = (&'static str, &'static str);
const COMMANDS: Counted = ("commands", "one person");
const AT_ONCE: Counted = ("commands at once", "one person");
const BYTES: Counted = ("bytes", "one person");
const QUERIES: Counted = ("queries", "one person");
const SUBSCRIPTIONS: Counted = ("subscriptions", "one person");
const REQUESTS: Counted = ("requests", "one address of people who have not signed in");

fn take<K: Hash + Eq + Clone>(
    counted: &DefaultKeyedRateLimiter<K>,
    key: &K,
    cells: NonZeroU32,
    (what, whose): Counted,
) -> Result<(), Exceeded> {
    match counted.check_key_n(key, cells) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(until)) => Err(Exceeded { what, whose, wait: until.wait_time_from(DefaultClock::default().now()) }),
        // More at once than is ever allowed.
        Err(_) => Err(Exceeded { what, whose, wait: limits::QUOTA_IDLE }),
    }
}

impl Exceeded {
    /// Whose commands under way have left no room for another one in time.
    pub fn at_once() -> Self {
        let (what, whose) = AT_ONCE;
        Self { what, whose, wait: Duration::ZERO }
    }

    /// In whole seconds, as `Retry-After` takes them.
    pub fn seconds(self) -> u64 {
        self.wait.as_secs() + 1
    }
}

impl std::fmt::Display for Exceeded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "you send more {} than {} may; try again in {} s", self.what, self.whose, self.seconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotas() -> Quotas {
        let allowance = Allowance {
            commands_a_second: NonZeroU32::new(2).expect("a number"),
            kilobytes_a_second: NonZeroU32::new(100).expect("a number"),
            queries_a_second: NonZeroU32::new(4).expect("a number"),
            strangers_a_second: NonZeroU32::new(3).expect("a number"),
        };
        Quotas::new(&allowance)
    }

    fn person(id: &str) -> UserId {
        id.parse().expect("an id")
    }

    #[test]
    fn one_persons_flood_is_refused_and_nobody_elses() {
        let quotas = quotas();
        let (alice, bob) = (person("u1"), person("u2"));
        let taken = (0..1000).filter(|_| quotas.command(&alice, 10).is_ok()).count();
        assert!((20..30).contains(&taken), "{taken}");
        let refused = quotas.command(&alice, 10).expect_err("refused");
        assert_eq!((refused.what, refused.seconds()), ("commands", 1));
        assert_eq!(quotas.command(&bob, 10), Ok(()));
    }

    #[test]
    fn bytes_count_too() {
        let quotas = quotas();
        let alice = person("u1");
        let taken = (0..8).filter(|_| quotas.command(&alice, 250 * 1024).is_ok()).count();
        assert_eq!(taken, 4);
        assert_eq!(quotas.command(&alice, 250 * 1024).expect_err("refused").what, "bytes");
    }

    #[test]
    fn questions_count_beside_commands() {
        let quotas = quotas();
        let alice = person("u1");
        assert_eq!((0..1000).filter(|_| quotas.query(&alice).is_ok()).count(), 40);
        assert_eq!(quotas.query(&alice).expect_err("refused").what, "queries");
        assert_eq!(quotas.command(&alice, 10), Ok(()));
    }

    #[test]
    fn an_address_of_strangers_is_counted_beside_the_others() {
        let quotas = quotas();
        let (one, other) = ("1.2.3.4".parse().expect("an address"), "::1".parse().expect("an address"));
        assert_eq!((0..100).filter(|_| quotas.stranger(one).is_ok()).count(), 30);
        assert!(quotas.stranger(one).expect_err("refused").to_string().contains("not signed in"));
        assert_eq!(quotas.stranger(other), Ok(()));
    }

    #[test]
    fn who_has_everything_to_spare_is_forgotten() {
        let quotas = quotas();
        assert_eq!(quotas.subscription(&person("u1")), Ok(()));
        quotas.forget_idle();
        assert!(quotas.subscriptions.len() <= 1);
    }
}
