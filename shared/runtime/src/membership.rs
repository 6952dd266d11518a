//! Which instances of a service are alive, and which partitions each of them should own.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use contracts::Actor;
use futures::StreamExt;
use tokio::{sync::watch, time::Instant};

use crate::{Connection, streams};

/// How often an instance says that it lives.
const HEARTBEAT: Duration = Duration::from_millis(400);

/// How long an instance counts as alive without saying so. Shorter than the pin's timeout, so that the new owner is
/// already waiting when the pin falls.
const ALIVE: Duration = Duration::from_millis(1600);

/// The partitions this instance should own; changes as instances come and go.
pub(crate) type Assignment = watch::Receiver<BTreeSet<u32>>;

pub(crate) async fn start(connection: &Connection, actor: Actor, partitions: u32) -> anyhow::Result<Assignment> {
    let prefix = format!("$KV.instances.{}", actor.token());
    let heartbeats = connection.nats.subscribe(format!("{prefix}.*")).await?;
    let now = Instant::now();
    let mut members: BTreeMap<String, Instant> =
        present(connection, actor).await?.into_iter().map(|name| (name, now)).collect();
    members.insert(connection.instance.clone(), now);
    let (assign, assignment) = watch::channel(share(&connection.instance, &members, partitions));
    let own = format!("{prefix}.{}", connection.instance);
    let membership =
        Membership { nats: connection.nats.clone(), me: connection.instance.clone(), own, partitions, members, assign };
    connection.tasks.spawn("membership", membership.keep(heartbeats, connection.tasks.clone()));
    Ok(assignment)
}

/// The instances in the bucket.
async fn present(connection: &Connection, actor: Actor) -> anyhow::Result<Vec<String>> {
    let filter = format!("$KV.instances.{}.*", actor.token());
    let body = serde_json::json!({ "subjects_filter": filter });
    let info = streams::request(&connection.nats, "STREAM.INFO.KV_instances", &body).await?;
    let subjects = info["state"]["subjects"].as_object().cloned().unwrap_or_default();
    Ok(subjects.keys().filter_map(|subject| subject.rsplit('.').next().map(str::to_owned)).collect())
}

struct Membership {
    nats: async_nats::Client,
    me: String,
    own: String,
    partitions: u32,
    members: BTreeMap<String, Instant>,
    assign: watch::Sender<BTreeSet<u32>>,
}

impl Membership {
    async fn keep(mut self, mut heartbeats: async_nats::Subscriber, tasks: crate::Tasks) {
        let mut tick = tokio::time::interval(HEARTBEAT);
        loop {
            tokio::select! {
                _ = tick.tick() => self.say(false).await,
                Some(message) = heartbeats.next() => self.hear(&message),
                () = tasks.stopping() => break,
            }
            let now = Instant::now();
            self.members.retain(|name, seen| *name == self.me || now - *seen < ALIVE);
            let share = share(&self.me, &self.members, self.partitions);
            self.assign.send_if_modified(|current| {
                let changed = *current != share;
                *current = share;
                changed
            });
        }
        // Leaving: whoever hears it takes over at once; the partitions' owners let go of their pins themselves.
        self.say(true).await;
    }

    async fn say(&self, leaving: bool) {
        let mut headers = async_nats::HeaderMap::new();
        if leaving {
            headers.insert("KV-Operation", "DEL");
        }
        let owned: Vec<_> = self.assign.borrow().iter().copied().collect();
        let body = serde_json::json!({ "pid": std::process::id(), "partitions": owned }).to_string();
        let body = if leaving { String::new() } else { body };
        if let Err(error) = self.nats.publish_with_headers(self.own.clone(), headers, body.into()).await {
            tracing::warn!(%error, "A heartbeat could not be sent");
        }
    }

    fn hear(&mut self, message: &async_nats::Message) {
        let Some(name) = message.subject.rsplit('.').next() else { return };
        let leaving = message.headers.as_ref().is_some_and(|headers| headers.get("KV-Operation").is_some());
        if leaving {
            self.members.remove(name);
        } else {
            self.members.insert(name.to_owned(), Instant::now());
        }
    }
}

/// The partitions that rendezvous hashing gives to `me`: each goes to the living instance with the highest weight, so
/// that one coming or going moves only its own share.
fn share(me: &str, members: &BTreeMap<String, Instant>, partitions: u32) -> BTreeSet<u32> {
    let wins = |partition: &u32| {
        members.keys().max_by_key(|member| (weight(member, *partition), *member)).is_some_and(|best| best == me)
    };
    (0..partitions).filter(wins).collect()
}

/// FNV-1a with a final mix: the same in every build, which the standard hasher does not promise.
fn weight(member: &str, partition: u32) -> u64 {
    let bytes = member.bytes().chain(partition.to_be_bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53) ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(names: &[&str]) -> BTreeMap<String, Instant> {
        names.iter().map(|name| ((*name).to_owned(), Instant::now())).collect()
    }

    #[test]
    fn every_partition_has_one_owner() {
        let members = members(&["task-1", "task-2", "task-3"]);
        let mut all: Vec<u32> = members.keys().flat_map(|me| share(me, &members, 16)).collect();
        all.sort_unstable();
        assert_eq!(all, (0..16).collect::<Vec<_>>());
    }

    #[test]
    fn an_instance_that_goes_moves_only_its_own_share() {
        let (before, after) = (members(&["task-1", "task-2", "task-3"]), members(&["task-1", "task-2"]));
        for me in ["task-1", "task-2"] {
            assert!(share(me, &before, 64).is_subset(&share(me, &after, 64)));
        }
    }
}
