//! What the runtime asks of JetStream beyond publishing: how streams and consumers stand, and moving a consumer.

use std::time::Duration;

use anyhow::Context as _;
use async_nats::jetstream::{
    self, ErrorCode,
    consumer::{self, pull},
    context::ConsumerInfoErrorKind,
    response::Response,
    stream::{self, Info, Stream},
};
use contracts::{Actor, Millis};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

/// How long the pin outlives its owner's last pull. Takeover after a crash cannot be faster; a shorter one would take
/// partitions from owners that are merely slow.
pub const PIN_TIMEOUT: Duration = Duration::from_secs(2);

/// The one priority group of a partition's consumer.
pub const GROUP: &str = "owner";

/// Without a sign of life from its worker for this long, a run's announcement is redelivered.
pub const RUN_ACK_WAIT: Duration = Duration::from_secs(2);

/// A stream by its name.
pub async fn stream(nats: &async_nats::Client, name: &str) -> anyhow::Result<Stream<()>> {
    Ok(jetstream::new(nats.clone()).get_stream_no_info(name).await?)
}

/// How a stream stands now.
pub async fn info(nats: &async_nats::Client, name: &str) -> anyhow::Result<Info> {
    stream(nats, name).await?.get_info().await.with_context(|| format!("the stream {name}"))
}

/// The subjects of a stream's messages, of those that fit the filter.
pub async fn subjects(nats: &async_nats::Client, name: &str, filter: &str) -> anyhow::Result<Vec<String>> {
    let found = stream(nats, name).await?.info_builder().subjects(filter).fetch().await?;
    Ok(found.map_ok(|(subject, _)| subject).try_collect().await?)
}

/// The consumer of one partition (ADR-42 pinned): one owner at a time, moved when it stops pulling.
///
/// It lives in the server's memory: where it stands is in the owner's database, and a consumer on disk would cost the
/// server a file, a rename and two syncs some ten times a second.
pub fn partition_consumer(actor: Actor, partition: u32) -> pull::Config {
    pull::Config {
        durable_name: Some(partition_name(actor, partition)),
        description: Some("Commands of one partition, for the instance that owns it".into()),
        filter_subject: partition_subject(actor, partition),
        memory_storage: true,
        ack_policy: consumer::AckPolicy::All,
        // A live owner never needs a redelivery: a new one resets the consumer, and so does a reconnected one.
        ack_wait: Duration::from_secs(60),
        max_deliver: -1,
        max_ack_pending: 4096,
        max_waiting: 64,
        priority_policy: consumer::PriorityPolicy::PinnedClient,
        priority_groups: vec![GROUP.into()],
        priority_timeout: PIN_TIMEOUT,
        ..pull::Config::default()
    }
}

/// `task-p07`
pub fn partition_name(actor: Actor, partition: u32) -> String {
    format!("{}-p{partition:02}", actor.service())
}

/// The subjects of one partition's stored commands: `task.command.*.*.*.7`.
pub fn partition_subject(actor: Actor, partition: u32) -> String {
    format!("{}.command.*{}.{partition}", actor.token(), ".*".repeat(actor.key_tokens().len()))
}

/// The consumer that all instances share for workflow runs.
pub fn workflow_consumer(actor: Actor) -> pull::Config {
    pull::Config {
        durable_name: Some(workflow_consumer_name(actor)),
        description: Some("Workflow runs, shared by all instances".into()),
        filter_subject: format!("{}.workflow.>", actor.token()),
        ack_policy: consumer::AckPolicy::Explicit,
        // Kept alive by the worker; after its death another one has the run within this time.
        ack_wait: RUN_ACK_WAIT,
        max_deliver: -1,
        max_ack_pending: 4096,
        ..pull::Config::default()
    }
}

/// `task-workflows`
pub fn workflow_consumer_name(actor: Actor) -> String {
    format!("{}-workflows", actor.service())
}

/// Makes the consumer, or changes it to what this version wants. One with the same configuration is left as it is.
pub async fn apply_consumer<I>(stream: &Stream<I>, config: pull::Config) -> anyhow::Result<()> {
    let name = config.durable_name.clone().unwrap_or_default();
    stream.create_consumer(config).await.map_err(|error| anyhow::anyhow!("consumer {name}: {error}"))?;
    Ok(())
}

