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
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    #[serde(default)]
    pub task_id: Option<TaskId>,
    #[serde(default)]
    pub branch: Option<String>,
    /// Who did it: `user:u42`, `service:github-data`.
    pub by: String,
    /// When it happened, which is before it is appended.
    pub at: Millis,
    #[serde(default)]
    pub details: serde_json::Value,
}
message!(Command: Append, AuditLog "append" (OrganizationId), Service => Appended);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Appended {
    pub event_id: i64,
}

/// Events, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct List {
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    #[serde(default)]
    pub task_id: Option<TaskId>,
    #[serde(default)]
    pub branch: Option<String>,
    #[serde(default)]
    pub event: Option<String>,
    /// 1 to 200; 100 without one.
    #[serde(default)]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    #[serde(default)]
    pub before: Option<i64>,
}
message!(Query: List, AuditLog "list" (OrganizationId), Member => EventPage);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventPage {
    pub events: Vec<Event>,
    /// Give it as `before` to read on; `None` on the last page.
    pub next: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    pub event_id: i64,
    pub event: String,
    pub repository_id: Option<RepositoryId>,
    pub task_id: Option<TaskId>,
    pub branch: Option<String>,
    pub by: String,
    pub at: Millis,
    pub details: serde_json::Value,
}
