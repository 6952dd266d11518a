//! How much one person, or one address of strangers, may ask of everybody else's machines. Each process counts for itself, in memory.

use std::{hash::Hash, num::NonZeroU32, time::Duration};

use contracts::UserId;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use crate::{
    asker::{Asker, Network, Sender},
    limits,
    settings::Allowance,
};

/// Counters of people and addresses. Someone who has asked for nothing in a while is forgotten.
pub struct Quotas {
    commands: DefaultKeyedRateLimiter<Sender>,
    kilobytes: DefaultKeyedRateLimiter<Sender>,
    queries: DefaultKeyedRateLimiter<Sender>,
    subscriptions: DefaultKeyedRateLimiter<UserId>,
    strangers: DefaultKeyedRateLimiter<Network>,
    deliveries: DefaultKeyedRateLimiter<Network>,
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
        let quota = |rate: NonZeroU32| Quota::per_second(rate).allow_burst(rate.saturating_mul(limits::BURST_SECONDS));
        let senders = |rate| RateLimiter::keyed(quota(rate));
        let networks = |rate| RateLimiter::keyed(quota(rate));
        let subscriptions =
            Quota::per_second(limits::SUBSCRIPTIONS_A_SECOND).allow_burst(limits::SUBSCRIPTIONS_AT_ONCE);
        Self {
            commands: senders(allowance.commands_a_second),
            kilobytes: senders(allowance.kilobytes_a_second),
            queries: senders(allowance.queries_a_second),
            subscriptions: RateLimiter::keyed(subscriptions),
            strangers: networks(allowance.strangers_a_second),
            deliveries: networks(limits::DELIVERIES_A_SECOND),
        }
    }

    /// Counts one command of so many bytes, which will be stored.
    pub fn command(&self, sender: &Sender, bytes: usize) -> Result<(), Exceeded> {
        take(&self.commands, sender, NonZeroU32::MIN, COMMANDS)?;
        let kilobytes = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        take(&self.kilobytes, sender, NonZeroU32::new(kilobytes).unwrap_or(NonZeroU32::MIN), BYTES)
    }

    /// Counts one query.
    pub fn query(&self, sender: &Sender) -> Result<(), Exceeded> {
        take(&self.queries, sender, NonZeroU32::MIN, QUERIES)
    }

    /// Counts one topic that is begun to be followed.
    pub fn subscription(&self, person: &UserId) -> Result<(), Exceeded> {
        take(&self.subscriptions, person, NonZeroU32::MIN, SUBSCRIPTIONS)
    }

    /// Counts one request of somebody who has not said who they are.
    pub fn stranger(&self, network: Network) -> Result<(), Exceeded> {
        take(&self.strangers, &network, NonZeroU32::MIN, REQUESTS)
    }

    /// Counts one request that claims to be GitHub's.
    pub fn delivery(&self, network: Network) -> Result<(), Exceeded> {
        take(&self.deliveries, &network, NonZeroU32::MIN, DELIVERIES)
    }

    /// Forgets whoever has everything to spare again. For the clock.
    pub fn forget_idle(&self) {
        [&self.commands, &self.kilobytes, &self.queries].into_iter().for_each(forget);
        [&self.strangers, &self.deliveries].into_iter().for_each(forget);
        forget(&self.subscriptions);
    }
}

/// What is counted, and for whom.
type Counted = (&'static str, &'static str);
const COMMANDS: Counted = ("commands", "one person");
const COMMANDS_AT_ONCE: Counted = ("commands at once", "one person");
const BYTES: Counted = ("bytes", "one person");
const QUERIES: Counted = ("queries", "one person");
const SUBSCRIPTIONS: Counted = ("subscriptions", "one person");
const REQUESTS: Counted = ("requests", "one address of people who have not signed in");
const REQUESTS_AT_ONCE: Counted = ("requests at once", "one person");
const STRANGERS_AT_ONCE: Counted = ("requests at once", "one address of people who have not signed in");
const DELIVERIES: Counted = ("deliveries", "one address");
const DELIVERIES_AT_ONCE: Counted = ("deliveries at once", "one address");

