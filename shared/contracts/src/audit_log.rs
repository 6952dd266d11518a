//! The audit log's messages: what happened in an organization, append-only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Millis, OrganizationId, RepositoryId, TaskId, message};

/// Adds one event to the organization's audit log. Nothing changes an event later.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Append {
    /// The event's name, one of those that `Event` lists. The log itself takes any name.
    pub event: String,
    /// The repository that the event concerns; null when it concerns none.
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    /// The task that the event concerns; null when it concerns none.
    #[serde(default)]
    pub task_id: Option<TaskId>,
    /// The branch that the event concerns; null when it concerns none.
    #[serde(default)]
    pub branch: Option<String>,
    /// Who caused the event: a person (`user:u42`), a service (`service:github-data`), a caller with a token of the
    /// fleet (`token:api`), or an operator with the NATS CLI (`nats`).
    pub by: String,
    /// When the event happened, in milliseconds since 1970; the log may append it later.
    pub at: Millis,
    /// Further facts of the event: a JSON object whose fields depend on the event's name.
    #[serde(default)]
    pub details: serde_json::Value,
}
message!(Command: Append, AuditLog "append" (OrganizationId), Service => Appended);

/// The event is in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Appended {
    /// The event's number. Numbers grow with time, with gaps.
    pub event_id: i64,
}

/// Lists the events of the audit log that match all the given filters, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct List {
    /// Only events of this repository; null for those of all.
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    /// Only events of this task; null for those of all.
    #[serde(default)]
    pub task_id: Option<TaskId>,
    /// Only events of this branch, whatever its repository; null for those of all.
    #[serde(default)]
    #[schemars(length(max = crate::limit::BRANCH_BYTES))]
    pub branch: Option<String>,
    /// Only events of this name: `task.renamed`. Null for those of any name.
    #[serde(default)]
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub event: Option<String>,
    /// The largest number of events in the answer: 1 to 200, or it is refused. Null for 100.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    pub before: Option<i64>,
}
message!(Query: List, AuditLog "list" (OrganizationId), Member => EventPage);

/// One page of events, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventPage {
    /// The events of the page, newest first.
    pub events: Vec<Event>,
    /// The value of `before` for the next page; null on the last page.
    pub next: Option<i64>,
}

/// One event in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The event's number. Numbers grow with time, with gaps.
    pub event_id: i64,
    /// The event's name. The services send: `task.created`, `task.initialized`, `task.prompted`, `task.renamed`,
    /// `task.owner_changed`, `task.archived`, `task.brought_back`, `task.killed`, `task.pr_opened`, `task.pr_closed`, `task.pr_merged`,
    /// `task.pr_removed`, `repository.removed`, `member.linked`, `member.removed`, `organization.profile_updated`,
    /// `github.sync_started`, `github.sync_completed`, `github.sync_failed`, `github.installation_changed`.
    pub event: String,
    /// The repository that it concerns; null when it concerns none.
    pub repository_id: Option<RepositoryId>,
    /// The task that it concerns; null when it concerns none.
    pub task_id: Option<TaskId>,
    /// The branch that it concerns; null when it concerns none.
    pub branch: Option<String>,
    /// Who caused the event: a person (`user:u42`), a service (`service:github-data`), a caller with a token of the
    /// fleet (`token:api`), or an operator with the NATS CLI (`nats`).
    pub by: String,
    /// When it happened, in milliseconds since 1970.
    pub at: Millis,
    /// Further facts of the event: a JSON object whose fields depend on the event's name.
    pub details: serde_json::Value,
}
