//! One turn as its follower has it: what it writes down, and whom it tells.

use std::time::Duration;

use contracts::{
    Actor, Millis, TaskKey,
    sandbox::{NotePermission, Permission, Tail},
    subject,
};
use runtime::{Caller, Client as Nats, Request};
use sandboxes::Client;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{super::Trouble, agent::AgentSession};
use crate::store::{
    events::{self, NewEvent},
    turns::StoredTurn,
    wakes::Wakes,
};

/// An answer or a cancel is taken at once or not at all.
const TELL_LIMIT: Duration = Duration::from_secs(15);

/// More is read from the log: NATS takes a megabyte, and each page that follows gets it.
const TAIL_BYTES: usize = contracts::limit::MESSAGE_BYTES;

/// How long the own actor may take to note a question.
const NOTE_LIMIT: Duration = Duration::from_secs(10);

/// Everything that following one turn needs.
pub struct Following<'a> {
    pub client: &'a Client,
    pub nats: Nats,
    /// For the event log: its rows are written outside of steps.
    pub pool: &'a PgPool,
    pub wakes: &'a Wakes,
    pub key: &'a TaskKey,
    pub turn: &'a StoredTurn,
    pub agent: &'a AgentSession,
    pub now: fn() -> Millis,
}

/// Why following ends without the turn having ended.
pub enum Lost {
    /// Another worker follows it now.
    Replaced,
    Trouble(Trouble),
}

impl<E: Into<Trouble>> From<E> for Lost {
    fn from(error: E) -> Self {
        Self::Trouble(error.into())
    }
}

impl Following<'_> {
    pub(super) fn server(&self) -> &str {
        self.turn.session_id.as_str()
    }

    pub(super) fn source(&self, number: u64) -> String {
        format!("{}/{number}", self.agent.process)
    }

    pub(super) fn prompt_event(&self) -> NewEvent {
        let turn = self.turn;
        let body = json!({ "text": turn.text, "attachments": turn.attachments });
        self.event("prompt", body, format!("prompt:{}", turn.message_id))
    }

    pub(super) fn notice(&self, what: &str, text: &str) -> NewEvent {
        self.event("notice", json!({ "text": text }), format!("notice:{}:{what}", self.turn.message_id))
    }

    pub(super) fn event(&self, kind: &'static str, body: Value, source: String) -> NewEvent {
        NewEvent { message_id: Some(self.turn.message_id.clone()), kind, body, source }
    }

    pub(super) async fn write(&self, epoch: i32, events: Vec<NewEvent>) -> Result<(), Lost> {
        if events.is_empty() {
            return Ok(());
        }
        let turn = (&self.turn.message_id, epoch);
        let tail = events::append(self.pool, self.key, &self.turn.session_id, turn, &events, (self.now)()).await?;
        self.publish(tail.ok_or(Lost::Replaced)?).await;
        Ok(())
    }

    /// Says what was written down to whoever follows the session. Lost, it is read from the log.
    async fn publish(&self, tail: Tail) {
        let body = serde_json::to_vec(&tail).unwrap_or_default();
        let body = match body.len() > TAIL_BYTES {
            true => serde_json::to_vec(&Tail { events: Vec::new(), last: tail.last }).unwrap_or_default(),
            false => body,
        };
        let subject = Tail::subject(self.key, &self.turn.session_id);
        if let Err(error) = self.nats.nats().publish(subject, body.into()).await {
            tracing::debug!(%error, "Nobody heard what an agent said; it is in the log");
        }
    }

    /// Has the own actor note a question: it tells the task, and takes the answer.
    pub(super) async fn note(&self, permission: Permission, request_id: String) -> Result<(), Trouble> {
        let id = format!("note/{}", permission.permission_id);
        let body = serde_json::to_vec(&NotePermission { permission, request_id }).unwrap_or_default();
        let request = Request {
            subject: subject::of::<NotePermission>(self.key),
            body: body.into(),
            id,
            caller: Caller::service(Actor::Sandbox),
        };
        match self.nats.request(request, NOTE_LIMIT).await {
            contracts::Outcome::Done { .. } => Ok(()),
            outcome => Err(Trouble::Passing(format!("the question could not be noted: {}", outcome.status()))),
        }
    }

    pub(super) async fn tell(&self, envelope: Value) -> Result<(), Trouble> {
        self.client.post_envelope(self.server(), None, envelope.to_string(), TELL_LIMIT).await?;
        Ok(())
    }
}
