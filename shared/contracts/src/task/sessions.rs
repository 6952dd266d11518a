//! A task's sessions: each is one agent that people talk to, with a queue of what it is still to be told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{OptionChoice, SessionOption};
use crate::{MessageId, Millis, SessionId, TaskKey, UserId, message, user::Attachment};

/// What a session is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SessionStatus {
    /// Its sandbox and its agent are being made ready. What people send meanwhile waits.
    Opening,
    /// The agent waits for a message.
    Idle,
    /// The agent is at work.
    Running,
    /// The agent is at work, and waits for a person's answer.
    NeedsAnswer,
    /// The last turn failed, or the session could not be opened; `error` says why. The next message tries again.
    Error,
}

/// One agent that people talk to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The session's id.
    pub session_id: SessionId,
    /// Its name: one line, at first `Session 1`, `Session 2` …
    pub name: String,
    /// Which agent it is; null until the sandbox has chosen the default one.
    pub agent: Option<String>,
    /// What people have set of its agent, for good; what is not among it is the agent's own choice.
    #[serde(default)]
    pub choices: Vec<OptionChoice>,
    /// What can be set of its agent, with what it is set to now. Empty until the agent has said it, and for an agent that
    /// lists nothing. At most [`crate::limit::OPTION_BYTES`] of JSON.
    #[serde(default)]
    pub options: Vec<SessionOption>,
    /// What its agent can do beside answering; null until the agent has said it.
    #[serde(default)]
    pub abilities: Option<AgentAbilities>,
    /// What its agent knows of what was said before; null until the agent is there.
    #[serde(default)]
    pub memory: Option<AgentMemory>,
    /// The status.
    pub status: SessionStatus,
    /// Why the status is `error`: what happened, and what to do. Null otherwise.
    pub error: Option<String>,
    /// The message whose turn is under way; null when none is.
    pub turn: Option<MessageId>,
    /// Since when the turn is under way, in milliseconds since 1970; null when none is.
    pub running_since: Option<Millis>,
    /// Whether somebody has asked the turn under way to stop.
    pub is_stopping: bool,
    /// Since when the agent at work has said nothing, in milliseconds since 1970; null while it speaks. It is told after
    /// [`crate::limit::QUIET_AFTER`] (60 s); after [`crate::limit::OFFER_STOP_AFTER`] (5 min) pages offer to stop it. No turn
    /// is ended by a clock. An agent that waits for a person's answer is not quiet.
    #[serde(default)]
    pub quiet_since: Option<Millis>,
    /// Messages on their way into the turn under way (`sendMessage` with `steer`). One that the agent does not take any more
    /// goes to the head of the queue.
    #[serde(default)]
    pub steering: Vec<QueuedMessage>,
    /// What waits to be sent, the next one first.
    pub queue: Vec<QueuedMessage>,
    /// Whether what waits stays where it is: somebody has stopped the session, or a turn has failed.
    pub queue_is_paused: bool,
    /// Who opened it; null for an operator.
    pub created_by: Option<UserId>,
    /// When it was opened, in milliseconds since 1970.
    pub created_at: Millis,
}

/// What an agent can do beside answering, as it says itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentAbilities {
    /// It takes a message into the turn under way (`_session/steering`).
    pub steering: bool,
    /// It takes images.
    pub images: bool,
}

/// What an agent knows of what was said in its session before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AgentMemory {
    /// Everything: the process that heard it is still there, or nothing was said before.
    Native,
    /// What it has kept itself: another process has read the former one's notes.
    Resumed,
    /// A summary of what was said, which stands before the next message.
    Summary,
    /// Nothing: there was something, and no summary could be made of it.
    Nothing,
}

impl AgentMemory {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Native, Self::Resumed, Self::Summary, Self::Nothing];

    /// How it is written in JSON and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Resumed => "resumed",
            Self::Summary => "summary",
            Self::Nothing => "nothing",
        }
    }

    /// Reads what [`AgentMemory::as_str`] has written.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|memory| memory.as_str() == text)
    }
}

/// A message that waits for its turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueuedMessage {
    /// The message's id; also that of the turn that it will begin.
    pub message_id: MessageId,
    /// The text.
    pub text: String,
    /// Files and lines that it points at.
    pub attachments: Vec<Attachment>,
    /// Who wrote it; null for an operator.
    pub author: Option<UserId>,
    /// When it was sent, in milliseconds since 1970.
    pub sent_at: Millis,
}

/// Opens a session of an agent. It may make the task, and begins to make its sandbox ready. Refused for a task that has
/// 20 open ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateSession {
    /// The name: one line of 1 to 100 characters. Null for `Session N`.
    #[serde(default)]
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub name: Option<String>,
    /// Which agent; null for the default one.
    #[serde(default)]
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub agent: Option<String>,
    /// What is set of it from the beginning: at most 20; `{"optionId": "model", "value": …}` sets the first option of the
    /// category `model`. What the agent turns out not to offer is told in the session's events.
    #[serde(default)]
    #[schemars(length(max = crate::limit::CHOICES))]
    pub choices: Vec<OptionChoice>,
}
message!(Command: CreateSession, Task "createSession" (TaskKey), Member => Session);

/// Gives a session another name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenameSession {
    /// The session's id.
    pub session_id: SessionId,
    /// The name: one line of 1 to 100 characters.
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub name: String,
}
message!(Command: RenameSession, Task "renameSession" (TaskKey), Member => Session);

/// Puts the sessions into another order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReorderSessions {
    /// Open sessions, in the order that is wanted. Those that are missing follow as they are.
    #[schemars(length(max = crate::limit::SESSIONS))]
    pub order: Vec<SessionId>,
}
message!(Command: ReorderSessions, Task "reorderSessions" (TaskKey), Member => SessionOrder);

/// The sessions in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionOrder {
    /// All open sessions.
    pub order: Vec<SessionId>,
}

/// Closes a session for good: its turn is stopped, what waits is thrown away, its agent ends. Its events can still be read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CloseSession {
    /// The session's id.
    pub session_id: SessionId,
}
message!(Command: CloseSession, Task "closeSession" (TaskKey), Member => SessionClosed);

/// The session is closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionClosed {
    /// `false`: it was closed already, or never opened.
    pub closed: bool,
}
