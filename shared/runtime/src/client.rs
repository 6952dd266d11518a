//! Speaking to actors: enqueue a command, wait for its outcome, ask a query.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_nats::HeaderMap;
use bytes::Bytes;
use contracts::{Outcome, Query, RefusalKind, limit, subject};
use futures::StreamExt;
use tokio::sync::oneshot;
use tracing::Instrument;

use crate::{Caller, Failure, Handled, Tasks, headers, publisher::Publisher};

/// Asks again for the outcome after this long without one. Normally it comes in milliseconds; after a lost reply
/// (either side was reconnecting) the question brings it from the journal.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// A query without an answer after this long is asked once more. Answers take milliseconds.
const FIRST_ANSWER: Duration = Duration::from_secs(1);

/// Cheap to clone; all clones share one connection, one publisher and one inbox.
#[derive(Clone)]
pub struct Client {
    nats: async_nats::Client,
    publisher: Publisher,
    inbox: Arc<Inbox>,
}

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

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    #[error("{message}")]
    Refused { code: String, message: String },
    #[error("nobody answers {0} at the moment; try again shortly")]
    Unavailable(String),
    #[error("the answer is not what was expected: {0}")]
    Answer(#[from] serde_json::Error),
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Refused { code, message } => Self::refused(RefusalKind::Conflict, code, message),
            other => Self::failed(other),
        }
    }
}

/// The replies this process waits for, by the last token of the reply subject.
struct Inbox {
    prefix: String,
    waiting: Mutex<HashMap<u64, oneshot::Sender<Bytes>>>,
    next: std::sync::atomic::AtomicU64,
}

impl Inbox {
    fn expect(self: &Arc<Self>) -> (String, Waiting) {
        let number = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let (sender, receiver) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(number, sender);
        (format!("{}.{number}", self.prefix), Waiting { inbox: self.clone(), number, receiver })
    }

    fn deliver(&self, subject: &str, body: Bytes) {
        let number = subject.rsplit('.').next().and_then(|token| token.parse::<u64>().ok());
        let sender =
            number.and_then(|number| self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&number));
        // A second reply to the same question finds nobody waiting: repeats are harmless.
        if let Some(sender) = sender {
            sender.send(body).ok();
        }
    }
}

struct Waiting {
    inbox: Arc<Inbox>,
    number: u64,
    receiver: oneshot::Receiver<Bytes>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.inbox.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

impl Client {
    /// Listens on a fresh inbox of this connection.
    pub async fn new(nats: async_nats::Client, tasks: &Tasks) -> anyhow::Result<Self> {
        let prefix = nats.new_inbox();
        let inbox = Arc::new(Inbox { prefix: prefix.clone(), waiting: Mutex::default(), next: 0.into() });
        let mut replies = nats.subscribe(format!("{prefix}.*")).await?;
        let (delivered, ended) = (inbox.clone(), tasks.clone());
        tasks.serve("inbox", async move {
            while let Some(message) = replies.next().await {
                delivered.deliver(&message.subject, message.payload);
            }
            // A lost connection is made anew; only the client's own end gets here, and nothing can be said after it.
            if !ended.is_stopping() {
                ended.fail("its NATS client has ended");
            }
        });
        let publisher = Publisher::new(nats.clone(), tasks);
        Ok(Self { nats, publisher, inbox })
    }

    pub fn nats(&self) -> &async_nats::Client {
        &self.nats
    }

    pub(crate) fn publisher(&self) -> &Publisher {
        &self.publisher
    }

    /// Stores a command. On `Ok` it is on disk and will run.
    pub async fn enqueue(&self, request: Request) -> Handled<()> {
        let span = telemetry::span::publish(&destination(&request.subject), &request.id);
        async {
            let headers = request_headers(&request, None);
            self.publisher
                .publish(request.subject.clone(), headers, request.body.clone())
                .await
                .map_err(Failure::failed)
        }
        .instrument(span)
        .await
    }

    /// Stores a command and waits for its outcome, at most `wait` (and never more than [`limit::WAIT`]); then it is
    /// `pending`, and asking again with the same id waits on.
    pub async fn request(&self, request: Request, wait: Duration) -> Outcome {
        let span = telemetry::span::request(&destination(&request.subject), &request.id);
        span.record("messaging.message.body.size", request.body.len());
        let outcome = self.ask(&request, wait.min(limit::WAIT)).instrument(span.clone()).await;
        span.record("foundry.outcome", outcome.status());
        outcome
    }

