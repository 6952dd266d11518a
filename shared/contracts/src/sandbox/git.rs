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
//! **What is read.** `diff`, `files`, `file` and `checks` create nothing. Where the sandbox is not there they are refused as
//! `sandbox.not_ready`, and say what it is and what makes another one.
//!
//! **Paths** are relative to the repository, with slashes, as git has them. A name that is no UTF-8 is shown with U+FFFD for
//! each byte that is none (`isLossy`), and cannot be asked for by itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SandboxApplied;
use crate::{MessageId, Millis, PullRequest, TaskId, TaskKey, UserId, message};

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
    pub title: String,
    /// The text, in Markdown: at most 50,000 characters.
    #[serde(default)]
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

/// Fetches the base branch and takes its commits in. Refused while something is not committed.
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
    pub path: String,
    /// Where it was before, if it was renamed; it is brought back there.
    #[serde(default)]
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
    pub operation_id: String,
}
message!(Command: UndoRevert, Sandbox "undoRevert" (TaskKey), Member => GitAccepted);

/// The branch's state, as it was last read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetGitState {}
message!(Query: GetGitState, Sandbox "git" (TaskKey), Member => GitState);

/// What changed in one file, as it is in the sandbox now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetDiff {
    /// The file.
    pub path: String,
    /// Where it was before, if it was renamed.
    #[serde(default)]
    pub old_path: Option<String>,
    /// What it is compared with; the merge base without one.
    #[serde(default)]
    pub scope: DiffScope,
    /// Unchanged lines around each change: 0 to 10,000; 3 without one.
    #[serde(default)]
    pub context: Option<u32>,
    /// Whether changes of white space alone are left out.
    #[serde(default)]
    pub ignore_whitespace: bool,
}
message!(Query: GetDiff, Sandbox "diff" (TaskKey), Member => FileDiff);

/// What changed in one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileDiff {
    /// The file.
    pub path: String,
    /// Where it was before; null unless it was renamed.
    pub old_path: Option<String>,
    /// What it was compared with.
    pub scope: DiffScope,
    /// The commit that it was compared with; null where there is none: all of it is new.
    pub from: Option<String>,
    /// Unified, with hunks, as `git diff` writes it (its header lines included). Empty: nothing changed.
    pub text: String,
    /// Whether it is binary: `text` has only the header.
    pub is_binary: bool,
    /// Whether `text` was cut: at 5,000 lines or 384 KiB, after a whole line. The last hunk's header then names more lines
    /// than follow.
    pub is_cut: bool,
    /// Lines of the whole text.
    pub lines: u32,
    /// Bytes of the whole text.
    pub bytes: u64,
}

/// One folder of the sandbox's files.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListFiles {
    /// The folder; empty or null for the repository's own.
    #[serde(default)]
    pub path: Option<String>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    pub after: Option<String>,
    /// 1 to 1,000; 500 without one.
    #[serde(default)]
    pub limit: Option<u32>,
}
message!(Query: ListFiles, Sandbox "files" (TaskKey), Member => FolderPage);

/// One page of a folder: folders first, then by name (by its bytes).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FolderPage {
    /// The folder; empty for the repository's own.
    pub path: String,
    /// What is in it. `.git` is left out.
    pub entries: Vec<FolderEntry>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
    /// Whether the folder has more than the 20,000 entries that are looked at.
    pub is_cut: bool,
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FolderEntry {
    /// Its name, without the folder's.
    pub name: String,
    /// What it is.
    pub kind: FolderEntryKind,
    /// Bytes of a file; 0 for anything else.
    pub size: u64,
    /// Whether git ignores it.
    pub is_ignored: bool,
    /// Whether its name is no UTF-8: it cannot be asked for by itself.
    pub is_lossy: bool,
}

/// What something in a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FolderEntryKind {
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A symbolic link. It can be asked for like a file if it leads to one of the repository.
    Link,
    /// Something else: a socket, say.
    Other,
}

/// A part of one file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetFile {
    /// The file.
    pub path: String,
    /// From which byte on: the `next` of the part before; null for the beginning.
    #[serde(default)]
    pub offset: Option<u64>,
}
message!(Query: GetFile, Sandbox "file" (TaskKey), Member => FilePart);

