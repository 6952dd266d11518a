//! One turn as its follower has it: what it writes down, and whom it tells.

use std::time::Duration;

use contracts::{
    Actor, Command, Key, MessageId, Millis,
    sandbox::{ExpirePermission, NoteOptions, NotePermission, NoteSteered, Permission},
    subject,
    task::{ApplyTurn, OptionChoice, SessionOption, TurnNews},
};
use futures::FutureExt;
use runtime::{Caller, Request};
use sandboxes::Client;
use serde_json::{Value, json};

use super::super::{Trouble, agent::AgentSession, log::Log};
use crate::store::{events::NewEvent, turns::StoredTurn, wakes::Wakes};

/// An answer or a cancel is taken at once or not at all.
const TELL_LIMIT: Duration = Duration::from_secs(15);

/// How long the own actor may take to note something.
const NOTE_LIMIT: Duration = Duration::from_secs(10);

/// Clocks of a turn that an operator can set.
#[derive(Debug, Clone, Copy)]
pub struct Clocks {
    /// After so long a question that nobody answers is rejected.
    pub permission: Duration,
    /// After so long without a word the agent is shown as quiet.
    pub quiet: Duration,
}

/// Everything that following one turn needs.
pub struct Following<'a> {
    pub client: &'a Client,
    pub log: &'a Log<'a>,
    pub wakes: &'a Wakes,
    pub turn: &'a StoredTurn,
    pub agent: &'a AgentSession,
    pub clocks: Clocks,
}

/// Why following ends without the turn having ended.
pub enum Lost {
    /// Another worker follows it now.
    Replaced,
    /// All that was heard is taken, and nobody listens any more.
    Unheard,
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

    pub(super) fn notice(&self, about: &str, text: &str) -> NewEvent {
        self.event(
            "notice",
            json!({ "about": about, "text": text }),
            format!("notice:{}:{about}", self.turn.message_id),
        )
    }

    pub(super) fn event(&self, kind: &'static str, body: Value, source: String) -> NewEvent {
        NewEvent { message_id: Some(self.turn.message_id.clone()), kind, body, source }
    }

    pub(super) async fn write(&self, epoch: i32, events: Vec<NewEvent>) -> Result<(), Lost> {
        if events.is_empty() {
            return Ok(());
        }
        let is_own = self.log.follow((&self.turn.message_id, epoch), &events).await?;
        if is_own { Ok(()) } else { Err(Lost::Replaced) }
    }

    /// Has the own actor note a question: it tells the task, and takes the answer.
    pub(super) async fn note(&self, permission: Permission, request_id: String) -> Result<(), Trouble> {
        let id = format!("note/{}", permission.permission_id);
        self.has_noted(id, &NotePermission { permission, request_id }).await
    }

    /// Has the own actor note how the agent is set now. `number`: of the event that said so.
    pub(super) async fn note_options(
        &self,
        number: u64,
        options: Vec<SessionOption>,
        applied: Vec<OptionChoice>,
        dropped: Vec<OptionChoice>,
    ) -> Result<(), Trouble> {
        let (session_id, process) = (self.turn.session_id.clone(), self.agent.process);
        let id = format!("options/{session_id}/{process}/{number}");
        self.has_noted(id, &NoteOptions { session_id, process, options, applied, dropped }).await
    }

    /// Has the own actor note what became of a message that was sent into the turn.
    pub(super) async fn note_steered(&self, steered_id: &MessageId, is_taken: bool) -> Result<(), Trouble> {
        let (message_id, session_id) = (self.turn.message_id.clone(), self.turn.session_id.clone());
        let id = format!("steered/{steered_id}");
        let note = NoteSteered { message_id, session_id, steered_id: steered_id.clone(), is_taken };
        self.has_noted(id, &note).await
    }

    /// Has the own actor reject a question that nobody has answered.
    pub(super) async fn expire(&self, permission_id: &contracts::PermissionId) -> Result<(), Trouble> {
        let command = ExpirePermission { permission_id: permission_id.clone() };
        self.has_noted(format!("expire/{permission_id}"), &command).await
    }

    async fn has_noted<C: Command<Key = contracts::TaskKey>>(&self, id: String, command: &C) -> Result<(), Trouble> {
        match self.log.nats.request(self.request(id, command), NOTE_LIMIT).await {
            contracts::Outcome::Done { .. } => Ok(()),
            outcome => Err(Trouble::Passing(format!("{} was not taken: {}", C::NAME, outcome.status()))),
        }
    }

    /// Tells the task since when the agent says nothing. Lost, the next one tells.
    pub(super) async fn tell_quiet(&self, since: Option<Millis>) {
        let turn = self.turn;
        let (session_id, message_id) = (turn.session_id.clone(), turn.message_id.clone());
        let id = format!("quiet/{message_id}/{}/{}", since.is_some(), (self.log.now)());
        let command = ApplyTurn { session_id, message_id, news: TurnNews::Quiet { since } };
        if let Err(error) = self.log.nats.enqueue(self.request(id, &command)).await {
            tracing::warn!(%error, "That an agent says nothing could not be told");
        }
    }

    fn request<C: Command<Key = contracts::TaskKey>>(&self, id: String, command: &C) -> Request {
        let body = serde_json::to_vec(command).unwrap_or_default();
        Request {
            subject: subject::of::<C>(self.log.key),
            body: body.into(),
            id,
            caller: Caller::service(Actor::Sandbox),
        }
    }

    pub(super) async fn tell(&self, envelope: Value) -> Result<(), Trouble> {
        self.client.post_envelope(self.server(), None, envelope.to_string(), TELL_LIMIT).await?;
        Ok(())
    }

    /// Begins to send a request whose answer comes as an event, and may take its time. The sending goes on by itself.
    pub(super) fn ask(&self, envelope: &Value) {
        let sending = self.client.post_envelope(self.server(), None, envelope.to_string(), TELL_LIMIT);
        if let Some(Err(error)) = sending.now_or_never() {
            tracing::warn!(%error, "An agent could not be asked");
        }
    }

    /// A name for something of this session that always is the same.
    pub(super) fn name(&self, source: &str) -> String {
        format!("{}/{}/{source}", self.log.key.tokens(), self.turn.session_id)
    }
}

/// What began a turn, for the session's log.
pub fn prompt_event(turn: &StoredTurn) -> NewEvent {
    let body = json!({ "text": turn.text, "attachments": turn.attachments, "author": turn.author });
    let source = format!("prompt:{}", turn.message_id);
    NewEvent { message_id: Some(turn.message_id.clone()), kind: "prompt", body, source }
}
