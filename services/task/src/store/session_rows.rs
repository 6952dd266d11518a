//! The rows of a task's sessions and of what waits in them, which Postgres gives and takes as JSON.

use std::collections::HashMap;

use contracts::{
    MessageId, Millis, OrganizationId, SessionId, TaskId, TaskKey, UserId,
    task::{AgentAbilities, AgentMemory, OptionChoice, QueuedMessage, Session, SessionOption, SessionStatus},
    user::Attachment,
};
use serde::{Deserialize, Serialize};

/// A row of `sessions`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionRow {
    organization_id: OrganizationId,
    task_id: TaskId,
    pub session_id: SessionId,
    position: usize,
    name: String,
    agent: Option<String>,
    choices: Vec<OptionChoice>,
    options: Vec<SessionOption>,
    abilities: Option<AgentAbilities>,
    memory: Option<AgentMemory>,
    status: SessionStatus,
    error: Option<String>,
    turn: Option<MessageId>,
    running_since: Option<Millis>,
    is_stopping: bool,
    quiet_since: Option<Millis>,
    steering: Vec<MessageId>,
    queue: Vec<MessageId>,
    queue_is_paused: bool,
    created_by: Option<UserId>,
    created_at: Millis,
}

/// A row of `queued_messages`.
#[derive(Debug, Serialize, Deserialize)]
pub struct MessageRow {
    organization_id: OrganizationId,
    task_id: TaskId,
    pub message_id: MessageId,
    text: String,
    attachments: Vec<Attachment>,
    author: Option<UserId>,
    sent_at: Millis,
}

impl SessionRow {
    pub fn new(key: &TaskKey, position: usize, session: &Session) -> Self {
        let TaskKey { organization_id, task_id } = key.clone();
        Self {
            organization_id,
            task_id,
            session_id: session.session_id.clone(),
            position,
            name: session.name.clone(),
            agent: session.agent.clone(),
            choices: session.choices.clone(),
            options: session.options.clone(),
            abilities: session.abilities,
            memory: session.memory,
            status: session.status,
            error: session.error.clone(),
            turn: session.turn.clone(),
            running_since: session.running_since,
            is_stopping: session.is_stopping,
            quiet_since: session.quiet_since,
            steering: ids(&session.steering),
            queue: ids(&session.queue),
            queue_is_paused: session.queue_is_paused,
            created_by: session.created_by.clone(),
            created_at: session.created_at,
        }
    }

    /// The session, with those of the task's messages that wait in it.
    pub fn with(self, messages: &mut HashMap<MessageId, QueuedMessage>) -> Session {
        let mut with_texts =
            |ids: &[MessageId]| ids.iter().filter_map(|message_id| messages.remove(message_id)).collect();
        Session {
            session_id: self.session_id,
            name: self.name,
            agent: self.agent,
            choices: self.choices,
            options: self.options,
            abilities: self.abilities,
            memory: self.memory,
            status: self.status,
            error: self.error,
            turn: self.turn,
            running_since: self.running_since,
            is_stopping: self.is_stopping,
            quiet_since: self.quiet_since,
            steering: with_texts(&self.steering),
            queue: with_texts(&self.queue),
            queue_is_paused: self.queue_is_paused,
            created_by: self.created_by,
            created_at: self.created_at,
        }
    }
}

fn ids(messages: &[QueuedMessage]) -> Vec<MessageId> {
    messages.iter().map(|message| message.message_id.clone()).collect()
}

impl MessageRow {
    pub fn new(key: &TaskKey, message: &QueuedMessage) -> Self {
        let TaskKey { organization_id, task_id } = key.clone();
        let QueuedMessage { message_id, text, attachments, author, sent_at } = message.clone();
        Self { organization_id, task_id, message_id, text, attachments, author, sent_at }
    }
}

impl From<MessageRow> for QueuedMessage {
    fn from(row: MessageRow) -> Self {
        let MessageRow { message_id, text, attachments, author, sent_at, .. } = row;
        Self { message_id, text, attachments, author, sent_at }
    }
}
