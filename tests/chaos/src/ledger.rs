//! What the callers were told, as they were told it: what the fleet is held to at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fleet::SignedIn;

/// Refusals that are told in full.
const EXAMPLES: usize = 5;

/// Sign-ins of one person that are held against the fleet: after fifty the oldest ends, which is no loss.
const SIGN_INS: usize = 40;

/// The numbers that one task's caller has given it as titles, each when the last was acknowledged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    pub acknowledged: BTreeSet<u64>,
}

#[derive(Default)]
pub struct Notes {
    /// By task.
    pub numbers: BTreeMap<String, Numbers>,
    /// Runs of syncs.
    pub runs: BTreeSet<String>,
    /// By login.
    pub sign_ins: BTreeMap<String, Vec<SignedIn>>,
    /// Messages to agents, by task.
    pub turns: BTreeMap<String, BTreeSet<String>>,
    /// Questions of agents that were answered.
    pub answered: BTreeSet<String>,
    pub counts: Counts,
    /// What callers met before their acknowledgement.
    pub errors: BTreeMap<String, u64>,
    /// Refused or dead, though nothing was wrong with it.
    pub refused: u64,
    pub refusals: Vec<String>,
    /// From the first try until the acknowledgement.
    pub longest_wait: (Duration, String),
    /// Outcomes of waiting callers: which caller, when.
    pub answers: Vec<(usize, Instant)>,
}

/// Acknowledgements of each sort.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub renames: u64,
    pub enqueued: u64,
    pub first_acts: u64,
    pub syncs: u64,
    pub sign_ins: u64,
    pub turns: u64,
    pub answers: u64,
}

#[derive(Default)]
pub struct Ledger(Mutex<Notes>);

impl Ledger {
    pub fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn error(&self, kind: &str) {
        *self.notes().errors.entry(kind.to_owned()).or_default() += 1;
    }
}

impl Notes {
    pub fn acknowledge(&mut self, task: &str, number: u64) {
        self.numbers.entry(task.to_owned()).or_default().acknowledged.insert(number);
    }

    pub fn waited(&mut self, waited: Duration, what: &str) {
        if waited > self.longest_wait.0 {
            self.longest_wait = (waited, what.to_owned());
        }
    }

    pub fn refuse(&mut self, what: &str, why: &str) {
        self.refused += 1;
        if self.refusals.len() < EXAMPLES {
            self.refusals.push(format!("{what}: {why}"));
        }
    }

    pub fn signed_in(&mut self, person: SignedIn) {
        self.counts.sign_ins += 1;
        let of_person = self.sign_ins.entry(person.login.clone()).or_default();
        of_person.push(person);
        if of_person.len() > SIGN_INS {
            of_person.remove(0);
        }
    }
}
