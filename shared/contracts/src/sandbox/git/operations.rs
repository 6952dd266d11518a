//! What people do with the branch.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::GitState;
use super::{super::SandboxApplied, DiffScope};
use crate::{Millis, TaskKey, UserId, message};

/// Something that is done with the branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GitOperation {
    /// Its id, as the command was answered.
    pub operation_id: String,
    /// What is done.
    pub kind: GitOperationKind,
    /// Who asked; null for an operator.
    pub asked_by: Option<UserId>,
    /// How far it is.
    pub status: GitOperationStatus,
    /// What it is doing, or what came of it, with what to do next: for people.
    pub message: String,
    /// What git printed: at most 4,000 characters, the last ones. Secrets are not in it.
    #[serde(default)]
    pub log: String,
    /// Files with conflicts, or what was reverted: at most 100.
    pub paths: Vec<String>,
    /// The pull request that it was about; null when it was about none.
    pub pull_request: Option<PublishedPullRequest>,
    /// When it began, in milliseconds since 1970.
    pub started_at: Millis,
    /// When it ended, in milliseconds since 1970; null while it goes on.
    pub ended_at: Option<Millis>,
}

/// What is done with the branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GitOperationKind {
    /// [`Push`].
    Push,
    /// [`PublishPullRequest`].
    Publish,
    /// [`ReadyPullRequest`].
    Ready,
    /// [`SyncWithBase`].
    Sync,
    /// [`AbortSync`].
    AbortSync,
    /// [`MergePullRequest`].
    Merge,
    /// [`RevertFile`].
    Revert,
    /// [`UndoRevert`].
    UndoRevert,
}

/// How far an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GitOperationStatus {
    /// It goes on.
    Running,
    /// It is done.
    Done,
    /// It stands at conflicts, which an agent or a person must resolve, or abort (`abortSync`).
    Conflicts,
    /// It failed and changed nothing that is not said; `message` says why and what to do.
    Failed,
}

/// A pull request as an operation knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublishedPullRequest {
    /// Its number in the repository.
    pub number: u64,
    /// The page to look at.
    pub url: String,
    /// Whether it is not ready for review.
    pub is_draft: bool,
}

/// The operation was stored, and is under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GitAccepted {
    /// The operation's id: see [`GitState::operation`], and `sandbox.query.workflows` for its history.
    pub operation_id: String,
}

/// Reads the branch's state anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefreshGit {
    /// Whether GitHub is asked first for what is new there. It changes no file and no branch of the sandbox's own.
    #[serde(default)]
    pub fetch: bool,
}
message!(Command: RefreshGit, Sandbox "refreshGit" (TaskKey), Member => SandboxApplied);

/// Pushes the branch to GitHub, as the task's owner. Never forced: what is there and not here is to be taken in first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Push {}
message!(Command: Push, Sandbox "push" (TaskKey), Member => GitAccepted);

/// Pushes the branch and opens a pull request for it as the person who asks. If one is open, it gets title and body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PublishPullRequest {
    /// One line of 1 to 200 characters.
    #[schemars(length(max = crate::limit::TITLE_CHARACTERS))]
    pub title: String,
    /// The text, in Markdown: at most 50,000 characters.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PROMPT_CHARACTERS))]
    pub body: String,
    /// Whether it is opened as a draft. One that is open already stays what it is.
    #[serde(default)]
    pub draft: bool,
}
message!(Command: PublishPullRequest, Sandbox "publishPullRequest" (TaskKey), Member => GitAccepted);

/// Makes the task's draft ready for review, as the person who asks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadyPullRequest {}
message!(Command: ReadyPullRequest, Sandbox "readyPullRequest" (TaskKey), Member => GitAccepted);

/// Fetches, and takes in what GitHub has of the branch, and then of its base. Refused while something is not committed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SyncWithBase {
    /// How.
    #[serde(default)]
    pub method: SyncMethod,
    /// What is done about conflicts.
    #[serde(default)]
    pub on_conflict: OnConflict,
}
message!(Command: SyncWithBase, Sandbox "syncWithBase" (TaskKey), Member => GitAccepted);

/// How a base's commits are taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SyncMethod {
    /// By a merge commit.
    #[default]
    Merge,
    /// The branch's own commits are made anew on top. Refused for what was pushed: others may have it.
    Rebase,
}

/// What is done about conflicts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OnConflict {
    /// They are left in the files, for an agent or a person.
    #[default]
    Leave,
    /// All is as it was before.
    Abort,
}

/// Gives a sync that stands at conflicts up: all is as it was before it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AbortSync {}
message!(Command: AbortSync, Sandbox "abortSync" (TaskKey), Member => GitAccepted);

/// Merges the task's pull request at GitHub, as the person who asks. Refused for commits that were not pushed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MergePullRequest {
    /// How.
    #[serde(default)]
    pub method: MergeMethod,
}
message!(Command: MergePullRequest, Sandbox "mergePullRequest" (TaskKey), Member => GitAccepted);

/// How a pull request is merged. The repository may not allow each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MergeMethod {
    /// By a merge commit.
    Merge,
    /// All in one commit.
    #[default]
    Squash,
    /// Each commit again, on top of the base.
    Rebase,
}

/// Undoes what the diff of this scope shows of one file. What is overwritten is kept: [`UndoRevert`] brings it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevertFile {
    /// The file.
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub path: String,
    /// Where it was before, if it was renamed; it is brought back there.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub old_path: Option<String>,
    /// To what it is put back.
    #[serde(default = "uncommitted")]
    pub scope: DiffScope,
}
message!(Command: RevertFile, Sandbox "revertFile" (TaskKey), Member => GitAccepted);

fn uncommitted() -> DiffScope {
    DiffScope::Uncommitted
}

/// Brings back what a revert has overwritten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UndoRevert {
    /// The id of the revert.
    #[schemars(length(max = crate::limit::COMMAND_ID_CHARACTERS))]
    pub operation_id: String,
}
message!(Command: UndoRevert, Sandbox "undoRevert" (TaskKey), Member => GitAccepted);
