//! What agents are told: a turn begins, is steered and is stopped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SandboxApplied, Source};
use crate::{MessageId, SessionId, TaskKey, UserId, message, user::Attachment};

/// Begins a turn: an agent gets a person's message. What comes of it is told to the task (`task.command.applyTurn`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunTurn {
    /// The message's id; also the turn's.
    pub message_id: MessageId,
    /// The session's id.
    pub session_id: SessionId,
    /// The text.
    pub text: String,
    /// Files and lines that it points at.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Who wrote it; null for an operator.
    pub author: Option<UserId>,
    /// Whose credentials are to be inside while it runs: the task's owner.
    pub owner: Option<UserId>,
    /// What is worked on, should the sandbox have to be made again.
    pub source: Source,
}
message!(Command: RunTurn, Sandbox "runTurn" (TaskKey), Service => SandboxApplied);

/// Stops a turn: the agent is asked to stop, and ended if it does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StopTurn {
    /// The turn: the id of the message that began it.
    pub message_id: MessageId,
}
message!(Command: StopTurn, Sandbox "stopTurn" (TaskKey), Service => SandboxApplied);

/// Sends a message into a turn under way. What comes of it is told to the task (`task.command.applyTurn`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SteerTurn {
    /// The turn: the id of the message that began it.
    pub message_id: MessageId,
    /// The session's id.
    pub session_id: SessionId,
    /// The id of the message that is sent into it.
    pub steered_id: MessageId,
    /// The text.
    pub text: String,
    /// Files, lines and images that it points at.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Who wrote it; null for an operator.
    pub author: Option<UserId>,
}
message!(Command: SteerTurn, Sandbox "steerTurn" (TaskKey), Service => SandboxApplied);

/// Notes what became of a message that was sent into a turn. Told by the turn's workflow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteSteered {
    /// The turn.
    pub message_id: MessageId,
    /// The session's id.
    pub session_id: SessionId,
    /// The message that was sent into it.
    pub steered_id: MessageId,
    /// `false`: the agent did not take it.
    pub is_taken: bool,
}
message!(Command: NoteSteered, Sandbox "noteSteered" (TaskKey), Service => SandboxApplied);

/// One turn, from the message to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Turn {
    /// The turn: the id of the message that began it.
    pub message_id: MessageId,
    /// The session's id.
    pub session_id: SessionId,
}
message!(Workflow: Turn, Sandbox "turn" (TaskKey), Service => super::super::task::TurnEnd);
