//! A pull request as every service speaks of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Millis;

/// What Foundry keeps of a pull request. One spelling of its state everywhere (GitHub's own differ by endpoint).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PullRequest {
    /// Its number in the repository.
    pub number: u64,
    /// The title: one line.
    pub title: String,
    /// Whether it is open, a draft, closed or merged.
    pub state: PullRequestState,
    /// The page to look at.
    pub url: String,
    /// The branch that is offered.
    pub head_branch: String,
    /// `owner/name` of the repository the branch is in; a fork's differs from the base repository. Null when that
    /// repository is gone.
    pub head_repository: Option<String>,
    /// The branch that it is to be merged into.
    pub base_branch: String,
    /// The author's login; null when the account is gone.
    pub author_login: Option<String>,
    /// GitHub's `updated_at`, never the time of the fetch.
    pub updated_at: Millis,
}

/// How a pull request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PullRequestState {
    /// It waits for review or merge.
    Open,
    /// It is open and not ready yet.
    Draft,
    /// It was closed without a merge.
    Closed,
    /// It was merged.
    Merged,
}

impl PullRequestState {
    /// Whether work on it goes on.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Draft)
    }
}
