//! One watch for each topic that anyone looks at in this process, shared by all sockets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_nats::jetstream::consumer::DeliverPolicy;
use axum::extract::ws::Utf8Bytes;
use contracts::{TaskKey, Topic, View};
use messaging::{Backoff, Tasks, views};
use tokio::sync::{mpsc, watch};
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
    known: Mutex<Known>,
    is_loaded: watch::Sender<bool>,
    /// How many hold a [`Follows`].
    followers: watch::Sender<usize>,
}

/// The values, and who has all of them up to now.
#[derive(Default)]
struct Known {
    values: Values,
    /// Changes as they are sent, written once for all sockets. A queue takes memory only for what waits in it.
    listeners: Vec<mpsc::Sender<Utf8Bytes>>,
}

/// While it is held, the topic is followed.
struct Follows(Arc<Channel>);

/// A wish for a topic's values.
pub struct Subscription(Follows);

/// The changes of a topic, from its snapshot on.
pub struct Changes {
    queue: mpsc::Receiver<Utf8Bytes>,
    _follows: Follows,
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

    /// Whether the organization has a line of this task; `None` if that cannot be told in time.
    pub async fn knows(&self, task: &TaskKey) -> Option<bool> {
        let organization = self.join(&Topic::Organization(task.organization_id.clone()));
        let key = View::TaskSummary(task.clone()).key();
        if organization.has(&key).await? {
            return Some(true);
        }
        // A watch that begins while the line changes may begin without it.
        let is_shown = views::is_shown(&self.nats, &key).await;
        is_shown.inspect_err(|error| tracing::warn!(view = key, "Whether it is there cannot be read: {error:#}")).ok()
    }

    async fn keep_following(self, channel: Arc<Channel>) {
        let watched = Watched {
            name: format!("live topic {}", channel.name),
            filters: channel.topic.filters(),
            deliver: DeliverPolicy::LastPerSubject,
        };
        let followed = async {
            let mut backoff = Backoff::new(&self.tasks);
            loop {
                match follow(&self.nats, &watched, &*channel).await {
                    Ok(()) => backoff.reset(),
                    Err(error) => {
                        tracing::warn!(%error, live.topic = channel.name, "Cannot follow {}; trying again", channel.name);
                        if backoff.wait().await.is_err() {
                            return;
                        }
                    }
                }
            }
        };
        // Whatever the bucket does meanwhile: what nobody follows is not tried again.
        let abandoned = async {
            loop {
                channel.left_for_good().await;
                if self.close_if_empty(&channel) {
                    return;
                }
            }
        };
        tokio::select! {
            () = self.tasks.stopping() => {}
            () = followed => {}
            () = abandoned => {}
        }
    }

    /// Joining takes the same lock, so nobody can subscribe to a closed topic.
    fn close_if_empty(&self, channel: &Channel) -> bool {
        let mut channels = lock(&self.channels);
        let is_empty = *channel.followers.borrow() == 0;
        if is_empty {
            channels.remove(&channel.topic);
        }
        is_empty
    }
}

impl Channel {
    fn new(topic: Topic) -> Self {
        let (is_loaded, _) = watch::channel(false);
        let (followers, _) = watch::channel(0);
        Self { name: topic.to_string(), topic, known: Mutex::default(), is_loaded, followers }
    }

    /// Ends when nobody has been here for the grace period.
    async fn left_for_good(&self) {
        let mut followers = self.followers.subscribe();
        loop {
            // The sender is ours: it cannot have gone.
            followers.wait_for(|followers| *followers == 0).await.ok();
            if timeout(limits::TOPIC_GRACE, followers.wait_for(|followers| *followers > 0)).await.is_err() {
                return;
            }
        }
    }

    async fn loaded_in_time(&self) -> Option<()> {
        let mut is_loaded = self.is_loaded.subscribe();
        timeout(limits::TOPIC_LOAD, is_loaded.wait_for(|is_loaded| *is_loaded)).await.ok()?.ok().map(drop)
    }
}

impl Follower for Channel {
    /// Tells the change to everybody who has the values before it. A queue that is full ends: its client is told that it
    /// was too slow, once it has taken what waits there.
    fn put(&self, key: &str, sequence: u64, put: Put) {
        if is_for_gateways(&self.topic, key) {
            return;
        }
        let mut known = lock(&self.known);
        let Some(entry) = known.values.put(key, sequence, put) else { return };
        let previous = known.values.tell();
        if known.listeners.is_empty() {
            return;
        }
        let cursor = known.values.cursor();
        let change = ServerMessage::Change { topic: &self.name, previous, cursor, entry: &entry };
        let change = Utf8Bytes::from(change.to_json());
        known.listeners.retain(|listener| listener.try_send(change.clone()).is_ok());
    }

    fn loaded(&self, cursor: u64, _connection: u64) {
        lock(&self.known).values.rewind(cursor);
        self.is_loaded.send_replace(true);
    }
}

/// What a person may do is told to gateways, and stands among what is told to the person.
fn is_for_gateways(topic: &Topic, key: &str) -> bool {
    matches!(topic, Topic::User(user_id) if key == View::Access(user_id.clone()).key())
}

impl Subscription {
    fn at(channel: &Arc<Channel>) -> Self {
        channel.followers.send_modify(|followers| *followers += 1);
        Self(Follows(channel.clone()))
    }

    /// The values after `since`, and every change from exactly there on; `None` if the values do not come in time.
    pub async fn attach(self, since: Option<u64>) -> Option<(Snapshot, Changes)> {
        let Self(follows) = self;
        follows.0.loaded_in_time().await?;

        let (listener, queue) = mpsc::channel(limits::TOPIC_QUEUE);
        let mut known = lock(&follows.0.known);
        known.listeners.push(listener);
        let snapshot = known.values.snapshot(since);
        drop(known);
        Some((snapshot, Changes { queue, _follows: follows }))
    }

    /// Whether the topic has this view now.
    async fn has(self, key: &str) -> Option<bool> {
        self.0.0.loaded_in_time().await?;
        Some(lock(&self.0.0.known).values.has(key))
    }
}

impl Drop for Follows {
    fn drop(&mut self) {
        self.0.followers.send_modify(|followers| *followers -= 1);
    }
}

impl Changes {
    /// The next one; `None`: more came than this client has taken in time.
    pub async fn next(&mut self) -> Option<Utf8Bytes> {
        self.queue.recv().await
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use contracts::view::Stored;

    use super::*;

    fn change(channel: &Channel, revision: i64) {
        let value = serde_json::value::to_raw_value("x").expect("JSON");
        let sequence = revision.try_into().expect("a sequence");
        channel.put("organization.acme.profile", sequence, Put::Value(Stored { revision, value: Some(value) }));
    }

    #[tokio::test]
    async fn who_takes_changes_too_slowly_gets_what_waits_and_then_no_more() {
        let channel = Arc::new(Channel::new(Topic::parse("organization.acme").expect("a topic")));
        channel.loaded(0, 1);
        let (_, mut slow) = Subscription::at(&channel).attach(None).await.expect("loaded");
        let queued = i64::try_from(limits::TOPIC_QUEUE).expect("a number");
        (1..=queued + 1).for_each(|revision| change(&channel, revision));

        for _ in 0..queued {
            assert!(slow.next().await.is_some());
        }
        assert!(slow.next().await.is_none());
        assert!(lock(&channel.known).listeners.is_empty(), "nothing is kept for who was too slow");
    }

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
