//! What has become of the task's branch in its sandbox, and what people do with it: diffs and files, reverting, pushing,
//! pull requests.
//!
//! **What is watched.** [`GitState`] is the view `sandbox.<org>.<task>.git`, which the topic `sandbox.<org>.<task>` carries
//! beside the sandbox itself. It is read anew at the end of each turn, after each operation, and on demand. A task without a
//! sandbox has none.
//!
//! **What is done.** Push, publish, ready, sync, merge and revert are *operations*: the command is answered with an id as soon
//! as the operation is stored, and its progress and outcome are seen in [`GitState::operation`]. One runs at a time. What
//! moves the branch is done as the task's owner, whose credentials are inside; what is done at GitHub (a pull request) is
//! done as the person who asks.
//!
//! **What is read.** `changes`, `diff`, `files`, `file` and `checks` create nothing. Where the sandbox is not there they are refused as
//! `sandbox.not_ready`, and say what it is and what makes another one.
//!
//! The commands are in `git/operations.rs`, the queries in `git/reading.rs` and `git/checks.rs`.
//!
//! **Paths** are relative to the repository, with slashes, as git has them. A name that is no UTF-8 is shown with U+FFFD for
//! each byte that is none (`isLossy`), and cannot be asked for by itself.

mod checks;
mod news;
mod operations;
mod reading;

pub use checks::*;
pub use news::*;
pub use operations::*;
pub use reading::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{MessageId, Millis, TaskId};

/// What the task's branch is in its sandbox. Also the value of the view `sandbox.<org>.<task>.git`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GitState {
    /// The task's id.
    pub task_id: TaskId,
    /// The generation of the sandbox that it was read in.
    pub generation: i32,
    /// What was read; null until the clone was first looked at.
    pub status: Option<GitStatus>,
    /// Whether it is being read anew.
    pub is_refreshing: bool,
    /// Why it could not be read the last time, and what to do; null when it could. `status` is then of before.
    pub error: Option<String>,
    /// What is being done with the branch, or what was done last; null when nothing was.
    pub operation: Option<GitOperation>,
    /// Grows with each change; a lower one is older.
    pub revision: i64,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// The branch as git has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GitStatus {
    /// The branch that is checked out; null for none (a detached HEAD, which a rebase makes, too).
    pub branch: Option<String>,
    /// The commit that is checked out; null when the branch has none yet.
    pub head: Option<String>,
    /// The branch that it is compared with: the pull request's base, or the repository's default branch. Null when the
    /// clone knows of none.
    pub base_branch: Option<String>,
    /// The newest commit that both have; null when they have none in common.
    pub merge_base: Option<String>,
    /// Commits that the base does not have.
    pub ahead: u32,
    /// Commits of the base, as it was last fetched, that are not here.
    pub behind: u32,
    /// What GitHub has of the branch, as it was last fetched or pushed; null when it was never pushed.
    pub upstream: Option<Upstream>,
    /// Commits that no branch of GitHub's has, as they were last fetched: what would be lost with the sandbox.
    pub unpushed: u32,
    /// What is not committed.
    pub dirty: DirtyCounts,
    /// The files that differ from the merge base, committed or not, by path: at most 1,000, and 128 KiB in all.
    pub files: Vec<ChangedFile>,
    /// How many more there are.
    pub more_files: u32,
    /// Of all files, those that are not listed, too.
    pub totals: ChangeTotals,
    /// What is half done, by an agent or by a sync with conflicts; null when nothing is.
    pub in_progress: Option<InProgress>,
    /// What `sinceLastTurn` compares with: what the files were when the newest turn began. Null before the first one in
    /// this sandbox.
    pub last_turn: Option<TurnBaseline>,
    /// When it was read, in milliseconds since 1970.
    pub read_at: Millis,
}

/// What GitHub has of the branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Upstream {
    /// Its commit there.
    pub commit: String,
    /// Commits that are here and not there.
    pub ahead: u32,
    /// Commits that are there and not here: a push is refused until they are taken in.
    pub behind: u32,
}

/// How many files have changes that are not committed. A file may count in several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirtyCounts {
    /// In the index.
    pub staged: u32,
    /// In the files, and not in the index.
    pub unstaged: u32,
    /// Unknown to git, and not ignored.
    pub untracked: u32,
    /// With a conflict that nobody has resolved.
    pub conflicted: u32,
}

/// What changed in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeTotals {
    /// Files.
    pub files: u32,
    /// Lines that were added; those of binary and of too large files are not counted.
    pub added: u32,
    /// Lines that were removed.
    pub removed: u32,
}

/// One file that differs from the merge base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedFile {
    /// Where it is now; where it was, for one that was deleted.
    pub path: String,
    /// Where it was before; null unless it was renamed.
    pub old_path: Option<String>,
    /// What happened to it.
    pub change: FileChange,
    /// Lines that were added; null when they are not counted (binary, or too large).
    pub added: Option<u32>,
    /// Lines that were removed; null when they are not counted.
    pub removed: Option<u32>,
    /// Whether git takes it for binary.
    pub is_binary: bool,
    /// Whether it was not looked into, for its size.
    pub is_too_large: bool,
    /// Whether something of it is not committed.
    pub is_uncommitted: bool,
    /// Whether its name is no UTF-8: it cannot be asked for by itself.
    pub is_lossy: bool,
}

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FileChange {
    /// It is new, and git knows it.
    Added,
    /// It has other contents, another mode, or is something else now (a link, say).
    Modified,
    /// It is gone.
    Deleted,
    /// It has another name, and perhaps other contents.
    Renamed,
    /// It has a conflict that nobody has resolved.
    Conflicted,
    /// It is new, and git does not know it yet.
    Untracked,
}

/// What git is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum InProgress {
    /// A merge.
    Merge,
    /// A rebase.
    Rebase,
    /// A cherry-pick or a revert of a commit.
    Pick,
}

/// What the files were when a turn began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TurnBaseline {
    /// The turn: the id of the message that began it.
    pub message_id: MessageId,
    /// All files as they were, those that git did not know included: a commit in the sandbox.
    pub commit: String,
}

/// What a file is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DiffScope {
    /// The merge base: all that the branch changes.
    #[default]
    SinceBase,
    /// What it was when the newest turn began.
    SinceLastTurn,
    /// The commit that is checked out.
    Uncommitted,
}
