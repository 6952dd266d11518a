//! What agents ask people, and what they are answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SandboxApplied;
use crate::{MessageId, Millis, PermissionId, SessionId, TaskKey, message};

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
    #[schemars(length(max = crate::limit::LINE_CHARACTERS))]
    pub option_id: String,
}
message!(Command: AnswerPermission, Sandbox "answerPermission" (TaskKey), Member => Permission);

/// Rejects a question that nobody has answered in time: with the agent's own option to reject, once rather than always. Told by
/// the turn's workflow; one that is answered, or not due yet, stays as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExpirePermission {
    /// The question's id.
    pub permission_id: PermissionId,
}
message!(Command: ExpirePermission, Sandbox "expirePermission" (TaskKey), Service => SandboxApplied);

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
    /// When it is rejected, should nobody have answered it by then, in milliseconds since 1970; null for one that was asked
    /// before there was such a limit.
    #[serde(default)]
    pub expires_at: Option<Millis>,
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
    /// Who answered (`user:u42`); `service:sandbox` when nobody did in time: then `optionId` is an option to reject.
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