/// A part of one file: at most 128 KiB, which ends with a line if one ends in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FilePart {
    /// The file.
    pub path: String,
    /// Bytes of the whole file.
    pub size: u64,
    /// Whether it is binary: it has a NUL in its first 8,000 bytes, as git decides it. `text` is empty then.
    pub is_binary: bool,
    /// From which byte on this is.
    pub offset: u64,
    /// The number of the line that it begins in, from 1 on.
    pub first_line: u64,
    /// The text. Bytes that are no UTF-8 are U+FFFD.
    pub text: String,
    /// From which byte on the next part is; null when this is the last one.
    pub next: Option<u64>,
}

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

/// What a workflow of the sandbox tells of its branch: the sandbox's actor alone writes its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyGit {
    /// The generation that it is about. News of another one changes nothing.
    pub generation: i32,
    /// The news.
    pub news: GitNews,
}
message!(Command: ApplyGit, Sandbox "applyGit" (TaskKey), Service => SandboxApplied);

/// News of a branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum GitNews {
    /// It was read.
    Read {
        /// As it is.
        status: Box<GitStatus>,
    },
    /// It could not be read.
    Unreadable {
        /// Why, and what to do.
        message: String,
    },
    /// An operation goes on.
    Progress {
        /// Which.
        operation_id: String,
        /// What it is doing.
        message: String,
    },
    /// An operation has ended.
    Ended {
        /// Which.
        operation_id: String,
        /// How.
        outcome: GitOutcome,
        /// When, in milliseconds since 1970.
        at: Millis,
    },
}

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GitOutcome {
    /// Done, conflicts or failed.
    pub status: GitOperationStatus,
    /// What came of it, with what to do next.
    pub message: String,
    /// Files with conflicts, or what was reverted.
    #[serde(default)]
    pub paths: Vec<String>,
    /// The pull request that it was about.
    #[serde(default)]
    pub pull_request: Option<PublishedPullRequest>,
}

/// Reads the branch's state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GitRefresh {
    /// Which generation.
    pub generation: i32,
    /// The provider's id for it.
    pub provider_id: String,
    /// Whether GitHub is asked first.
    pub fetch: bool,
}
message!(Workflow: GitRefresh, Sandbox "gitRefresh" (TaskKey), Service => ());

/// Does an operation, from its first step to the state that it leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GitRun {
    /// Which generation.
    pub generation: i32,
    /// The provider's id for it.
    pub provider_id: String,
    /// The operation's id.
    pub operation_id: String,
    /// Who asked; null for an operator.
    pub asked_by: Option<UserId>,
    /// What is done.
    pub work: GitWork,
}
message!(Workflow: GitRun, Sandbox "gitOperation" (TaskKey), Service => GitOutcome);

/// What is done with the branch, with its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GitWork {
    /// See [`Push`].
    Push(Push),
    /// See [`PublishPullRequest`].
    Publish(PublishPullRequest),
    /// See [`ReadyPullRequest`].
    Ready(ReadyPullRequest),
    /// See [`SyncWithBase`].
    Sync(SyncWithBase),
    /// See [`AbortSync`].
    AbortSync(AbortSync),
    /// See [`MergePullRequest`].
    Merge(MergePullRequest),
    /// See [`RevertFile`].
    Revert(RevertFile),
    /// See [`UndoRevert`].
    UndoRevert(UndoRevert),
}

impl GitWork {
    /// What is done.
    pub const fn kind(&self) -> GitOperationKind {
        match self {
            Self::Push(_) => GitOperationKind::Push,
            Self::Publish(_) => GitOperationKind::Publish,
            Self::Ready(_) => GitOperationKind::Ready,
            Self::Sync(_) => GitOperationKind::Sync,
            Self::AbortSync(_) => GitOperationKind::AbortSync,
            Self::Merge(_) => GitOperationKind::Merge,
            Self::Revert(_) => GitOperationKind::Revert,
            Self::UndoRevert(_) => GitOperationKind::UndoRevert,
        }
    }
}
