//! What people say to a session's agent: at once, in the queue, or into the turn under way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Session, SessionApplied};
use crate::{MessageId, SessionId, TaskKey, UserId, message, user::Attachment};

/// Sends a message to an agent. While a turn is under way it waits in the queue. The sender becomes the task's owner when
/// its turn begins.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SendMessage {
    /// The session's id.
    pub session_id: SessionId,
    /// The text: at most 50,000 characters; not blank, unless there are attachments.
    #[schemars(length(max = crate::limit::PROMPT_CHARACTERS))]
    pub text: String,
    /// Files, lines and images that it points at; at most 20. Images are refused for an agent that does not take them.
    #[serde(default)]
    #[schemars(length(max = crate::limit::ATTACHMENTS))]
    pub attachments: Vec<Attachment>,
    /// Sent now: the turn under way is stopped, and the message goes to the head of the queue.
    #[serde(default)]
    pub interrupt: bool,
    /// Sent into the turn under way, which goes on. Refused when the agent does not offer that (`abilities.steering`), when
    /// the turn is being stopped, and for anybody but the task's owner, with whose credentials it runs. While no turn is
    /// under way the message begins one, as any other. Not together with `interrupt`.
    #[serde(default)]
    pub steer: bool,
}
message!(Command: SendMessage, Task "sendMessage" (TaskKey), Member => MessageAccepted);

/// What became of a message that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageAccepted {
    /// The message's id; also that of the turn that it begins.
    pub message_id: MessageId,
    /// How many messages are before it in the queue; null when its turn has begun, or when it is on its way into the turn
    /// under way.
    pub waits_behind: Option<u32>,
    /// It is on its way into the turn under way. The session's events say what became of it: `steer`, or, when the agent did
    /// not take it, it waits at the head of the queue.
    #[serde(default)]
    pub is_steering: bool,
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
    #[schemars(length(max = crate::limit::PROMPT_CHARACTERS))]
    pub text: String,
    /// The new attachments.
    #[serde(default)]
    #[schemars(length(max = crate::limit::ATTACHMENTS))]
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

/// Moves a message that still waits to another place in its queue. Its author stays who they are. Refused once its turn has
/// begun, or that of the message before which it is to wait.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MoveMessage {
    /// The session's id.
    pub session_id: SessionId,
    /// The message's id.
    pub message_id: MessageId,
    /// The message before which it is to wait; null: behind all others.
    #[serde(default)]
    pub before: Option<MessageId>,
}
message!(Command: MoveMessage, Task "moveMessage" (TaskKey), Member => Session);

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
