//! Following entries of the `views` bucket as they change.

use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context;
use async_nats::jetstream::{
    self, Message,
    consumer::{DeliverPolicy, push::OrderedConfig},
};
use contracts::view::Stored;
use futures::StreamExt;
use serde_json::value::RawValue;

const STREAM: &str = "KV_views";
const PREFIX: &str = "$KV.views.";

/// How soon a reconnect is noticed.
const CONNECTION_CHECK: Duration = Duration::from_millis(500);

/// Which entries, and from when on.
pub struct Watched {
    /// For logs, and for people who look at the stream's consumers.
    pub name: String,
    /// Keys of the bucket: `organization.acme.>`. None may cover another.
    pub filters: Vec<String>,
    pub deliver: DeliverPolicy,
}

/// Whoever keeps what is read.
pub trait Follower {
    /// Takes in an entry.
    fn put(&self, key: &str, sequence: u64, put: Put);

    /// All that was there has been taken in, up to `cursor`; from now on every change comes, as long as NATS stays on this
    /// connection (by its number).
    fn loaded(&self, cursor: u64, connection: u64);
}

/// What the bucket says of one key.
pub enum Put {
    Value(Stored<Box<RawValue>>),
    /// Its entry was removed by hand or by age.
    Removed,
}

/// Follows until something fails, or until the connection has become another one.
///
/// It always reads everything anew. Views are persisted asynchronously (ADR-57), so a server that came back may have
/// lost the newest ones and given their sequences to others; entries that are known already are told to nobody.
pub async fn follow(nats: &async_nats::Client, watched: &Watched, follower: &impl Follower) -> anyhow::Result<()> {
    let connects = nats.statistics().connects.load(Ordering::Relaxed);
    let config = OrderedConfig {
        deliver_subject: nats.new_inbox(),
        description: Some(watched.name.clone()),
        filter_subjects: watched.filters.iter().map(|filter| format!("{PREFIX}{filter}")).collect(),
        deliver_policy: watched.deliver,
        ..OrderedConfig::default()
    };
    let consumer =
        jetstream::new(nats.clone()).create_consumer_on_stream(config, STREAM).await.context("no consumer")?;
    let mut is_loaded = consumer.cached_info().num_pending == 0;
    let mut messages = consumer.messages().await.context("no messages")?;
    if is_loaded {
        follower.loaded(0, connects);
    }
    let mut connection_check = tokio::time::interval(CONNECTION_CHECK);

    loop {
        let message = tokio::select! {
            message = messages.next() => message.context("the watch ended")?.context("the watch broke")?,
            _ = connection_check.tick() => match nats.statistics().connects.load(Ordering::Relaxed) {
                now if now == connects => continue,
                _ => return Ok(()),
            }
        };
        let info = message.info().map_err(anyhow::Error::from_boxed)?;
        take(follower, &message, info.stream_sequence);
        if !is_loaded && info.pending == 0 {
            is_loaded = true;
            follower.loaded(info.stream_sequence, connects);
        }
    }
}

fn take(follower: &impl Follower, message: &Message, sequence: u64) {
    let Some(key) = message.subject.strip_prefix(PREFIX) else { return };
    // What a person did with `nats kv del`, or the server by age (ADR-48).
    let headers = message.headers.as_ref();
    let is_marker = |name: &str| headers.is_some_and(|headers| headers.get(name).is_some());
    if is_marker("KV-Operation") || is_marker("Nats-Marker-Reason") {
        return follower.put(key, sequence, Put::Removed);
    }
    match serde_json::from_slice::<Stored<_>>(&message.payload) {
        Ok(stored) => follower.put(key, sequence, Put::Value(stored)),
        Err(error) => tracing::error!(%error, view = key, "A view cannot be read"),
    }
}
