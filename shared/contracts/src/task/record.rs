//! The task itself: its title, its branch, who answers for it, and how it ends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Session;
use crate::{Millis, PullRequest, RepositoryId, TaskId, TaskKey, UserId, message, organization::Owner};

/// The state of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TaskStatus {
    /// The task exists, and no agent has worked on it yet. A virtual task has this status, too.
    Initialized,
    /// An agent is at work.
    Running,
    /// No agent is at work.
    Idle,
    /// The last turn failed.
    Error,
    /// The task is archived. Final. What becomes of its sandbox is the sandbox's to say.
    Archived,
    /// The task is killed. Final. What becomes of its sandbox is the sandbox's to say.
    Killed,
}

impl TaskStatus {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Initialized, Self::Running, Self::Idle, Self::Error, Self::Archived, Self::Killed];

    /// How it is written in JSON and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Initialized => "initialized",
            Self::Running => "running",
            Self::Idle => "idle",
            Self::Error => "error",
            Self::Archived => "archived",
            Self::Killed => "killed",
        }
    }

    /// Reads what [`TaskStatus::as_str`] has written.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Whether the task is put or thrown away: nothing more may be asked of it.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Archived | Self::Killed)
    }
}

/// Makes the task that the organization has just indexed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Initialize {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// The repository's full name: `owner/name`.
    pub repository_name: String,
    /// Where git clones the repository from.
    pub clone_url: String,
    /// The title: one line.
    pub title: String,
    /// The name of the branch.
    pub branch: String,
    /// What was asked for.
    pub prompt: String,
    /// The pull request of the branch; null when there is none.
    pub pull_request: Option<PullRequest>,
    /// The member who sent the prompt; null when the sender is none.
    #[serde(default)]
    pub owner: Option<Owner>,
}
message!(Command: Initialize, Task "initialize" (TaskKey), Service => TaskRecord);

/// Tells a materialised task what GitHub now says of its pull request. Not done for a virtual one, which stays virtual.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PullRequestSync {
    /// The pull request now; null when the branch has none any more.
    pub pull_request: Option<PullRequest>,
}
message!(Command: PullRequestSync, Task "pullRequestSync" (TaskKey), Service => PullRequestSynced);

/// Whether the task was there to take its pull request in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PullRequestSynced {
    /// `false`: the task is virtual, and stays so.
    pub materialised: bool,
}

/// Gives the task another title.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rename {
    /// 1 to 200 characters, not all blank.
    #[schemars(length(max = crate::limit::TITLE_CHARACTERS))]
    pub title: String,
}
message!(Command: Rename, Task "rename" (TaskKey), Member => TaskRecord);

/// Archives the task for good. An archived task refuses what people ask of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Archive {
    /// Why: one line of at most 500 characters; null or blank for no reason.
    #[serde(default)]
    #[schemars(length(max = crate::limit::REASON_CHARACTERS))]
    pub reason: Option<String>,
}
message!(Command: Archive, Task "archive" (TaskKey), Member => TaskRecord);

/// Archives the task because its pull request is done on GitHub. Should that be opened again, `bringBack` undoes it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutAway {
    /// The number of the pull request.
    pub pull_request_number: u64,
    /// Why: one line of at most 500 characters.
    pub reason: String,
}
message!(Command: PutAway, Task "putAway" (TaskKey), Service => PutAwayApplied);

/// Takes back that the task was archived because of this pull request, which is open again. What a person has archived
/// stays archived.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BringBack {
    /// The number of the pull request.
    pub pull_request_number: u64,
}
message!(Command: BringBack, Task "bringBack" (TaskKey), Service => PutAwayApplied);

/// Whether the task was put away, or brought back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PutAwayApplied {
    /// `false`: it is virtual; or it had ended already; or it was not archived because of this pull request.
    pub applied: bool,
}

/// Kills the task for good. A killed task refuses what people ask of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kill {
    /// Why: one line of at most 500 characters; null or blank for no reason.
    #[serde(default)]
    #[schemars(length(max = crate::limit::REASON_CHARACTERS))]
    pub reason: Option<String>,
}
message!(Command: Kill, Task "kill" (TaskKey), Member => TaskRecord);

/// Makes a member of the organization the one who answers for the task.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeOwner {
    /// The person's id.
    pub user_id: UserId,
}
message!(Command: ChangeOwner, Task "changeOwner" (TaskKey), Member => TaskRecord);

/// Clears the task's owner, if the owner is this person, who no longer belongs to the organization.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClearOwner {
    /// The person's id.
    pub user_id: UserId,
    /// When the person ceased to belong, in milliseconds since 1970. A task that became theirs later, because they are
    /// back, stays theirs.
    pub left_at: Millis,
}
message!(Command: ClearOwner, Task "clearOwner" (TaskKey), Service => OwnerCleared);

/// Whether the owner was cleared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnerCleared {
    /// `false`: the task had another owner or none, became the person's later, is ended, or does not exist.
    pub cleared: bool,
}

/// The task's record. Refused for a virtual task: looking creates nothing, and its line is with the organization.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Detail {}
message!(Query: Detail, Task "detail" (TaskKey), Member => TaskRecord);

/// A task that somebody has acted on. Also the value of the view `task.<org>.<task>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskRecord {
    /// The task's id.
    pub task_id: TaskId,
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// The repository's full name: `owner/name`.
    pub repository_name: String,
    /// Where git clones the repository from.
    pub clone_url: String,
    /// The title: one line.
    pub title: String,
    /// The name of the branch.
    pub branch: String,
    /// What was asked for; the pull request's title for a task that began as one.
    pub prompt: String,
    /// The status.
    pub status: TaskStatus,
    /// The pull request of its branch; null when there is none.
    pub pull_request: Option<PullRequest>,
    /// The member who answers for it; null when nobody does.
    pub owner: Option<Owner>,
    /// What its branch changes, as it was last read in the sandbox; null until it was.
    #[serde(default)]
    pub changes: Option<BranchChanges>,
    /// Its agents' sessions that are not closed, in the order in which people have put them.
    #[serde(default)]
    pub sessions: Vec<Session>,
    /// Grows with each change; a lower one is older.
    pub revision: i64,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// What a task's branch changes, in numbers: for its line in the sidebar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BranchChanges {
    /// Files that differ from the base.
    pub files: u32,
    /// Lines that were added.
    pub added: u32,
    /// Lines that were removed.
    pub removed: u32,
    /// Commits that the base does not have.
    pub ahead: u32,
    /// Commits of the base that are not here.
    pub behind: u32,
    /// Commits that GitHub has on no branch.
    pub unpushed: u32,
    /// Files with something that is not committed.
    pub uncommitted: u32,
    /// Files with a conflict that nobody has resolved.
    pub conflicted: u32,
}

/// Tells a task what its branch changes, as it was read in its sandbox. The task tells its organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyBranch {
    /// The numbers.
    pub changes: BranchChanges,
}
message!(Command: ApplyBranch, Task "applyBranch" (TaskKey), Service => BranchApplied);

/// Whether the task is there and has heard something new.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BranchApplied {
    /// `false`: it is not there, or knew.
    pub applied: bool,
}
