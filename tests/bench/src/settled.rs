//! Whether anything still moves in a fleet: commands and workflow runs that wait or are under way.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use fleet::{Fleet, wait};

const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How many looks in a row must find nothing: what a command sends may be between two streams.
const QUIET_LOOKS: usize = 3;

/// Messages, by the name of their stream.
type Taken = BTreeMap<String, u64>;

/// Waits until every stream of commands and workflows is worked off; returns the time of the last message's end.
pub async fn settled(fleet: &Fleet, nats: &async_nats::Client, limit: Duration) -> Result<Instant> {
    let began = Instant::now();
    let (mut quiet, mut quiet_since) = (0, began);
    loop {
        let look = Instant::now();
        let waiting = fleet.queues(nats).await?.moving;
        if waiting.is_empty() {
            quiet_since = if quiet == 0 { look } else { quiet_since };
            quiet += 1;
            if quiet == QUIET_LOOKS {
                return Ok(quiet_since);
            }
        } else {
            quiet = 0;
            if began.elapsed() > limit {
                bail!("not settled within {limit:?}; still waiting: {waiting:?}");
            }
        }
        wait::pause(LOOK_EVERY).await;
    }
}

/// How many messages came between two looks.
pub fn between(before: &Taken, after: &Taken) -> u64 {
    after.iter().map(|(name, count)| count - before.get(name).copied().unwrap_or_default()).sum()
}