    async fn ask(&self, request: &Request, wait: Duration) -> Outcome {
        let deadline = tokio::time::Instant::now() + wait;
        let (reply_to, mut waiting) = self.inbox.expect();
        let mut accepted = false;
        loop {
            let headers = request_headers(request, Some(&reply_to));
            let ask_again = deadline.min(tokio::time::Instant::now() + ASK_AGAIN);
            let published = self.publisher.publish(request.subject.clone(), headers, request.body.clone());
            // Stored and answered are awaited together: the outcome may overtake the acknowledgement.
            tokio::select! {
                biased;
                Ok(body) = &mut waiting.receiver => return outcome(&request.id, &body),
                stored = published => match stored {
                    Ok(()) => accepted = true,
                    Err(error) if error.is_final() => return rejected(&error),
                    Err(error) => tracing::warn!(%error, command.id = request.id, "Publishing a command failed; trying again"),
                },
                () = tokio::time::sleep_until(deadline) => return unanswered(request, accepted),
            }
            tokio::select! {
                Ok(body) = &mut waiting.receiver => return outcome(&request.id, &body),
                () = tokio::time::sleep_until(ask_again) => {}
            }
            if tokio::time::Instant::now() >= deadline {
                return unanswered(request, accepted);
            }
        }
    }

    /// Asks a query of the service's own types.
    pub async fn query<Q: Query>(&self, key: &Q::Key, query: &Q, caller: &Caller) -> Result<Q::Reply, QueryError> {
        let body = serde_json::to_vec(query)?;
        let answer = self.query_raw(&subject::of::<Q>(key), body.into(), caller).await?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// Asks a query by its subject.
    pub async fn query_raw(&self, subject: &str, body: Bytes, caller: &Caller) -> Result<Bytes, QueryError> {
        let span = telemetry::span::request(&destination(subject), "");
        async {
            let mut headers = HeaderMap::new();
            headers.insert(headers::CALLER, caller.as_str());
            telemetry::inject(&mut headers);
            let answer = self.ask_twice(subject, headers, body).await.map_err(|error| {
                tracing::warn!(%error, subject, "A query was not answered");
                QueryError::Unavailable(destination(subject))
            })?;
            match error_headers(answer.headers.as_ref()) {
                Some((code, message)) => Err(QueryError::Refused { code, message }),
                None => Ok(answer.payload),
            }
        }
        .instrument(span)
        .await
    }

    /// A query may be lost with the instance it was given to; asked again, another one answers.
    async fn ask_twice(
        &self,
        subject: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<async_nats::Message, async_nats::RequestError> {
        let first = async_nats::Request::new().headers(headers.clone()).payload(body.clone());
        match self.nats.send_request(subject.to_owned(), first.timeout(Some(FIRST_ANSWER))).await {
            Err(error) if error.kind() == async_nats::RequestErrorKind::TimedOut => {
                self.nats.request_with_headers(subject.to_owned(), headers, body).await
            }
            answered => answered,
        }
    }
}

/// A micro service's error reply (ADR-32) as code and message. The refusal's own code travels in the description.
fn error_headers(headers: Option<&HeaderMap>) -> Option<(String, String)> {
    let description = headers?.get("Nats-Service-Error")?.as_str();
    let (code, message) = description.split_once(": ").unwrap_or(("runtime.query_failed", description));
    Some((code.to_owned(), message.to_owned()))
}

fn request_headers(request: &Request, reply_to: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(headers::COMMAND_ID, request.id.as_str());
    headers.insert(headers::CALLER, request.caller.as_str());
    if let Some(reply_to) = reply_to {
        headers.insert(headers::REPLY, reply_to);
    }
    telemetry::inject(&mut headers);
    headers
}

fn outcome(id: &str, body: &[u8]) -> Outcome {
    serde_json::from_slice(body).unwrap_or_else(|error| {
        tracing::error!(%error, command.id = id, "An outcome could not be read");
        Outcome::Pending { id: id.to_owned() }
    })
}

fn rejected(error: &crate::publisher::PublishError) -> Outcome {
    Outcome::Rejected { code: "runtime.not_accepted".into(), message: error.to_string() }
}

fn unanswered(request: &Request, accepted: bool) -> Outcome {
    if accepted {
        return Outcome::Pending { id: request.id.clone() };
    }
    let message = format!(
        "the command could not be stored in time; send it again with the id {}, it will not run twice",
        request.id
    );
    Outcome::Rejected { code: "runtime.unavailable".into(), message }
}

/// The subject without its key, for spans and logs.
pub(crate) fn destination(subject: &str) -> String {
    subject.split('.').take(3).collect::<Vec<_>>().join(".")
}
