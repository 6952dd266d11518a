//! Sending commands: store one, wait for its outcome.

use std::{sync::Arc, time::Duration};

use async_nats::{HeaderMap, connection::State};
use bytes::Bytes;
use contracts::{Outcome, limit};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};
use tracing::Instrument;

use crate::{
    Caller, Outbound, PublishError, Published, Publisher, QueryError, Server, Tasks, headers,
    inbox::{Expected, Inbox},
};

/// Asks for the outcome by the command's id after this long without one. Normally it comes in milliseconds; after a lost
/// reply (either side was reconnecting) the question brings it from the journal.
const ASK_AFTER: Duration = Duration::from_secs(2);

/// How long an enqueued command's outcome is waited for: longer than a message takes to be on the server's disk for sure.
const ENQUEUE_WAIT: Duration = Duration::from_secs(2);

/// How soon a client on a connection that somebody else has made notices another server.
const NOTICED_WITHIN: Duration = Duration::from_millis(200);

/// How long a server process must live on after it took a message until the message is surely on its disk: its
/// `sync_interval` in `nats/nats-server.conf`, with room for a slow disk.
const SYNCED_AFTER: Duration = Duration::from_millis(1500);

/// A stream that has refused a command so often, each [`ASK_AFTER`] apart, is full and not just being read by a server that
/// was started again.
const REFUSALS: u32 = 2;

/// Cheap to clone; all clones share one connection and one inbox.
#[derive(Clone)]
pub struct Client {
    nats: async_nats::Client,
    publisher: Publisher,
    inbox: Arc<Inbox>,
    server: watch::Receiver<Server>,
    /// Testing: answers queries in place of the other services.
    pub(crate) answers: Option<Arc<Answers>>,
}

/// Answers a query by its subject and body.
pub(crate) type Answers = dyn Fn(&str, &[u8]) -> Result<Bytes, QueryError> + Send + Sync;

/// One command on its way.
#[derive(Debug, Clone)]
pub struct Request {
    /// `task.command.rename.acme.t-1`
    pub subject: String,
    pub body: Bytes,
    /// The command's id; giving the same id again gives the same outcome.
    pub id: String,
    pub caller: Caller,
}

/// Why a command is not known to be stored.
#[derive(Debug, thiserror::Error)]
pub enum EnqueueError {
    /// No stream takes it; sending it again gives the same.
    #[error("{0}")]
    Rejected(String),
    /// It may be stored or not. Sending it again with the same id is safe.
    #[error("the command is not known to be stored; send it again with the id {id}, it will not run twice")]
    NotKnownStored { id: String },
}

/// What is known of a command's way into its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Storage {
    /// It was not sent yet, or its stream has said each time that it does not take it.
    NotStored { refusals: u32 },
    /// No acknowledgement yet.
    Unknown,
    /// This server process has acknowledged it.
    Stored { by: Server, at: Instant },
}

impl Storage {
    /// Whether the server process at the other end is still the one that stored the command.
    fn holds(&self, server: &Server) -> bool {
        matches!(self, Self::Stored { by, .. } if by.id == server.id)
    }

    /// What is known after another attempt that did not succeed.
    fn after(&self, error: &PublishError) -> Self {
        match (self, error) {
            (Self::NotStored { refusals }, PublishError::Refused(_)) => Self::NotStored { refusals: refusals + 1 },
            _ => Self::Unknown,
        }
    }

    /// Whether it is on that server's disk by now.
    fn is_synced(&self, server: &Server) -> bool {
        matches!(self, Self::Stored { by, at } if by.id == server.id && at.elapsed() >= SYNCED_AFTER)
    }
}

impl Client {
    /// On a connection that somebody else has made: a tool, a test. Another server is noticed within [`NOTICED_WITHIN`].
    pub async fn new(nats: async_nats::Client, tasks: &Tasks) -> anyhow::Result<Self> {
        let present =
            |nats: &async_nats::Client, connection| Server { connection, id: nats.server_info().server_id.into() };
        let (sender, server) = watch::channel(present(&nats, 1));
        let followed = nats.clone();
        tasks.serve("server", async move {
            let mut tick = tokio::time::interval(NOTICED_WITHIN);
            while !sender.is_closed() {
                tick.tick().await;
                let connection = sender.borrow().connection;
                let server = present(&followed, connection + 1);
                sender.send_if_modified(|known| {
                    let is_other = known.id != server.id;
                    if is_other {
                        *known = server;
                    }
                    is_other
                });
            }
        });
        Self::following(nats, server, tasks).await
    }

