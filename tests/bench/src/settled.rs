//! Whether anything still moves in a fleet: commands and workflow runs that wait or are under way.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use async_nats::jetstream::{self, Context};
use fleet::wait;
use futures::TryStreamExt;

const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How many looks in a row must find nothing: what a command sends may be between two streams.
const QUIET_LOOKS: usize = 3;

/// Messages, by the name of their stream or consumer.
pub type Taken = BTreeMap<String, u64>;

/// Waits until every stream of commands and workflows is worked off; returns the time of the last message's end.
pub async fn settled(nats: &async_nats::Client, limit: Duration) -> Result<Instant> {
    let jetstream = jetstream::new(nats.clone());
    let began = Instant::now();
    let (mut quiet, mut quiet_since) = (0, began);
    loop {
        let look = Instant::now();
        let waiting = waiting(&jetstream).await?;
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

/// Messages that wait or are under way, by consumer.
async fn waiting(jetstream: &Context) -> Result<Taken> {
    let mut waiting = Taken::new();
    for name in streams(jetstream).await? {
        let stream = jetstream.get_stream_no_info(&name).await?;
        let consumers: Vec<_> = stream.consumers().try_collect().await?;
        for consumer in consumers {
            let count = consumer.num_pending + consumer.num_ack_pending as u64;
            if count > 0 {
                waiting.insert(consumer.name, count);
            }
        }
    }
    Ok(waiting)
}

/// How many messages each stream of commands and workflows has taken.
pub async fn taken(nats: &async_nats::Client) -> Result<Taken> {
    let jetstream = jetstream::new(nats.clone());
    let mut taken = Taken::new();
    for name in streams(&jetstream).await? {
        let last = jetstream.get_stream(&name).await?.cached_info().state.last_sequence;
        taken.insert(name, last);
    }
    Ok(taken)
}

/// How many messages came between two looks.
pub fn between(before: &Taken, after: &Taken) -> u64 {
    after.iter().map(|(name, count)| count - before.get(name).copied().unwrap_or_default()).sum()
}

async fn streams(jetstream: &Context) -> Result<Vec<String>> {
    let names: Vec<String> = jetstream.stream_names().try_collect().await?;
    Ok(names.into_iter().filter(|name| name.ends_with("_COMMANDS") || name.ends_with("_WORKFLOWS")).collect())
}