/// How a consumer stands; `None` when there is none, as after a restart of the server that had it in memory.
pub async fn consumer_info<I>(stream: &Stream<I>, name: &str) -> anyhow::Result<Option<consumer::Info>> {
    match stream.consumer_info(name).await {
        Ok(info) => Ok(Some(info)),
        Err(error) if error.kind() == ConsumerInfoErrorKind::NotFound => Ok(None),
        Err(error) => Err(anyhow::anyhow!("consumer {name}: {error}")),
    }
}

/// Whether a client holds the consumer's pin.
pub fn is_pinned(info: &consumer::Info) -> bool {
    info.priority_groups.iter().any(|group| group.pinned_client_id.as_deref().is_some_and(|pin| !pin.is_empty()))
}

/// A message as its stream holds it (ADR-1, `STREAM.MSG.GET`), with headers that no client has looked at yet.
#[derive(Debug, Deserialize)]
pub struct StoredMessage {
    pub subject: String,
    #[serde(rename = "seq")]
    pub sequence: u64,
    /// Base64; empty without headers.
    #[serde(default, rename = "hdrs")]
    pub headers: String,
    /// Base64.
    #[serde(default, rename = "data")]
    pub body: String,
    /// RFC 3339.
    pub time: String,
}

#[derive(Serialize)]
struct NextMessage<'a> {
    seq: u64,
    #[serde(rename = "next_by_subj")]
    subject: &'a str,
}

#[derive(Serialize)]
struct NewestMessage<'a> {
    #[serde(rename = "last_by_subj")]
    subject: &'a str,
}

#[derive(Deserialize)]
struct GotMessage {
    message: StoredMessage,
}

/// The first message at or after `sequence` on a subject that fits the filter.
pub async fn next_message(
    nats: &async_nats::Client,
    stream: &str,
    sequence: u64,
    filter: &str,
) -> anyhow::Result<Option<StoredMessage>> {
    get_message(nats, stream, &NextMessage { seq: sequence, subject: filter }).await
}

/// The newest message on a subject.
pub async fn newest_message(
    nats: &async_nats::Client,
    stream: &str,
    subject: &str,
) -> anyhow::Result<Option<StoredMessage>> {
    get_message(nats, stream, &NewestMessage { subject }).await
}

async fn get_message(
    nats: &async_nats::Client,
    stream: &str,
    question: &impl Serialize,
) -> anyhow::Result<Option<StoredMessage>> {
    let answer = jetstream::new(nats.clone()).request(format!("STREAM.MSG.GET.{stream}"), question).await?;
    match answer {
        Response::Ok::<GotMessage>(found) => Ok(Some(found.message)),
        Response::Err { error } if error.error_code() == ErrorCode::NO_MESSAGE_FOUND => Ok(None),
        Response::Err { error } => Err(error.into()),
    }
}

/// The sequence of the first message that was stored at `since` or later; one after the last when there is none. Found by
/// halving: messages are stored in the order of time.
pub async fn first_sequence_since(nats: &async_nats::Client, name: &str, since: Millis) -> anyhow::Result<u64> {
    let state = info(nats, name).await?.state;
    let (mut low, mut high) = (state.first_sequence.max(1), state.last_sequence + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        match next_message(nats, name, middle, ">").await? {
            Some(message) if stored_at(&message)? < since => low = message.sequence + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

/// When a stored message was stored.
pub fn stored_at(message: &StoredMessage) -> anyhow::Result<Millis> {
    let at = time::OffsetDateTime::parse(&message.time, &time::format_description::well_known::Rfc3339)?;
    Ok(millis(at))
}

/// A time of NATS in our unit.
pub fn millis(at: time::OffsetDateTime) -> Millis {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or_default()
}

/// When the stream was made, as a name for it: another stream of the same name counts anew.
pub fn made_at(config: &Info) -> String {
    config.created.unix_timestamp_nanos().to_string()
}

/// Deletes the messages before `sequence`; how many they were.
pub async fn purge_before(nats: &async_nats::Client, name: &str, sequence: u64) -> anyhow::Result<u64> {
    let purged = stream(nats, name).await?.purge().sequence(sequence).await?;
    Ok(purged.purged)
}

/// How full a stream is, from 0 to 1; `None` for one that has no limit of bytes.
pub fn fullness(info: &Info) -> Option<f64> {
    let limit = u64::try_from(info.config.max_bytes).ok().filter(|limit| *limit > 0)?;
    Some(info.state.bytes as f64 / limit as f64)
}

/// Used by [`crate::streams`].
pub(crate) type StreamConfig = stream::Config;
