//! One watch for each topic that anyone looks at in this process, shared by all sockets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_nats::jetstream::consumer::DeliverPolicy;
use axum::extract::ws::Utf8Bytes;
use contracts::{Topic, View};
use messaging::{Backoff, Tasks};
use tokio::sync::{Notify, broadcast, watch};
use tokio::time::timeout;

use super::{
    protocol::ServerMessage,
    topic::{Snapshot, Values},
    watch::{Follower, Put, Watched, follow},
};
use crate::limits;

/// Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    nats: async_nats::Client,
    tasks: Tasks,
    channels: Arc<Mutex<HashMap<Topic, Arc<Channel>>>>,
}

/// A topic that is being followed.
pub struct Channel {
    pub topic: Topic,
    name: String,
    values: Mutex<Values>,
    /// Changes as they are sent, written once for all sockets.
    changes: broadcast::Sender<Utf8Bytes>,
    is_loaded: watch::Sender<bool>,
    /// Somebody has subscribed.
    joined: Notify,
}

/// While it is held, the topic is followed.
pub struct Subscription {
    channel: Arc<Channel>,
    keeps_open: broadcast::Receiver<Utf8Bytes>,
}

impl Hub {
    pub fn new(nats: async_nats::Client, tasks: Tasks) -> Self {
        Self { nats, tasks, channels: Arc::default() }
    }

    /// A subscription to the topic, which is followed from now on if nobody did before.
    pub fn join(&self, topic: &Topic) -> Subscription {
        let mut channels = lock(&self.channels);
        if let Some(channel) = channels.get(topic) {
            return Subscription::at(channel);
        }
        let channel = Arc::new(Channel::new(topic.clone()));
        let subscription = Subscription::at(&channel);
        channels.insert(topic.clone(), channel.clone());
        self.tasks.serve("topic", self.clone().keep_following(channel));
        subscription
    }

    async fn keep_following(self, channel: Arc<Channel>) {
        let watched = Watched {
            name: format!("live topic {}", channel.name),
            filters: channel.topic.filters(),
            deliver: DeliverPolicy::LastPerSubject,
        };
        let mut backoff = Backoff::new(&self.tasks);
        loop {
            tokio::select! {
                () = self.tasks.stopping() => return,
                () = channel.left_for_good() => if self.close_if_empty(&channel) {
                    return;
                },
                ended = follow(&self.nats, &watched, &*channel) => match ended {
                    Ok(()) => backoff.reset(),
                    Err(error) => {
                        tracing::warn!(%error, live.topic = channel.name, "Cannot follow {}; trying again", channel.name);
                        if backoff.wait().await.is_err() {
                            return;
                        }
                    }
                }
            }
        }
    }

    /// Joining takes the same lock, so nobody can subscribe to a closed topic.
    fn close_if_empty(&self, channel: &Channel) -> bool {
        let mut channels = lock(&self.channels);
        let is_empty = channel.changes.receiver_count() == 0;
        if is_empty {
            channels.remove(&channel.topic);
        }
        is_empty
    }
}

impl Channel {
    fn new(topic: Topic) -> Self {
        let (changes, _) = broadcast::channel(limits::TOPIC_QUEUE);
        let (is_loaded, _) = watch::channel(false);
        Self { name: topic.to_string(), topic, values: Mutex::default(), changes, is_loaded, joined: Notify::new() }
    }

    /// Ends when nobody has been here for the grace period.
    async fn left_for_good(&self) {
        loop {
            self.changes.closed().await;
            if timeout(limits::TOPIC_GRACE, self.joined.notified()).await.is_err() {
                return;
            }
        }
    }
}

impl Follower for Channel {
    /// Tells the change to everybody who has the values before it.
    fn put(&self, key: &str, sequence: u64, put: Put) {
        if is_for_gateways(&self.topic, key) {
            return;
        }
        let mut values = lock(&self.values);
        let Some(entry) = values.put(key, sequence, put) else { return };
        let previous = values.tell();
        if self.changes.receiver_count() > 0 {
            let cursor = values.cursor();
            let change = ServerMessage::Change { topic: &self.name, previous, cursor, entry: &entry };
            // Nobody listening is no failure: they have left in this moment.
            self.changes.send(change.to_json().into()).ok();
        }
    }

    fn loaded(&self, cursor: u64, _connection: u64) {
        lock(&self.values).rewind(cursor);
        self.is_loaded.send_replace(true);
    }
}

/// What a person may do is told to gateways, and stands among what is told to the person.
fn is_for_gateways(topic: &Topic, key: &str) -> bool {
    matches!(topic, Topic::User(user_id) if key == View::Access(user_id.clone()).key())
}

impl Subscription {
    fn at(channel: &Arc<Channel>) -> Self {
        channel.joined.notify_one();
        Self { channel: channel.clone(), keeps_open: channel.changes.subscribe() }
    }

    /// The values after `since`, and every change from exactly there on; `None` if the values do not come in time.
    pub async fn attach(self, since: Option<u64>) -> Option<(Snapshot, broadcast::Receiver<Utf8Bytes>)> {
        let mut is_loaded = self.channel.is_loaded.subscribe();
        let loaded = tokio::time::timeout(limits::TOPIC_LOAD, is_loaded.wait_for(|is_loaded| *is_loaded)).await;
        loaded.ok()?.ok()?;

        let values = lock(&self.channel.values);
        let attached = (values.snapshot(since), self.channel.changes.subscribe());
        drop(self.keeps_open);
        Some(attached)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_topic_is_left_for_good_when_nobody_comes_back_within_the_grace_period() {
        let channel = Arc::new(Channel::new(Topic::parse("organization.acme").expect("a topic")));
        let first = Subscription::at(&channel);
        let mut left = pin!(channel.left_for_good());
        assert!(timeout(2 * limits::TOPIC_GRACE, &mut left).await.is_err(), "somebody is here");

        drop(first);
        assert!(timeout(limits::TOPIC_GRACE / 2, &mut left).await.is_err(), "they may come back");
        let second = Subscription::at(&channel);
        assert!(timeout(2 * limits::TOPIC_GRACE, &mut left).await.is_err(), "they came back");

        drop(second);
        assert!(timeout(2 * limits::TOPIC_GRACE, left).await.is_ok());
    }
}
