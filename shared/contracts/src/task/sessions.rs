//! A task's sessions: each is one agent that people talk to, with a queue of what it is still to be told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// The model that was asked for; null for the agent's own choice.
    pub model: Option<String>,
    /// The mode that was asked for; null for the agent's own choice.
    pub mode: Option<String>,
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
    /// What waits to be sent, the next one first.
    pub queue: Vec<QueuedMessage>,
    /// Whether what waits stays where it is: somebody has stopped the session, or a turn has failed.
    pub queue_is_paused: bool,
    /// Who opened it; null for an operator.
    pub created_by: Option<UserId>,
    /// When it was opened, in milliseconds since 1970.
    pub created_at: Millis,
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
    pub name: Option<String>,
    /// Which agent; null for the default one.
    #[serde(default)]
    pub agent: Option<String>,
    /// Which of the agent's models; null for its own choice.
    #[serde(default)]
    pub model: Option<String>,
    /// Which of the agent's modes; null for its own choice.
    #[serde(default)]
    pub mode: Option<String>,
}
message!(Command: CreateSession, Task "createSession" (TaskKey), Member => Session);

/// Gives a session another name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenameSession {
    /// The session's id.
    pub session_id: SessionId,
    /// The name: one line of 1 to 100 characters.
    pub name: String,
}
message!(Command: RenameSession, Task "renameSession" (TaskKey), Member => Session);

/// Puts the sessions into another order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReorderSessions {
    /// Open sessions, in the order that is wanted. Those that are missing follow as they are.
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

/// Sends a message to an agent. While a turn is under way it waits in the queue. The sender becomes the task's owner when
/// its turn begins.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SendMessage {
    /// The session's id.
    pub session_id: SessionId,
    /// The text: at most 50,000 characters; not blank, unless there are attachments.
    pub text: String,
    /// Files and lines that it points at; at most 20.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Sent now: the turn under way is stopped, and the message goes to the head of the queue.
    #[serde(default)]
    pub interrupt: bool,
}
message!(Command: SendMessage, Task "sendMessage" (TaskKey), Member => MessageAccepted);

/// What became of a message that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageAccepted {
    /// The message's id; also that of the turn that it begins.
    pub message_id: MessageId,
    /// How many messages are before it in the queue; null when its turn has begun.
    pub waits_behind: Option<u32>,
}

/// Changes a message that still waits. Refused once its turn has begun.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EditMessage {
    /// The session's id.
    pub session_id: SessionId,
    /// The message's id.
    pub message_id: MessageId,
    /// The new text, as in `sendMessage`.
    pub text: String,
    /// The new attachments.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}
message!(Command: EditMessage, Task "editMessage" (TaskKey), Member => Session);

/// Takes a message that still waits out of the queue. Refused once its turn has begun.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemoveMessage {
    /// The session's id.
    pub session_id: SessionId,
    /// The message's id.
    pub message_id: MessageId,
}
message!(Command: RemoveMessage, Task "removeMessage" (TaskKey), Member => Session);

/// Stops the turn under way and pauses the queue.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StopSession {
    /// The session's id.
    pub session_id: SessionId,
}
message!(Command: StopSession, Task "stopSession" (TaskKey), Member => Session);

/// Lets a paused queue go on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResumeQueue {
    /// The session's id.
    pub session_id: SessionId,
}
message!(Command: ResumeQueue, Task "resumeQueue" (TaskKey), Member => Session);

/// Begins the turn of the next message of a session, if one can begin. The task sends it to itself when the message's author
/// is not its owner: whether they are a member has to be asked, and only messages that people may send can ask. From
/// anybody else it begins what would begin anyway.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BeginTurn {
    /// The session's id.
    pub session_id: SessionId,
    /// Who wrote the message.
    pub author: UserId,
}
message!(Command: BeginTurn, Task "beginTurn" (TaskKey), Member => SessionApplied);

/// What the sandbox tells of a session as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplySession {
    /// The session's id.
    pub session_id: SessionId,
    /// The news.
    pub news: SessionNews,
}
message!(Command: ApplySession, Task "applySession" (TaskKey), Service => SessionApplied);

/// News of a session as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SessionNews {
    /// The agent is there.
    Opened {
        /// Which one.
        agent: String,
    },
    /// It could not be opened.
    Failed {
        /// What happened, and what to do.
        message: String,
    },
}

/// What the sandbox tells of a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyTurn {
    /// The session's id.
    pub session_id: SessionId,
    /// The turn: the id of the message that began it.
    pub message_id: MessageId,
    /// The news.
    pub news: TurnNews,
}
message!(Command: ApplyTurn, Task "applyTurn" (TaskKey), Service => SessionApplied);

/// News of a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TurnNews {
    /// So many of the agent's questions wait for an answer now; 0 when the last one was answered.
    NeedsAnswers {
        /// How many.
        open: u32,
    },
    /// It has ended.
    Ended {
        /// How.
        end: TurnEnd,
        /// When, in milliseconds since 1970.
        at: Millis,
    },
}

/// How a turn ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TurnEnd {
    /// The agent has finished.
    Done,
    /// A person has stopped it.
    Stopped,
    /// The agent declined to go on.
    Refused,
    /// The agent's limit of tokens or requests was reached.
    LimitReached,
    /// Something failed: the agent, its sandbox, or the credentials.
    Failed {
        /// What happened, and what to do.
        message: String,
    },
    /// Nobody knows whether the agent has got the message: a person must say whether it is sent again.
    DeliveryUnknown,
}

/// Whether the news was about something that the task still has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionApplied {
    /// `false`: the session was closed, or another turn is under way.
    pub applied: bool,
}
