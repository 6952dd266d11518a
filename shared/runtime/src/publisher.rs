//! Publishing to streams: under load, what is waiting leaves as one atomic batch (ADR-50), so that many messages cost
//! one disk sync.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_nats::{HeaderMap, RequestErrorKind};
use bytes::Bytes;
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};

use crate::Tasks;

/// Messages in one atomic batch; the server allows 1,000.
const BATCH_MESSAGES: usize = 500;

/// Bytes in one atomic batch: the server holds an uncommitted batch in memory.
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// Up to this many, messages leave one behind the other without waiting: the server stages an atomic batch in files of
/// its own, which costs as much as some twenty synced messages (`docs/decisions/0008-publishing.md`).
const PIPELINED: usize = 24;

/// Messages waiting for their turn before publishers wait too.
const QUEUE_MESSAGES: usize = 8192;

/// Why a message is not known to be stored.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum PublishError {
    #[error("the message has {got} bytes with its headers; NATS takes at most {max}")]
    TooLarge { got: usize, max: usize },
    #[error("the stream refused the message: {0}")]
    Refused(String),
    #[error("no stream takes this subject")]
    NoStream,
    #[error("the stream did not acknowledge in time")]
    Unavailable,
}

impl PublishError {
    /// Whether trying again is no use. A missing stream may be one that a restarted server has not read yet.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::TooLarge { .. })
    }
}

/// One queue for each stream, so that a slow one holds up no other. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Publisher {
    nats: async_nats::Client,
    tasks: Tasks,
    lanes: Arc<Mutex<HashMap<String, mpsc::Sender<Waiting>>>>,
}

struct Waiting {
    subject: String,
    headers: HeaderMap,
    body: Bytes,
    stored: oneshot::Sender<Result<(), PublishError>>,
}

/// JetStream's publish acknowledgement.
#[derive(Deserialize)]
struct Ack {
    error: Option<AckError>,
}

#[derive(Deserialize)]
struct AckError {
    description: String,
}

impl Publisher {
    pub fn new(nats: async_nats::Client, tasks: &Tasks) -> Self {
        Self { nats, tasks: tasks.clone(), lanes: Arc::default() }
    }

    /// Resolves when the message is stored. Messages handed over in order are stored in order.
    pub async fn publish(&self, subject: String, headers: HeaderMap, body: Bytes) -> Result<(), PublishError> {
        self.hand_over(subject, headers, body).await.await.unwrap_or(Err(PublishError::Unavailable))
    }

    /// Puts a message into its queue; the receiver tells when it is stored.
    pub async fn hand_over(
        &self,
        subject: String,
        headers: HeaderMap,
        body: Bytes,
    ) -> oneshot::Receiver<Result<(), PublishError>> {
        let (stored, receiver) = oneshot::channel();
        let max = self.nats.server_info().max_payload;
        let got = body.len()
            + headers
                .iter()
                .map(|(name, values)| {
                    name.to_string().len() + values.iter().map(|value| value.as_str().len() + 4).sum::<usize>()
                })
                .sum::<usize>();
        if got > max {
            stored.send(Err(PublishError::TooLarge { got, max })).ok();
            return receiver;
        }
        // A closed lane drops the sender, which the receiver reports as unavailable.
        self.lane(&subject).send(Waiting { subject, headers, body, stored }).await.ok();
        receiver
    }

    /// The queue of the subject's stream; the first two tokens name it (`task.command`).
    fn lane(&self, subject: &str) -> mpsc::Sender<Waiting> {
        let end = subject.match_indices('.').nth(1).map_or(subject.len(), |(at, _)| at);
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = lanes.get(&subject[..end]) {
            return lane.clone();
        }
        let (sender, receiver) = mpsc::channel(QUEUE_MESSAGES);
        lanes.insert(subject[..end].to_owned(), sender.clone());
        self.tasks.serve("publisher", drain(self.nats.clone(), receiver));
        sender
    }
}

async fn drain(nats: async_nats::Client, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::with_capacity(BATCH_MESSAGES);
    while receiver.recv_many(&mut waiting, BATCH_MESSAGES).await > 0 {
        telemetry::metrics::registry().publish_batch_messages.observe(waiting.len() as f64);
        let bytes: usize = waiting.iter().map(|message| message.body.len()).sum();
        if waiting.len() > PIPELINED && bytes <= BATCH_BYTES && publish_batch(&nats, &waiting).await {
            waiting.drain(..).for_each(|message| tell(message.stored, Ok(())));
            continue;
        }
        // Few messages, or the server refused the batch as a whole: each on its own, so that a bad one hurts only itself.
        let each = waiting.drain(..).map(|message| async {
            let stored = publish_one(&nats, message.subject, message.headers, message.body).await;
            tell(message.stored, stored);
        });
        futures::future::join_all(each).await;
    }
}

/// The publisher may have stopped waiting; the message is stored all the same.
fn tell(stored: oneshot::Sender<Result<(), PublishError>>, result: Result<(), PublishError>) {
    stored.send(result).ok();
}

/// Whether the whole batch is stored. The commit's acknowledgement speaks for all.
async fn publish_batch(nats: &async_nats::Client, waiting: &[Waiting]) -> bool {
    let id = nats.new_inbox();
    let id = id.rsplit('.').next().unwrap_or_default();
    let Some((last, first)) = waiting.split_last() else { return true };
    for (index, message) in first.iter().enumerate() {
        let headers = batch_headers(message, id, index + 1);
        if nats.publish_with_headers(message.subject.clone(), headers, message.body.clone()).await.is_err() {
            return false;
        }
    }
    let mut headers = batch_headers(last, id, waiting.len());
    headers.insert("Nats-Batch-Commit", "1");
    match publish_one(nats, last.subject.clone(), headers, last.body.clone()).await {
        Ok(()) => true,
        Err(error) => {
            tracing::debug!(%error, messages = waiting.len(), "A batch was refused; publishing one by one");
            false
        }
    }
}

fn batch_headers(message: &Waiting, id: &str, sequence: usize) -> HeaderMap {
    let mut headers = message.headers.clone();
    headers.insert("Nats-Batch-Id", id);
    headers.insert("Nats-Batch-Sequence", sequence.to_string());
    headers
}

async fn publish_one(
    nats: &async_nats::Client,
    subject: String,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(), PublishError> {
    let answer = nats.request_with_headers(subject, headers, body).await.map_err(|error| match error.kind() {
        RequestErrorKind::NoResponders => PublishError::NoStream,
        RequestErrorKind::TimedOut | RequestErrorKind::Other => PublishError::Unavailable,
        _ => PublishError::Refused(error.to_string()),
    })?;
    let ack: Ack = serde_json::from_slice(&answer.payload).map_err(|_| PublishError::Unavailable)?;
    match ack.error {
        Some(error) => Err(PublishError::Refused(error.description)),
        None => Ok(()),
    }
}