    /// On a connection whose server `server` tells.
    pub(crate) async fn following(
        nats: async_nats::Client,
        server: watch::Receiver<Server>,
        tasks: &Tasks,
    ) -> anyhow::Result<Self> {
        let inbox = Inbox::listen(&nats, tasks).await?;
        let publisher = Publisher::new(nats.clone(), server.clone());
        Ok(Self { nats, publisher, inbox, server, answers: None })
    }

    /// Testing: a client without a server, whose queries `answers` answers. What it publishes is not stored.
    pub async fn answering(
        answers: impl Fn(&str, &[u8]) -> Result<Bytes, QueryError> + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        let nats = async_nats::ConnectOptions::new().retry_on_initial_connect().connect("127.0.0.1:1").await?;
        let client = Self::new(nats, &Tasks::default()).await?;
        Ok(Self { answers: Some(Arc::new(answers)), ..client })
    }

    pub fn nats(&self) -> &async_nats::Client {
        &self.nats
    }

    pub fn publisher(&self) -> &Publisher {
        &self.publisher
    }

    /// Sends a command and waits until it is sure to run: its outcome is recorded, or, when that takes longer than two
    /// seconds, the server process that stored it has lived on for longer than its sync interval.
    pub async fn enqueue(&self, request: Request) -> Result<(), EnqueueError> {
        let span = telemetry::span::publish(&destination(&request.subject), &request.id);
        let (outcome, storage) = self.ask(&request, ENQUEUE_WAIT).instrument(span).await;
        match outcome {
            Outcome::Rejected { message, .. } => Err(EnqueueError::Rejected(message)),
            outcome if outcome.is_final() => Ok(()),
            // A server that is away is followed only once there is another: it may have gone before it synced.
            _ if storage.is_synced(&self.server.borrow()) && self.nats.connection_state() == State::Connected => Ok(()),
            _ => Err(EnqueueError::NotKnownStored { id: request.id }),
        }
    }

    /// Sends a command and waits for its outcome, at most `wait` (and never more than [`limit::WAIT`]). Then it is
    /// [`Outcome::Pending`] if a server has stored it, else [`Outcome::Unknown`]; asking again with the same id waits on.
    pub async fn request(&self, request: Request, wait: Duration) -> Outcome {
        let span = telemetry::span::request(&destination(&request.subject), &request.id);
        telemetry::span::count(&span, "messaging.message.body.size", request.body.len());
        let (outcome, _) = self.ask(&request, wait.min(limit::WAIT)).instrument(span.clone()).await;
        span.record("foundry.outcome", outcome.status());
        if !outcome.is_final() {
            telemetry::span::failed(&span, "timeout", "the outcome was not known in time");
        }
        outcome
    }

    /// Publishes the command, again only when the server that stored it is not there any more, and waits for its outcome.
    async fn ask(&self, request: &Request, wait: Duration) -> (Outcome, Storage) {
        let deadline = Instant::now() + wait;
        let (reply_to, mut expected) = self.inbox.expect();
        let mut server = self.server.clone();
        let mut storage = Storage::NotStored { refusals: 0 };
        loop {
            let present = server.borrow_and_update().clone();
            if !storage.holds(&present) {
                // A server that is another process may have lost it.
                if matches!(storage, Storage::Stored { .. }) {
                    storage = Storage::Unknown;
                }
                let command = Outbound {
                    subject: request.subject.clone(),
                    headers: request_headers(request, &reply_to),
                    body: request.body.clone(),
                };
                tokio::select! {
                    biased;
                    // The outcome may overtake the acknowledgement.
                    Ok(body) = &mut expected.reply => return (outcome(&request.id, &body), storage),
                    stored = self.publisher.publish(&command) => match stored {
                        Ok(Published { .. }) => storage = Storage::Stored { by: present, at: Instant::now() },
                        Err(error) if error.is_final() => return (rejected(&error), storage),
                        Err(error) => {
                            storage = storage.after(&error);
                            if storage == (Storage::NotStored { refusals: REFUSALS }) {
                                return (not_taken(&error), storage);
                            }
                            tracing::warn!(%error, command.id = request.id, "A command could not be stored; trying again");
                        }
                    },
                    () = sleep_until(deadline) => return (unanswered(request, &storage), storage),
                }
            }
            match self.wait_for_reply(request, &mut expected, &mut server, deadline).await {
                Waited::Outcome(outcome) => return (outcome, storage),
                Waited::Again => {}
                Waited::TooLong => return (unanswered(request, &storage), storage),
            }
        }
    }

