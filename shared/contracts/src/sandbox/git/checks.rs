//! What GitHub says of the pull request.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Millis, PullRequest, TaskKey, message};

/// What GitHub says of the task's pull request: its checks, its reviews, and whether it can be merged. Asked as the person
/// who asks, at most every ten seconds. Needs no sandbox.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetChecks {}
message!(Query: GetChecks, Sandbox "checks" (TaskKey), Member => Checks);

/// What GitHub says of a pull request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Checks {
    /// The pull request; null when the task has none: then all else is empty.
    pub pull_request: Option<PullRequest>,
    /// Its newest commit; null when there is no pull request.
    pub head: Option<String>,
    /// Check runs and commit statuses of that commit, failed ones first: at most 200.
    pub checks: Vec<Check>,
    /// How many more there are.
    pub more_checks: u32,
    /// The newest review of each person.
    pub reviews: Vec<Review>,
    /// Logins of those who were asked for a review and have not given one.
    pub requested_reviewers: Vec<String>,
    /// Whether it can be merged, and what keeps it from it.
    pub merge: Mergeability,
    /// When GitHub was asked, in milliseconds since 1970.
    pub read_at: Millis,
}

/// One check of a commit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: CheckState,
    /// What it says of itself: one line; null when it says nothing.
    pub summary: Option<String>,
    /// The page to look at; null when there is none.
    pub url: Option<String>,
    /// When it began, in milliseconds since 1970; null when it has not, or that is not known.
    pub started_at: Option<Millis>,
    /// When it ended, in milliseconds since 1970; null when it has not.
    pub ended_at: Option<Millis>,
}

/// How a check stands. In the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CheckState {
    /// It failed, was cancelled or timed out, or wants somebody to do something.
    Failed,
    /// It runs.
    Running,
    /// It waits to run.
    Waiting,
    /// It succeeded.
    Passed,
    /// It was skipped or has no opinion.
    Neutral,
}

impl CheckState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Failed, Self::Running, Self::Waiting, Self::Passed, Self::Neutral];

    /// How it is written in JSON and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Passed => "passed",
            Self::Neutral => "neutral",
        }
    }

    /// Reads what [`CheckState::as_str`] has written.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Of a check run. GitHub's `status` is queued, in_progress, completed, waiting, requested or pending.
    pub fn of_run(status: &str, conclusion: Option<&str>) -> Self {
        match (status, conclusion) {
            ("completed", Some("success")) => Self::Passed,
            ("completed", Some("neutral" | "skipped")) => Self::Neutral,
            ("completed", _) => Self::Failed,
            ("in_progress", _) => Self::Running,
            _ => Self::Waiting,
        }
    }

    /// Of a commit status. GitHub's `state` is error, failure, pending or success.
    pub fn of_status(state: &str) -> Self {
        match state {
            "success" => Self::Passed,
            "pending" => Self::Running,
            _ => Self::Failed,
        }
    }

    /// Whether it will change no more, unless it is run again.
    pub const fn has_ended(self) -> bool {
        !matches!(self, Self::Running | Self::Waiting)
    }
}

/// Somebody's review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Whose: the login; null when the account is gone.
    pub login: Option<String>,
    /// The address of the avatar; null when GitHub names none.
    pub avatar_url: Option<String>,
    /// What it says.
    pub verdict: ReviewVerdict,
    /// Whether it is of an older commit than the newest one.
    pub is_outdated: bool,
    /// When, in milliseconds since 1970.
    pub at: Millis,
}

/// What a review says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReviewVerdict {
    /// It may be merged.
    Approved,
    /// Something must change first.
    ChangesRequested,
    /// Something was said, and nothing decided.
    Commented,
    /// It was taken back.
    Dismissed,
}

/// Whether a pull request can be merged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mergeability {
    /// Whether `mergePullRequest` would be taken by GitHub, as far as it says so.
    pub is_ready: bool,
    /// One line for people: what keeps it, or that nothing does.
    pub reason: String,
    /// Whether it conflicts with its base; null while GitHub has not found out.
    pub has_conflicts: Option<bool>,
}
