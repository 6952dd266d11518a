//! People: they send commands, wait for the outcome, and ask again with the same id when there is none yet.

use std::time::{Duration, Instant};

use contracts::{Command, Outcome, limit, subject};
use runtime::{Caller, Client, Request};

use crate::PATIENCE;

/// Somebody who uses a fleet. Cheap to clone.
#[derive(Clone)]
pub struct Person {
    client: Client,
    caller: Caller,
}

impl Person {
    pub(crate) fn new(client: Client, name: &str) -> Self {
        Self { client, caller: Caller::token(name) }
    }

    /// Sends a command and insists on its outcome.
    pub async fn asks<C: Command>(&self, key: &C::Key, command: &C) -> Outcome {
        self.insists(&self.request(key, command)).await
    }

    /// Sends a command and waits for its outcome once, at most `wait`.
    pub async fn asks_within<C: Command>(&self, wait: Duration, key: &C::Key, command: &C) -> Outcome {
        self.client.request(self.request(key, command), wait).await
    }

    /// Stores a command and does not wait; its id.
    pub async fn sends<C: Command>(&self, key: &C::Key, command: &C) -> String {
        let request = self.request(key, command);
        self.client.enqueue(request.clone()).await.expect("the stream takes it");
        request.id
    }

    /// The same request, to be made more than once.
    pub fn request<C: Command>(&self, key: &C::Key, command: &C) -> Request {
        let body = serde_json::to_vec(command).expect("a message is JSON");
        self.raw(&subject::of::<C>(key), body)
    }

    /// Anything at all, sent to any subject.
    pub fn raw(&self, subject: &str, body: impl Into<Vec<u8>>) -> Request {
        let id = uuid::Uuid::now_v7().to_string();
        Request { subject: subject.to_owned(), body: body.into().into(), id, caller: self.caller.clone() }
    }

    /// Waits for an outcome, at most `wait`.
    pub async fn waits(&self, request: &Request, wait: Duration) -> Outcome {
        self.client.request(request.clone(), wait).await
    }

    /// Asks with the same id until there is an outcome.
    pub async fn insists(&self, request: &Request) -> Outcome {
        let began = Instant::now();
        loop {
            let outcome = self.client.request(request.clone(), limit::WAIT).await;
            let unsettled = match &outcome {
                Outcome::Pending { .. } | Outcome::Unknown { .. } => true,
                Outcome::Rejected { code, .. } => code == "runtime.unavailable",
                _ => false,
            };
            if !unsettled {
                return outcome;
            }
            assert!(began.elapsed() < PATIENCE, "{} has no outcome after {PATIENCE:?}: {outcome:?}", request.subject);
        }
    }
}
