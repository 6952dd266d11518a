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
    /// The branch whose commits the pull request offers.
    pub head_branch: String,
    /// `owner/name` of the repository the branch is in; a fork's differs from the base repository. Null when that
    /// repository is gone.
    pub head_repository: Option<String>,
    /// The branch that it is to be merged into.
    pub base_branch: String,
    /// The author's login; null when the account is gone.
    pub author_login: Option<String>,
    /// GitHub's `updated_at`, in milliseconds since 1970; never the time of the fetch.
    pub updated_at: Millis,
}

impl PullRequest {
    /// Whether its branch is not in `repository`, where it is offered: it is in a fork, or was in one that is gone.
    pub fn is_of_fork(&self, repository: &str) -> bool {
        self.head_repository.as_deref().is_none_or(|head| !head.eq_ignore_ascii_case(repository))
    }
}

/// The state of a pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PullRequestState {
    /// Open, and ready for review.
    Open,
    /// Open, and not ready for review yet.
    Draft,
    /// Closed without a merge.
    Closed,
    /// Merged.
    Merged,
}

impl PullRequestState {
    /// Whether work on it goes on.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Draft)
    }
}
