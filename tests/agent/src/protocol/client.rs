//! The client as we see it: updates and answers go to it, and it answers what we ask.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::oneshot;

use super::output::{ClientGone, Output};
use super::{Refusal, message};

/// The client's answer: its `result`, or its `error`.
pub type Answer = Result<Value, Value>;

type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<Answer>>>>;

#[derive(Clone)]
pub struct Client {
    output: Output,
    /// From 0 in each process, as the protocol's own libraries count: whoever keeps an id longer than the process lives
    /// must remember which process it was.
    next_request: Arc<AtomicU64>,
    waiting: Waiting,
}

/// A request of ours that is not answered yet. An answer that comes after it was dropped is unknown.
pub struct Pending {
    id: u64,
    answer: oneshot::Receiver<Answer>,
    waiting: Waiting,
}

impl Client {
    pub fn new(output: Output) -> Self {
        Self { output, next_request: Arc::default(), waiting: Arc::default() }
    }

    /// Answers request `id`.
    pub fn respond(&self, id: &Value, outcome: Result<Value, Refusal>) -> Result<(), ClientGone> {
        self.output.push(message::response(id, outcome))
    }

    /// Sends an update at once, outside a turn.
    pub fn push_update(&self, session_id: &str, update: &Value) -> Result<(), ClientGone> {
        self.output.push(message::update(session_id, update))
    }

    /// Sends an update when there is room for it.
    pub async fn update(&self, session_id: &str, update: &Value) -> Result<(), ClientGone> {
        self.output.send(message::update(session_id, update)).await
    }

    /// Sends a line as it is, whatever it is.
    pub async fn raw(&self, line: String) -> Result<(), ClientGone> {
        self.output.send(line).await
    }

    /// Returns when the client could have read everything.
    pub async fn flush(&self) -> Result<(), ClientGone> {
        self.output.flush().await
    }

    /// Asks the client.
    pub async fn request(&self, method: &str, params: Value) -> Result<Pending, ClientGone> {
        let id = self.next_request.fetch_add(1, Ordering::Relaxed);
        let (sender, answer) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(id, sender);
        let pending = Pending { id, answer, waiting: Arc::clone(&self.waiting) };
        self.output.send(message::request(id, method, params)).await?;
        Ok(pending)
    }

    /// Hands an answer to whoever waits for it; false if nobody does.
    pub fn answered(&self, id: &Value, answer: Answer) -> bool {
        let Some(id) = id.as_u64() else { return false };
        let waits = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        waits.is_some_and(|waits| waits.send(answer).is_ok())
    }
}

impl Pending {
    /// The client's answer.
    pub async fn answer(mut self) -> Result<Answer, ClientGone> {
        (&mut self.answer).await.map_err(|_| ClientGone)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn an_answer_is_known_once_and_only_while_somebody_waits() {
        let client = Client::new(Output::start(std::io::sink()));
        let first = client.request("m", json!({})).await.unwrap();
        let second = client.request("m", json!({})).await.unwrap();

        drop(second);

        assert!(client.answered(&json!(0), Ok(json!("yes"))));
        assert!(!client.answered(&json!(0), Ok(json!("again"))));
        assert!(!client.answered(&json!(1), Ok(json!("late"))));
        assert!(!client.answered(&json!("0"), Ok(json!("another id"))));
        assert_eq!(first.answer().await, Ok(Ok(json!("yes"))));
    }
}