    /// Waits until the outcome comes, the connection is made anew, or it is time to ask for the outcome by id.
    async fn wait_for_reply(
        &self,
        request: &Request,
        expected: &mut Expected,
        server: &mut watch::Receiver<Server>,
        deadline: Instant,
    ) -> Waited {
        let ask_at = deadline.min(Instant::now() + ASK_AFTER);
        tokio::select! {
            biased;
            Ok(body) = &mut expected.reply => return Waited::Outcome(outcome(&request.id, &body)),
            // A watch without an end is that of a connection that is not followed.
            Ok(()) = server.changed() => {}
            () = sleep_until(ask_at) => {}
        }
        if Instant::now() >= deadline {
            return Waited::TooLong;
        }
        tokio::select! {
            biased;
            Ok(body) = &mut expected.reply => Waited::Outcome(outcome(&request.id, &body)),
            recorded = self.recorded(request) => recorded.map_or(Waited::Again, Waited::Outcome),
            () = sleep_until(deadline) => Waited::TooLong,
        }
    }

    /// The outcome that is recorded under the command's id, if there is one.
    async fn recorded(&self, request: &Request) -> Option<Outcome> {
        let parts = contracts::subject::parse(&request.subject)?;
        let question = format!("{}.query.outcome.{}", parts.actor.token(), parts.key.join("."));
        let body = serde_json::json!({ "id": request.id }).to_string();
        match self.query_raw(&question, body.into(), &request.caller).await {
            Ok(answer) => Some(outcome(&request.id, &answer)).filter(Outcome::is_final),
            Err(QueryError::Unavailable(_)) => None,
            Err(error) => {
                tracing::warn!(%error, command.id = request.id, "An outcome could not be asked for");
                None
            }
        }
    }
}

/// What came of waiting for an outcome.
enum Waited {
    Outcome(Outcome),
    /// Nothing yet.
    Again,
    /// The caller's time is over.
    TooLong,
}

fn request_headers(request: &Request, reply_to: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(headers::COMMAND_ID, request.id.as_str());
    headers.insert(headers::CALLER, request.caller.as_str());
    headers.insert(headers::REPLY, reply_to);
    telemetry::inject(&mut headers);
    headers
}

fn outcome(id: &str, body: &[u8]) -> Outcome {
    serde_json::from_slice(body).unwrap_or_else(|error| {
        tracing::error!(%error, command.id = id, "An outcome could not be read");
        Outcome::Pending { id: id.to_owned() }
    })
}

fn rejected(error: &PublishError) -> Outcome {
    Outcome::Rejected { code: "runtime.not_accepted".into(), message: error.to_string() }
}

/// Nothing of it is stored anywhere.
fn not_taken(error: &PublishError) -> Outcome {
    let message = format!("nothing was stored, send it again later: {error}");
    Outcome::Rejected { code: "runtime.unavailable".into(), message }
}

fn unanswered(request: &Request, storage: &Storage) -> Outcome {
    match storage {
        Storage::Stored { .. } => Outcome::Pending { id: request.id.clone() },
        Storage::NotStored { .. } | Storage::Unknown => Outcome::Unknown { id: request.id.clone() },
    }
}

/// The subject without its key, for spans and logs.
pub fn destination(subject: &str) -> String {
    subject.split('.').take(3).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(id: &str) -> Server {
        Server { connection: 1, id: id.into() }
    }

    #[tokio::test(start_paused = true)]
    async fn what_another_process_acknowledged_is_not_known_to_be_stored() {
        let storage = Storage::Stored { by: server("a"), at: Instant::now() };
        assert!(storage.holds(&server("a")));
        assert!(!storage.holds(&server("b")));
        assert!(!Storage::Unknown.holds(&server("a")));
    }

    #[test]
    fn what_its_stream_refused_each_time_is_not_stored_and_what_was_lost_once_may_be() {
        let (refused, lost) = (PublishError::Refused("full".into()), PublishError::Unavailable);
        let new = Storage::NotStored { refusals: 0 };
        assert_eq!(new.after(&refused).after(&refused), Storage::NotStored { refusals: 2 });
        assert_eq!(new.after(&refused).after(&lost).after(&refused), Storage::Unknown);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_stored_is_on_disk_once_its_server_has_lived_on_for_its_sync_interval() {
        let storage = Storage::Stored { by: server("a"), at: Instant::now() };
        assert!(!storage.is_synced(&server("a")));
        tokio::time::advance(SYNCED_AFTER).await;
        assert!(storage.is_synced(&server("a")));
        assert!(!storage.is_synced(&server("b")));
    }
}
