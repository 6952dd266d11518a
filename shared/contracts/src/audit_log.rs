//! The audit log's messages: what happened in an organization, append-only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Millis, OrganizationId, RepositoryId, TaskId, message};

/// Adds one event.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Append {
    /// `task.created`, `github.sync_completed`
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
    /// Who did it: `user:u42`, `service:github-data`.
    pub by: String,
    /// When it happened, which is before it is appended.
    pub at: Millis,
    /// What else is worth knowing of the event, as a JSON object that depends on `event`.
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

/// Events, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct List {
    /// Only events of this repository; null for those of all.
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    /// Only events of this task; null for those of all.
    #[serde(default)]
    pub task_id: Option<TaskId>,
    /// Only events of this branch; null for those of all.
    #[serde(default)]
    pub branch: Option<String>,
    /// Only events of this name: `task.renamed`. Null for those of any name.
    #[serde(default)]
    pub event: Option<String>,
    /// 1 to 200; 100 without one.
    #[serde(default)]
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
    /// The events.
    pub events: Vec<Event>,
    /// Give it as `before` to read on; `None` on the last page.
    pub next: Option<i64>,
}

/// One event in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The event's number. Numbers grow with time, with gaps.
    pub event_id: i64,
    /// What happened: `task.renamed`.
    pub event: String,
    /// The repository that it concerns; null when it concerns none.
    pub repository_id: Option<RepositoryId>,
    /// The task that it concerns; null when it concerns none.
    pub task_id: Option<TaskId>,
    /// The branch that it concerns; null when it concerns none.
    pub branch: Option<String>,
    /// Who did it: `user:u42`, `service:organization`, `token:api`.
    pub by: String,
    /// When it happened, in milliseconds since 1970.
    pub at: Millis,
    /// What else is worth knowing of it, depending on `event`.
    pub details: serde_json::Value,
}
