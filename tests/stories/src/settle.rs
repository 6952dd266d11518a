//! Waiting until nothing moves any more.

use std::time::{Duration, Instant};

use fleet::Queues;

use crate::World;

/// Work that has not ended by then is stuck.
const LIMIT: Duration = Duration::from_secs(60);

/// Between two looks.
const EVERY: Duration = Duration::from_millis(50);

impl World {
    /// Returns when no command and no workflow is pending anywhere; on its time limit, says what still moves. A sleeping
    /// workflow and a delayed command are at rest.
    pub async fn settle(&self) {
        let (began, mut before) = (Instant::now(), Queues::default());
        loop {
            // A server that has just come back may not answer the first question.
            let looked = self.fleet.queues(&self.nats).await;
            let now = looked.unwrap_or_else(|error| Queues { moving: vec![format!("{error:#}")], ..Queues::default() });
            // One look at each stream after another may miss what moves from a later one to an earlier one; nothing
            // does when two looks find the same.
            if now.moving.is_empty() && now == before {
                return;
            }
            assert!(began.elapsed() < LIMIT, "not settled after {LIMIT:?}; still moving: {:#?}", now.moving);
            fleet::wait::pause(EVERY).await;
            before = now;
        }
    }
}
