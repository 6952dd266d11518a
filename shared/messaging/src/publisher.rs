//! Publishing to streams: one pipeline, in order, each message acknowledged by JetStream.

use std::time::Duration;

use async_nats::{
    HeaderMap,
    jetstream::{
        self,
        context::{ContextBuilder, PublishAckFuture, PublishErrorKind},
    },
};
use bytes::Bytes;
use tokio::sync::watch;

use crate::Server;

/// Messages under way at a time, of one caller. More would only wait in the server.
const PIPELINE: usize = 512;

/// Acknowledgements that a process awaits at a time, of all its callers.
const IN_FLIGHT: usize = 8192;

/// A server that has not acknowledged a message by then has lost it, or stalls; the message is sent again.
const ACKNOWLEDGED_WITHIN: Duration = Duration::from_secs(5);

/// A message on its way to a stream.
#[derive(Debug, Clone)]
pub struct Outbound {
    pub subject: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// JetStream's acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The message's place in its stream.
    pub sequence: u64,
}

/// Why a message is not known to be stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    #[error("the message is too large: {0}")]
    TooLarge(String),
    #[error("the stream refused the message: {0}")]
    Refused(String),
    /// The sequence that the message expected is not the newest one of its subject.
    #[error("another writer was faster")]
    Overtaken,
    #[error("no stream takes this subject")]
    NoStream,
    #[error("the stream did not acknowledge the message in time")]
    Unavailable,
}

impl PublishError {
    /// Whether trying again is no use. A missing stream may be one that a restarted server has not read yet.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::TooLarge(_))
    }
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Publisher {
    context: jetstream::Context,
    server: watch::Receiver<Server>,
}

impl Publisher {
    pub(crate) fn new(nats: async_nats::Client, server: watch::Receiver<Server>) -> Self {
        let context = ContextBuilder::new()
            .timeout(ACKNOWLEDGED_WITHIN)
            .max_ack_inflight(IN_FLIGHT)
            .backpressure_on_inflight(true)
            .build(nats);
        Self { context, server }
    }

    /// Stores one message.
    pub async fn publish(&self, message: &Outbound) -> Result<Published, PublishError> {
        let server = self.present();
        acknowledged(self.send(message).await?, server).await
    }

    /// Stores messages in order. Gives how many, from the first on, are known to be stored, and why the next one is not.
    /// What follows that one may be stored or not, so whoever goes on sends all of it again.
    pub async fn publish_all(&self, messages: &[Outbound]) -> (usize, Result<(), PublishError>) {
        for (index, chunk) in messages.chunks(PIPELINE).enumerate() {
            telemetry::metrics::registry().publish_batch_messages.observe(chunk.len() as f64);
            let (stored, published) = self.publish_chunk(chunk).await;
            if published.is_err() {
                return (index * PIPELINE + stored, published);
            }
        }
        (messages.len(), Ok(()))
    }

    async fn publish_chunk(&self, messages: &[Outbound]) -> (usize, Result<(), PublishError>) {
        let server = self.present();
        let mut sent = Vec::with_capacity(messages.len());
        for message in messages {
            sent.push(self.send(message).await);
        }
        for (index, ack) in sent.into_iter().enumerate() {
            let stored = match ack {
                Ok(ack) => acknowledged(ack, server.clone()).await,
                Err(error) => Err(error),
            };
            if let Err(error) = stored {
                return (index, Err(error));
            }
        }
        (messages.len(), Ok(()))
    }

    async fn send(&self, message: &Outbound) -> Result<PublishAckFuture, PublishError> {
        let (subject, headers, body) = (message.subject.clone(), message.headers.clone(), message.body.clone());
        self.context.publish_with_headers(subject, headers, body).await.map_err(explained)
    }

    /// The server, to notice that the connection is another one: acknowledgements of the last one do not come any more.
    fn present(&self) -> watch::Receiver<Server> {
        let mut server = self.server.clone();
        server.mark_unchanged();
        server
    }
}

async fn acknowledged(ack: PublishAckFuture, mut server: watch::Receiver<Server>) -> Result<Published, PublishError> {
    tokio::select! {
        biased;
        stored = ack => stored.map(|ack| Published { sequence: ack.sequence }).map_err(explained),
        // A watch without an end is that of a connection that is not followed.
        Ok(()) = server.changed() => Err(PublishError::Unavailable),
    }
}

fn explained(error: jetstream::context::PublishError) -> PublishError {
    match error.kind() {
        PublishErrorKind::StreamNotFound => PublishError::NoStream,
        PublishErrorKind::WrongLastSequence | PublishErrorKind::WrongLastMessageId => PublishError::Overtaken,
        PublishErrorKind::MaxPayloadExceeded => PublishError::TooLarge(error.to_string()),
        PublishErrorKind::TimedOut | PublishErrorKind::BrokenPipe | PublishErrorKind::MaxAckPending => {
            PublishError::Unavailable
        }
        _ => PublishError::Refused(error.to_string()),
    }
}
