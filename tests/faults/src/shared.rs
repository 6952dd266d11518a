//! What a proxy and its connections share: the faults of the moment, and the pattern whose answer is swallowed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::Pattern;

/// Whose words do not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Client,
    Server,
    Both,
}

impl Side {
    fn covers(self, other: Side) -> bool {
        self == Side::Both || self == other
    }
}

#[derive(Debug, Clone, Default)]
pub struct Faults {
    pub is_cut: bool,
    /// Counts cuts, so that a connection notices one that was healed before it looked.
    pub cuts: u64,
    pub hole: Option<Side>,
    /// How much longer each piece takes.
    pub delay: Duration,
}

/// The pattern that is waited for, and how often it is still to be met.
#[derive(Debug, Default)]
pub struct Armed {
    pub pattern: Pattern,
    pub left: u64,
}

#[derive(Debug, Default)]
pub struct Shared {
    pub faults: watch::Sender<Faults>,
    pub swallowed: watch::Sender<u64>,
    armed: Mutex<Armed>,
}

impl Shared {
    pub fn armed(&self) -> MutexGuard<'_, Armed> {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until what this side says may pass, and for as long as it is delayed.
    pub async fn passage(&self, side: Side) {
        let mut faults = self.faults.subscribe();
        let open = faults.wait_for(|faults| !faults.hole.is_some_and(|hole| hole.covers(side))).await;
        let delay = open.map_or(Duration::ZERO, |faults| faults.delay);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
    }

    /// Waits for a cut after the one that was the `last`.
    pub async fn next_cut(&self, last: u64) {
        // The sender is ours, so there is one for as long as we wait.
        self.faults.subscribe().wait_for(|faults| faults.cuts != last).await.ok();
    }
}
