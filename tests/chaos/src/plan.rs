//! What is broken when: drawn from the seed, before anything runs.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use crate::Sort;

/// From one fault to the next, in milliseconds. Some then meet each other.
const GAP: std::ops::Range<u64> = 2_500..7_500;

/// The fleet is at work before the first.
const FIRST: u64 = 3_000;

/// How long each sort lasts. A pause may outlive a pin, a lease and a lock; a killed process is missed for a moment, as a
/// supervisor takes to notice.
const KILLED: std::ops::Range<u64> = 0..3_000;
const PAUSED: std::ops::Range<u64> = 500..9_000;
const CUT: std::ops::Range<u64> = 500..9_000;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Member {
    /// `task-1`, of the service `task`.
    Instance {
        service: &'static str,
        name: String,
    },
    Nats,
    Postgres,
}

/// What an instance is cut off from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum From {
    Nats,
    Postgres,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Kill,
    Pause,
    /// Connections break, and new ones are refused; or, when it is silent, nothing is heard any more. A server is cut off
    /// from all instances.
    Cut {
        from: From,
        silent: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// After the load began.
    pub at: Duration,
    pub lasts: Duration,
    pub member: Member,
    pub kind: Kind,
}

/// Faults that all have ended after `length`. Two of the same member never overlap.
pub fn plan(seed: u64, length: Duration, sorts: &[Sort], instances: &[(&'static str, String)]) -> Vec<Fault> {
    let mut random = StdRng::seed_from_u64(seed);
    let (mut faults, mut healed) = (Vec::new(), BTreeMap::new());
    let mut at = FIRST;
    while Duration::from_millis(at) < length {
        let Some(sort) = sorts.choose(&mut random) else { break };
        let member = member(&mut random, instances);
        let (kind, range) = kind(&mut random, *sort, &member);
        let lasts = random.random_range(range);
        let gap = random.random_range(GAP);
        let is_free = healed.get(&member).is_none_or(|healed| *healed < at);
        if is_free && Duration::from_millis(at + lasts) <= length {
            healed.insert(member.clone(), at + lasts);
            let (at, lasts) = (Duration::from_millis(at), Duration::from_millis(lasts));
            faults.push(Fault { at, lasts, member, kind });
        }
        at += gap;
    }
    faults
}

/// An instance in two of three cases: there are more of them, and a server is everybody's.
fn member(random: &mut StdRng, instances: &[(&'static str, String)]) -> Member {
    let servers = [Member::Nats, Member::Postgres];
    match instances.choose(random) {
        Some((service, name)) if random.random_ratio(2, 3) => Member::Instance { service, name: name.clone() },
        _ => servers[random.random_range(0..servers.len())].clone(),
    }
}

fn kind(random: &mut StdRng, sort: Sort, member: &Member) -> (Kind, std::ops::Range<u64>) {
    let drawn = [From::Nats, From::Postgres, From::Both][random.random_range(0..3)];
    let silent = random.random_bool(0.5);
    let from = match member {
        Member::Nats => From::Nats,
        Member::Postgres => From::Postgres,
        // It has no database.
        Member::Instance { service: "gateway", .. } => From::Nats,
        Member::Instance { .. } => drawn,
    };
    match sort {
        Sort::Kill => (Kind::Kill, KILLED),
        Sort::Pause => (Kind::Pause, PAUSED),
        Sort::Cut => (Kind::Cut { from, silent }, CUT),
    }
}

impl Member {
    /// Whether another does its work while it is away.
    pub fn has_an_equal(&self) -> bool {
        matches!(self, Self::Instance { service, .. } if *service != "gateway")
    }

    /// Its name among those of its kind: `task` for `task-1`.
    pub fn class(&self) -> &str {
        match self {
            Self::Instance { service, .. } => service,
            Self::Nats => "nats-server",
            Self::Postgres => "postgres",
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Instance { name, .. } => name,
            other => other.class(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, silent) = match self {
            Self::Kill => return f.write_str("kill -9"),
            Self::Pause => return f.write_str("pause"),
            Self::Cut { from, silent } => (from, silent),
        };
        let how = if *silent { "no packets" } else { "cut" };
        match from {
            From::Nats => write!(f, "{how} (NATS)"),
            From::Postgres => write!(f, "{how} (Postgres)"),
            From::Both => write!(f, "{how} (both)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn instances() -> Vec<(&'static str, String)> {
        vec![("task", "task-1".to_owned()), ("task", "task-2".to_owned()), ("gateway", "gateway-1".to_owned())]
    }

    #[test]
    fn a_seed_is_a_plan() {
        let plan = |seed| plan(seed, HOUR, &Sort::ALL, &instances());
        assert_eq!(plan(1), plan(1));
        assert_ne!(plan(1), plan(2));
    }

    #[test]
    fn an_hour_has_every_sort_of_every_member_and_only_what_is_wanted() {
        let all = plan(1, HOUR, &Sort::ALL, &instances());
        for name in ["task-1", "task-2", "gateway-1", "nats-server", "postgres"] {
            let kinds: Vec<_> =
                all.iter().filter(|fault| fault.member.name() == name).map(|fault| fault.kind).collect();
            assert!(kinds.contains(&Kind::Kill) && kinds.contains(&Kind::Pause), "{name}: {kinds:?}");
            assert!(kinds.iter().any(|kind| matches!(kind, Kind::Cut { .. })), "{name}: {kinds:?}");
        }
        let killed = plan(1, HOUR, &[Sort::Kill], &instances());
        assert!(killed.len() > 500 && killed.iter().all(|fault| fault.kind == Kind::Kill));
        assert_eq!(plan(1, HOUR, &[], &instances()), []);
    }

    #[test]
    fn every_fault_is_healed_in_time_and_before_the_next_of_its_member() {
        let all = plan(7, HOUR, &Sort::ALL, &instances());
        let mut healed = BTreeMap::new();
        for fault in &all {
            let before = healed.insert(fault.member.clone(), fault.at + fault.lasts).unwrap_or_default();
            assert!(before < fault.at && fault.at + fault.lasts <= HOUR, "{fault:?}");
        }
    }
}
