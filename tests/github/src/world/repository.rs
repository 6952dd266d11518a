//! A repository with its branches and pull requests.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::PullRequest;

#[derive(Debug, Clone, PartialEq)]
pub struct Repository {
    pub id: u64,
    pub owner_id: u64,
    pub name: String,
    /// Names it had before; GitHub redirects them until something else takes the name.
    pub former_names: Vec<String>,
    pub description: Option<String>,
    pub language: Option<String>,
    pub stars: u64,
    pub is_private: bool,
    /// The repository that this one was forked from.
    pub parent_id: Option<u64>,
    pub default_branch: String,
    /// Elsewhere on the net; without one it is cloned from the stand-in.
    pub clone_url: Option<String>,
    /// By name. A repository without a commit has none, not even its default branch.
    pub branches: BTreeMap<String, Branch>,
    pub pull_requests: BTreeMap<u64, PullRequest>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub pushed_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    pub sha: String,
    pub is_protected: bool,
}

impl Branch {
    pub fn at(sha: String) -> Branch {
        Branch { sha, is_protected: false }
    }
}

impl Repository {
    /// Issues and pull requests are numbered together on GitHub; here there are no issues.
    pub fn next_number(&self) -> u64 {
        self.pull_requests.last_key_value().map_or(1, |(number, _)| number + 1)
    }

    pub fn open_pull_requests(&self) -> impl Iterator<Item = &PullRequest> {
        self.pull_requests.values().filter(|pull| pull.is_open())
    }
}
