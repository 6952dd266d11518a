//! A turn: what may be done in it, and how it ends.

pub mod cancel;
pub mod command;
pub mod permission;
mod prompt;
mod run;

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::protocol::output::ClientGone;
use crate::protocol::tool::{self, ToolCall};
use crate::protocol::update::{self, Speech};
use crate::protocol::{Client, Refusal};
use crate::session::Session;
use cancel::Cancel;

pub use prompt::Prompt;
pub use run::{Setting, run};

/// Why a turn ends before its last step.
#[derive(Debug, PartialEq)]
pub enum Stop {
    Cancelled,
    Refused,
    /// The prompt is answered with an error.
    Failed(Refusal),
    ClientGone,
}

impl From<ClientGone> for Stop {
    fn from(_: ClientGone) -> Self {
        Self::ClientGone
    }
}

/// A turn while it runs. Every method that waits returns [`Stop::Cancelled`] as soon as a cancel is due.
pub struct Turn {
    pub session: Arc<Session>,
    pub client: Client,
    /// The client takes notices.
    pub takes_notices: bool,
    /// What the demo's pauses are multiplied with.
    pub pace: f64,
    /// Chunks that may still be said before the agent dies.
    pub dies_after: Option<u64>,
    number: u64,
    cancel: Cancel,
    calls: u32,
    open_calls: Vec<String>,
    messages: u32,
    speech: Option<Speech>,
}

impl Turn {
    /// Sends an update and remembers it.
    pub async fn update(&mut self, update: Value) -> Result<(), Stop> {
        self.speech = None;
        self.send(update).await
    }

    /// Sends a chunk of the message or thought that is being said; a new one after anything else.
    pub async fn say(&mut self, speech: Speech, text: &str) -> Result<(), Stop> {
        if self.dies_after == Some(0) {
            crate::acts::faults::die(self).await?;
        }
        if self.speech != Some(speech) {
            self.messages += 1;
            self.speech = Some(speech);
        }
        let message_id = format!("message-{}-{}", self.number, self.messages);
        self.send(update::chunk(speech, &message_id, text)).await?;
        if let (Speech::Message, Some(left)) = (speech, &mut self.dies_after) {
            *left -= 1;
        }
        Ok(())
    }

    /// What is said next is a message of its own.
    pub fn next_message(&mut self) {
        self.speech = None;
    }

    /// Waits.
    pub async fn pause(&self, duration: Duration) -> Result<(), Stop> {
        self.unless_cancelled(tokio::time::sleep(duration)).await
    }

    /// Waits as long as the pace says.
    pub async fn paced(&self, milliseconds: u64) -> Result<(), Stop> {
        self.pause(Duration::from_millis(milliseconds).mul_f64(self.pace)).await
    }

    /// Waits until the turn is cancelled.
    pub async fn silence(&self) -> Stop {
        self.cancel.due().await;
        Stop::Cancelled
    }

    /// Waits for something, until the turn is cancelled.
    pub async fn unless_cancelled<T>(&self, wait: impl Future<Output = T>) -> Result<T, Stop> {
        tokio::select! {
            biased;
            () = self.cancel.due() => Err(Stop::Cancelled),
            outcome = wait => Ok(outcome),
        }
    }

    /// Begins a tool call; returns its id, which no other call of the session has.
    pub async fn begin(&mut self, call: &ToolCall) -> Result<String, Stop> {
        self.calls += 1;
        let id = format!("call-{}-{}", self.number, self.calls);
        self.update(call.begun(&id)).await?;
        self.open_calls.push(id.clone());
        Ok(id)
    }

    pub async fn goes_on(&mut self, id: &str) -> Result<(), Stop> {
        self.update(tool::in_progress(id)).await
    }

    pub async fn end(&mut self, id: &str, succeeded: bool, content: Vec<Value>, output: Value) -> Result<(), Stop> {
        self.update(tool::ended(id, succeeded, content, output)).await?;
        self.open_calls.retain(|open| open != id);
        Ok(())
    }

    /// Ends the calls that a cancel or an error left open, so that no client shows them as running.
    async fn end_open_calls(&mut self, reason: &str) -> Result<(), ClientGone> {
        for id in std::mem::take(&mut self.open_calls) {
            let update = tool::ended(&id, false, vec![tool::text(reason)], json!({"reason": reason}));
            self.client.update(&self.session.id, &update).await?;
            self.session.keep(&update);
        }
        Ok(())
    }

    async fn send(&self, update: Value) -> Result<(), Stop> {
        self.unless_cancelled(self.client.update(&self.session.id, &update)).await??;
        self.session.keep(&update);
        Ok(())
    }
}
