//! The workflow runs of all actors of a kind that one organization has: a question to the organization, not to an actor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::WorkflowStatus;
use crate::Millis;

/// Workflow runs of all actors of this kind in one organization, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetRuns {
    /// Only those that stand in one of these ways; without any, however they stand.
    #[serde(default)]
    #[schemars(length(max = WorkflowStatus::ALL.len()))]
    pub statuses: Vec<WorkflowStatus>,
    /// Only those of this workflow.
    #[serde(default)]
    #[schemars(length(max = crate::limit::ID_CHARACTERS))]
    pub workflow: Option<String>,
    /// 1 to 200; 50 without one. A page may have fewer, so that it fits into one message.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    #[schemars(length(max = crate::limit::CURSOR_CHARACTERS))]
    pub after: Option<String>,
}

/// Runs of an organization's actors of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRuns {
    /// The runs, newest first.
    pub runs: Vec<OrganizationRun>,
    /// What the workflows of this kind of actor are called, of which there may be runs.
    pub workflows: Vec<String>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
}

/// One run, as a line of a list. What it was given and came to, and its steps, are read with the query `workflow` of its actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRun {
    /// The key of its actor, as it stands in subjects: `acme.t-1`.
    pub key: String,
    /// The id of the workflow run.
    pub run_id: String,
    /// The workflow's name.
    pub workflow: String,
    /// How it stands.
    pub status: WorkflowStatus,
    /// The step that was recorded last; null until one is. What goes on behind it has no name before it is recorded.
    pub last_step: Option<LastStep>,
    /// How often a worker took it over.
    pub epoch: i32,
    /// Why it has failed; of a run under way, what a step of it last failed with or waits for; null when there is nothing to
    /// say. A long one is cut.
    pub last_error: Option<String>,
    /// When a sleeping run goes on, in milliseconds since 1970; null when it does not sleep.
    pub wakes_at: Option<Millis>,
    /// Who had it begun: `user:u42`, `service:organization`, `token:api`.
    pub by: String,
    /// The trace that it belongs to; null when it was not traced.
    pub trace_id: Option<String>,
    /// When it began, in milliseconds since 1970.
    pub started_at: Millis,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// The step that a run has recorded last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastStep {
    /// Its place among the run's steps, from 0.
    pub position: i32,
    /// Its name.
    pub step: String,
    /// How often it was tried.
    pub attempts: i32,
}
