//! How long it took after a fault until everybody was answered again.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::plan::Fault;

/// A fault as it was carried out.
#[derive(Debug, Clone)]
pub struct Broken {
    pub fault: Fault,
    pub began: Instant,
    /// When what was killed was started again, what stood still went on, what was cut was joined.
    pub healed: Instant,
}

/// Of one sort of fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    pub count: usize,
    /// `None`: it was never alone, so what it did cannot be told apart.
    pub median: Option<Duration>,
    pub longest: Option<Duration>,
}

/// By sort: `kill -9 task`. Where another does the work meanwhile, time counts from the fault; else from its end.
pub fn recoveries(broken: &[Broken], answers: &[(usize, Instant)], callers: usize) -> BTreeMap<String, Recovery> {
    let mut by_sort: BTreeMap<String, (usize, Vec<Duration>)> = BTreeMap::new();
    for one in broken {
        let entry = by_sort.entry(format!("{} {}", one.fault.kind, one.fault.member.class())).or_default();
        entry.0 += 1;
        let from = if one.fault.member.has_an_equal() { one.began } else { one.healed };
        let Some(took) = all_answered(answers, callers, from) else { continue };
        if !is_disturbed(one, broken, from + took) {
            entry.1.push(took);
        }
    }
    let recovery = |(count, mut took): (usize, Vec<Duration>)| {
        took.sort_unstable();
        Recovery { count, median: took.get(took.len() / 2).copied(), longest: took.last().copied() }
    };
    by_sort.into_iter().map(|(sort, found)| (sort, recovery(found))).collect()
}

/// After `from`, how long until each caller has had an answer; `None` when one never had.
fn all_answered(answers: &[(usize, Instant)], callers: usize, from: Instant) -> Option<Duration> {
    let mut first: BTreeMap<usize, Instant> = BTreeMap::new();
    for (caller, at) in answers.iter().filter(|(_, at)| *at >= from) {
        let earliest = first.entry(*caller).or_insert(*at);
        *earliest = (*earliest).min(*at);
    }
    (first.len() == callers).then(|| first.values().max().map(|last| *last - from)).flatten()
}

/// Whether another fault was there before everybody was answered.
fn is_disturbed(one: &Broken, broken: &[Broken], recovered: Instant) -> bool {
    let overlaps = |other: &Broken| other.began < recovered && other.healed > one.began;
    broken.iter().filter(|other| other.fault != one.fault).any(overlaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Kind, Member};

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn broken(start: Instant, member: Member, began: u64, healed: u64) -> Broken {
        let fault = Fault { at: millis(began), lasts: millis(healed - began), member, kind: Kind::Kill };
        Broken { fault, began: start + millis(began), healed: start + millis(healed) }
    }

    fn task() -> Member {
        Member::Instance { service: "task", name: "task-1".to_owned() }
    }

    #[test]
    fn the_last_caller_counts_from_the_fault_or_from_its_end() {
        let start = Instant::now();
        let answers = [(0, 50), (1, 60), (0, 150), (1, 900), (0, 950), (0, 5_100), (1, 5_300)];
        let answers = answers.map(|(caller, at)| (caller, start + millis(at)));
        let faults = [broken(start, task(), 100, 400), broken(start, Member::Nats, 4_000, 5_000)];

        let found = recoveries(&faults, &answers, 2);
        assert_eq!(found["kill -9 task"].longest, Some(millis(800)));
        assert_eq!(found["kill -9 nats-server"].median, Some(millis(300)));
    }

    #[test]
    fn what_two_faults_did_together_is_not_told_of_one() {
        let start = Instant::now();
        let answers = [(0, start + millis(800))];
        let faults = [broken(start, task(), 100, 400), broken(start, Member::Postgres, 300, 600)];
        let found = recoveries(&faults, &answers, 1);
        assert_eq!(found["kill -9 task"], Recovery { count: 1, median: None, longest: None });
    }
}
