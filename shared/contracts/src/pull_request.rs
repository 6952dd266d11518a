//! A pull request as every service speaks of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Millis;

/// What Foundry keeps of a pull request. One spelling of its state everywhere (GitHub's own differ by endpoint).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PullRequest {
    pub number: u64,
    pub title: String,
    pub state: PullRequestState,
    /// The page to look at.
    pub url: String,
    /// The branch that is offered.
    pub head_branch: String,
    /// `owner/name` of the repository the branch is in; a fork's differs from the base repository.
    pub head_repository: Option<String>,
    pub base_branch: String,
    pub author_login: Option<String>,
    /// GitHub's `updated_at`, never the time of the fetch.
    pub updated_at: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PullRequestState {
    Open,
    Draft,
    Closed,
    Merged,
}

impl PullRequestState {
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Draft)
    }
}
