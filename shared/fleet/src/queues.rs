//! What a fleet's queues still hold, for whoever waits until nothing moves any more.

use std::collections::BTreeMap;

use anyhow::Result;
use async_nats::jetstream::{self, consumer};
use contracts::{Actor, PARTITIONS};
use futures::TryStreamExt;

use crate::Fleet;

/// One look at all streams of commands and of workflow runs, one after another.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Queues {
    /// How many messages each stream has ever taken.
    pub taken: BTreeMap<String, u64>,
    /// What waits or is under way, a line for each queue: `task-p03: 12 waiting, 3 unacknowledged`.
    pub moving: Vec<String>,
}

impl Fleet {
    /// Looks at the queues. A sleeping workflow and a delayed command are at rest.
    pub async fn queues(&self, nats: &async_nats::Client) -> Result<Queues> {
        let jetstream = jetstream::new(nats.clone());
        let mut queues = Queues::default();
        for actor in Actor::ALL {
            for name in [actor.command_stream(), actor.workflow_stream()] {
                let stream = jetstream.get_stream(&name).await?;
                let taken = stream.cached_info().state.last_sequence;
                let consumers: Vec<_> = stream.consumers().try_collect().await?;
                queues.moving.extend(consumers.iter().filter_map(waiting));
                // Partitions' consumers live in the server's memory. One that a restart has taken away counts nothing
                // until its owner has made it anew.
                let is_served = !consumers.is_empty() || !self.instances_of(actor.service()).is_empty();
                if name == actor.command_stream() && taken > 0 && is_served && consumers.len() < PARTITIONS as usize {
                    queues.moving.push(format!("{name}: {} of {PARTITIONS} partitions are owned", consumers.len()));
                }
                queues.taken.insert(name, taken);
            }
        }
        Ok(queues)
    }
}

fn waiting(consumer: &consumer::Info) -> Option<String> {
    let (waiting, unacknowledged) = (consumer.num_pending, consumer.num_ack_pending);
    (waiting > 0 || unacknowledged > 0)
        .then(|| format!("{}: {waiting} waiting, {unacknowledged} unacknowledged", consumer.name))
}