fn forget<K: Hash + Eq + Clone>(counted: &DefaultKeyedRateLimiter<K>) {
    counted.retain_recent();
    counted.shrink_to_fit();
}

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
    pub fn commands_at_once() -> Self {
        Self::now(COMMANDS_AT_ONCE)
    }

    /// Whose requests under way are as many as one may have.
    pub fn requests_at_once(asker: &Asker) -> Self {
        Self::now(match asker {
            Asker::Known(_) => REQUESTS_AT_ONCE,
            Asker::Stranger(_) => STRANGERS_AT_ONCE,
            Asker::Github(_) => DELIVERIES_AT_ONCE,
        })
    }

    /// Too much at a time, which may be over in a moment.
    fn now((what, whose): Counted) -> Self {
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
    use crate::asker::By;

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

    fn browser(of: &str) -> Sender {
        Sender { person: person(of), by: By::Browser }
    }

    #[test]
    fn one_persons_flood_is_refused_and_nobody_elses() {
        let quotas = quotas();
        let (alice, bob) = (browser("u1"), browser("u2"));
        let taken = (0..1000).filter(|_| quotas.command(&alice, 10).is_ok()).count();
        assert!((20..30).contains(&taken), "{taken}");
        let refused = quotas.command(&alice, 10).expect_err("refused");
        assert_eq!((refused.what, refused.seconds()), ("commands", 1));
        assert_eq!(quotas.command(&bob, 10), Ok(()));
        assert_eq!(quotas.command(&Sender { by: By::Token, ..alice }, 10), Ok(()), "nor is what their tokens send");
    }

    #[test]
    fn bytes_count_too() {
        let quotas = quotas();
        let alice = browser("u1");
        let taken = (0..8).filter(|_| quotas.command(&alice, 250 * 1024).is_ok()).count();
        assert_eq!(taken, 4);
        assert_eq!(quotas.command(&alice, 250 * 1024).expect_err("refused").what, "bytes");
    }

    #[test]
    fn questions_count_beside_commands() {
        let quotas = quotas();
        let alice = browser("u1");
        assert_eq!((0..1000).filter(|_| quotas.query(&alice).is_ok()).count(), 40);
        assert_eq!(quotas.query(&alice).expect_err("refused").what, "queries");
        assert_eq!(quotas.command(&alice, 10), Ok(()));
    }

    #[test]
    fn an_address_of_strangers_is_counted_beside_the_others() {
        let quotas = quotas();
        let network = |address: &str| Network::of(address.parse().expect("an address"));
        let (one, other) = (network("1.2.3.4"), network("::1"));
        assert_eq!((0..100).filter(|_| quotas.stranger(one).is_ok()).count(), 30);
        assert!(quotas.stranger(one).expect_err("refused").to_string().contains("not signed in"));
        assert_eq!(quotas.stranger(other), Ok(()));
    }

    #[test]
    fn who_says_to_be_github_has_a_limit_too() {
        let quotas = quotas();
        let network = |address: &str| Network::of(address.parse().expect("an address"));
        let (one, other) = (network("1.2.3.4"), network("5.6.7.8"));
        let taken = (0..10_000).filter(|_| quotas.delivery(one).is_ok()).count();
        assert!((2_000..4_000).contains(&taken), "{taken}");
        assert_eq!(quotas.delivery(one).expect_err("refused").what, "deliveries");
        assert_eq!(quotas.delivery(other), Ok(()));
    }

    #[test]
    fn who_has_everything_to_spare_is_forgotten() {
        let quotas = quotas();
        assert_eq!(quotas.subscription(&person("u1")), Ok(()));
        quotas.forget_idle();
        assert!(quotas.subscriptions.len() <= 1);
    }
}
