//! A pull request.

use jiff::Timestamp;

#[derive(Debug, Clone, PartialEq)]
pub struct PullRequest {
    pub id: u64,
    pub number: u64,
    pub title: String,
    pub body: Option<String>,
    pub author_id: u64,
    pub is_draft: bool,
    pub head: Head,
    pub base_ref: String,
    pub base_sha: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub merged_at: Option<Timestamp>,
    pub merged_by: Option<u64>,
    pub merge_commit_sha: Option<String>,
}

/// Where the commits come from. GitHub keeps it after the branch or the fork is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    pub name: String,
    pub sha: String,
    /// None after the fork was deleted.
    pub repository_id: Option<u64>,
    pub owner_id: u64,
}

impl PullRequest {
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// The `state` of GitHub's answers, which knows no merged pull requests: those are closed.
    pub fn state(&self) -> &'static str {
        if self.is_open() { "open" } else { "closed" }
    }

    /// Notes a change. Never goes back, also in a world whose fixed times lie ahead of the clock.
    pub fn touch(&mut self, at: Timestamp) {
        self.updated_at = self.updated_at.max(at);
    }

    pub fn comes_from(&self, repository_id: u64, branch: &str) -> bool {
        self.head.repository_id == Some(repository_id) && self.head.name == branch
    }
}
