//! What agents are told, what they say, and what they ask.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SandboxApplied, Source};
use crate::{MessageId, Millis, PermissionId, SessionId, TaskKey, UserId, message, user::Attachment};

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

/// Notes what an agent asks, so that people can answer it. Told by the turn's workflow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotePermission {
    /// The question.
    pub permission: Permission,
    /// The id of the agent's request, as JSON: what the answer must carry.
    pub request_id: String,
}
message!(Command: NotePermission, Sandbox "notePermission" (TaskKey), Service => SandboxApplied);

/// Answers what an agent asks. Refused when the question is no longer open, and for an option that it does not offer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnswerPermission {
    /// The question's id.
    pub permission_id: PermissionId,
    /// The id of one of its options.
    pub option_id: String,
}
message!(Command: AnswerPermission, Sandbox "answerPermission" (TaskKey), Member => Permission);

/// What an agent asks people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Permission {
    /// The question's id.
    pub permission_id: PermissionId,
    /// The session's id.
    pub session_id: SessionId,
    /// The turn: the id of the message that began it.
    pub message_id: MessageId,
    /// What it is about, as the agent has put it: one line.
    pub title: String,
    /// The tool call that it is about, as the agent has put it (Agent Client Protocol, `toolCall`).
    pub tool_call: serde_json::Value,
    /// What can be answered.
    pub options: Vec<PermissionOption>,
    /// When it was asked, in milliseconds since 1970.
    pub asked_at: Millis,
    /// What came of it; null while it is open.
    pub answer: Option<PermissionAnswer>,
}

/// One thing that can be answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionOption {
    /// The option's id.
    pub option_id: String,
    /// What it says: one line.
    pub name: String,
    /// `allow_once`, `allow_always`, `reject_once` or `reject_always`; others may come.
    pub kind: String,
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionAnswer {
    /// The option that was chosen; null when the question ended without: its turn was stopped, or its agent died.
    pub option_id: Option<String>,
    /// Who answered (`user:u42`); `service:sandbox` when nobody did in time.
    pub by: String,
    /// When, in milliseconds since 1970.
    pub at: Millis,
}

/// The questions of this task's agents, oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Permissions {
    /// Only those that are open.
    #[serde(default)]
    pub open: bool,
}
message!(Query: Permissions, Sandbox "permissions" (TaskKey), Member => PermissionList);

/// Questions of a task's agents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionList {
    /// At most 200.
    pub permissions: Vec<Permission>,
}

/// What was said in a session, in order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Events {
    /// The session's id.
    pub session_id: SessionId,
    /// Only events behind this index; null or 0 from the first one on.
    #[serde(default)]
    pub after: Option<i64>,
    /// 1 to 1,000; 200 without one. A page may have fewer, so that it fits into one message.
    #[serde(default)]
    pub limit: Option<u32>,
}
message!(Query: Events, Sandbox "events" (TaskKey), Member => SessionEventPage);

/// One page of what was said in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionEventPage {
    /// The events, in order, without a gap.
    pub events: Vec<SessionEvent>,
    /// The index of the session's newest event; 0 when there is none.
    pub last: i64,
}

/// One thing that was said or happened in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionEvent {
    /// Its place in the session: 1, 2, 3 …
    pub index: i64,
    /// The turn: the id of the message that began it; null for what belongs to none.
    pub message_id: Option<MessageId>,
    /// What it is: `prompt`, `update` (what the agent says: Agent Client Protocol, `session/update`), `permission`,
    /// `answer`, `ended`, `notice`. Others may come.
    pub kind: String,
    /// When it was written down, in milliseconds since 1970.
    pub at: Millis,
    /// The event itself, as its kind has it; an agent's envelope as the agent has sent it.
    pub body: serde_json::Value,
}

/// What was just written down of a session, for whoever follows it. Said once, to nobody in particular
/// ([`Tail::subject`]): a gap of indexes is read with [`Events`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tail {
    /// The events, in order; none when they would not fit into one message.
    pub events: Vec<SessionEvent>,
    /// The index of the session's newest event.
    pub last: i64,
}

impl Tail {
    /// `sandbox.tail.acme.t-1.s-1`
    pub fn subject(task: &TaskKey, session_id: &SessionId) -> String {
        format!("sandbox.tail.{}.{}.{session_id}", task.organization_id, task.task_id)
    }
}
