//! Who looks into sandboxes just now, and what GitHub has said just now: what keeps people who look from being a burden.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use contracts::{Millis, TaskKey, sandbox::Checks};

/// People who read one sandbox's files at a time, over one instance. Each is a process inside, beside the agents'.
const READERS: usize = 8;

/// How long what GitHub has said is given again. A page asks when somebody looks at it, and several may.
const CHECKS_KEPT: Millis = 10_000;

/// Answers of GitHub that are kept.
const CHECKS: usize = 1_000;

#[derive(Debug, Default)]
pub struct Looking {
    readers: Mutex<HashMap<TaskKey, usize>>,
    /// By task and whoever asked: GitHub may show one what it hides from another.
    checks: Mutex<HashMap<(TaskKey, String), Checks>>,
}

/// One reader; leaves when it is dropped.
pub struct Reader<'a> {
    looking: &'a Looking,
    key: TaskKey,
}

impl Looking {
    /// `None`: too many are there already.
    pub fn enter(&self, key: &TaskKey) -> Option<Reader<'_>> {
        let mut readers = lock(&self.readers);
        let count = readers.entry(key.clone()).or_default();
        if *count >= READERS {
            return None;
        }
        *count += 1;
        Some(Reader { looking: self, key: key.clone() })
    }

    /// What GitHub has said to this caller within the last seconds.
    pub fn known(&self, key: &TaskKey, caller: &str, now: Millis) -> Option<Checks> {
        let checks = lock(&self.checks);
        let known = checks.get(&(key.clone(), caller.to_owned()))?;
        (now - known.read_at < CHECKS_KEPT).then(|| known.clone())
    }

    pub fn remember(&self, key: &TaskKey, caller: &str, checks: Checks) {
        let mut known = lock(&self.checks);
        if known.len() >= CHECKS {
            let now = checks.read_at;
            known.retain(|_, known| now - known.read_at < CHECKS_KEPT);
        }
        if known.len() < CHECKS {
            known.insert((key.clone(), caller.to_owned()), checks);
        }
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut readers = lock(&self.looking.readers);
        if let Some(count) = readers.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                readers.remove(&self.key);
            }
        }
    }
}

/// What a panic has left behind is whole: each change is one statement.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::Mergeability;

    use super::*;
    use crate::testing::key;

    #[test]
    fn so_many_read_at_a_time_and_whoever_leaves_makes_room() {
        let looking = Looking::default();
        let mut readers: Vec<_> = (0..READERS).map(|_| looking.enter(&key()).unwrap()).collect();
        assert!(looking.enter(&key()).is_none());
        let mut other = key();
        other.task_id = "t-2".parse().unwrap();
        assert!(looking.enter(&other).is_some());
        readers.pop();
        drop(looking.enter(&key()).unwrap());
        readers.clear();
        assert!(looking.readers.lock().unwrap().is_empty());
    }

    #[test]
    fn what_github_has_said_is_given_again_for_some_seconds_to_whoever_asked() {
        let looking = Looking::default();
        let checks = Checks {
            pull_request: None,
            head: None,
            checks: Vec::new(),
            more_checks: 0,
            reviews: Vec::new(),
            requested_reviewers: Vec::new(),
            merge: Mergeability { is_ready: false, reason: String::new(), has_conflicts: None },
            read_at: 5,
        };
        looking.remember(&key(), "user:u7", checks.clone());
        assert_eq!(looking.known(&key(), "user:u7", 6), Some(checks));
        assert_eq!(looking.known(&key(), "user:u8", 6), None);
        assert_eq!(looking.known(&key(), "user:u7", 5 + CHECKS_KEPT), None);
    }
}
