//! Its tasks' lines in the sidebar, and the index of branches.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Applied;
use crate::{
    Millis, OrganizationId, PullRequest, RepositoryId, TaskId, UserId, message,
    sandbox::CheckState,
    task::{BranchChanges, TaskStatus},
};

/// Starts work: a new task with its own branch, or on a branch that exists.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateTask {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// What the agent is asked to do: 1 to 50,000 characters. A blank prompt is refused.
    #[schemars(length(max = crate::limit::PROMPT_CHARACTERS))]
    pub prompt: String,
    /// The source of the title, at most 200 characters; the reply has the title. Null or blank: derived from the
    /// prompt.
    #[serde(default)]
    #[schemars(length(max = crate::limit::TITLE_CHARACTERS))]
    pub title: Option<String>,
    /// The new branch's name, at most 200 bytes. Refused when a task has that branch, or one that git could not have
    /// beside it. Null or blank: derived from the title.
    #[serde(default)]
    #[schemars(length(max = crate::limit::BRANCH_BYTES))]
    pub branch: Option<String>,
    /// An existing branch to work on instead; its virtual task, if it has one, is adopted. Null: a new branch.
    #[serde(default)]
    #[schemars(length(max = crate::limit::BRANCH_BYTES))]
    pub on_branch: Option<String>,
}
message!(Command: CreateTask, Organization "createTask" (OrganizationId), Member => TaskCreated);

/// The task that was created.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskCreated {
    /// The task's id.
    pub task_id: TaskId,
    /// The title: one line.
    pub title: String,
    /// The name of the branch.
    pub branch: String,
}

/// Gives a branch to a task. Refused when another task has it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterTaskBranch {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// The task's id.
    pub task_id: TaskId,
    /// The name of the branch.
    pub branch: String,
}
message!(Command: RegisterTaskBranch, Organization "registerTaskBranch" (OrganizationId), Service => BranchRegistered);

/// The branch that the task now has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BranchRegistered {
    /// The task's id.
    pub task_id: TaskId,
    /// The name of the branch.
    pub branch: String,
}

/// Tells what GitHub now says of one pull request. Writes the sidebar's rows only: no task is materialised.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefreshTaskSummaryForBranch {
    /// Grows with each thing told of a pull request; of two about the same one, the lower changes nothing. They may
    /// overtake each other, as they come from syncs and webhooks alike.
    pub revision: i64,
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub repository_name: String,
    /// The name of the branch.
    pub branch: String,
    /// The number of the pull request in its repository.
    pub pull_request_number: u64,
    /// The pull request as it is now, also when it is closed or merged; null when GitHub has it no more, or its
    /// repository is gone.
    pub pull_request: Option<PullRequest>,
    /// Why it left, for the task's history: `closed`, `merged`, `deleted`, `repositoryRemoved`. Null while it is there;
    /// null for one that left counts as `closed`.
    #[serde(default)]
    pub left_because: Option<String>,
}
message!(Command: RefreshTaskSummaryForBranch, Organization "refreshTaskSummaryForBranch" (OrganizationId), Service => TaskRefreshed);

/// The task that the message about a pull request was for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskRefreshed {
    /// The task that the pull request belongs to; null when there is none now.
    pub task_id: Option<TaskId>,
}

/// Tells how one check of a branch's newest commit stands, as GitHub has delivered it. Without effect when no task has the
/// branch, and when something newer is known. Materialises no task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyCheck {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// The branch, which is in this repository: of forks' branches GitHub does not say which they are.
    pub branch: String,
    /// The commit that was checked.
    pub head: String,
    /// The check's name.
    pub name: String,
    /// How it stands.
    pub state: CheckState,
    /// GitHub's number of the run or the status: a later one of the same check has a higher one. 0 when it is not known:
    /// then times tell which is later.
    #[serde(default)]
    pub number: i64,
    /// Since when it stands so, in milliseconds since 1970. Whoever reports the check may choose it.
    pub at: Millis,
    /// Since when the commit is checked, in milliseconds since 1970: an older commit's slow check is told from a newer
    /// commit's by it. Null in a message of an earlier version.
    #[serde(default)]
    pub since: Option<Millis>,
}
message!(Command: ApplyCheck, Organization "applyCheck" (OrganizationId), Service => Applied);

/// Tells how the newest commits of some open pull requests of one repository are checked, as GitHub answered when it was
/// asked: for what no delivery has told. Without effect on pull requests that no task has. Materialises no task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyChecks {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// When GitHub was about to be asked, in milliseconds since 1970: what was delivered since is newer.
    pub asked_at: Millis,
    /// At most 100.
    #[schemars(length(max = crate::limit::CHECKED_PULL_REQUESTS))]
    pub pull_requests: Vec<CheckedPullRequest>,
}
message!(Command: ApplyChecks, Organization "applyChecks" (OrganizationId), Service => Applied);

/// How the newest commit of a pull request is checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckedPullRequest {
    /// Its number in the repository.
    pub number: u64,
    /// Its newest commit.
    pub head: String,
    /// The checks of that commit: at most 200.
    #[schemars(length(max = crate::limit::CHECKS))]
    pub checks: Vec<ReadCheck>,
    /// Whether these are all that the commit has.
    pub is_complete: bool,
}

/// One check as GitHub answered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadCheck {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: CheckState,
    /// GitHub's number of the run; 0 when it does not say, as of statuses: then times tell which is later.
    pub number: i64,
    /// Since when it stands so, in milliseconds since 1970. Whoever reports the check may choose it.
    pub at: Millis,
    /// Since when the commit is checked, in milliseconds since 1970.
    pub since: Millis,
}

/// What was delivered so long before GitHub was asked, in milliseconds, is older than its answer: GitHub's answers may lag
/// behind its own deliveries for some seconds, and our clocks differ a little.
pub const DELIVERED_BEFORE_MS: Millis = 60_000;

/// Tells what a materialised task now looks like. An older revision than the one stored changes nothing.
///
/// Where it is comes along for one case: its line left (its pull request closed) while a person materialised it. It is
/// given a line again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyTaskSummaryUpdate {
    /// The task's id.
    pub task_id: TaskId,
    /// The task's own revision, growing with each change.
    pub revision: i64,
    /// The title: one line.
    pub title: String,
    /// The status.
    pub status: TaskStatus,
    /// The member who answers for it; null when nobody does.
    pub owner: Option<Owner>,
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub repository_name: String,
    /// The name of the branch.
    pub branch: String,
    /// The pull request as the task knows it; null when it knows of none. The line's own comes from GitHub.
    pub pull_request: Option<PullRequest>,
    /// What the branch changes; null until it was read in a sandbox.
    #[serde(default)]
    pub changes: Option<BranchChanges>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}
message!(Command: ApplyTaskSummaryUpdate, Organization "applyTaskSummaryUpdate" (OrganizationId), Service => Applied);

/// Takes a task out of the sidebar and the index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemoveTaskSummary {
    /// The task's id.
    pub task_id: TaskId,
}
message!(Command: RemoveTaskSummary, Organization "removeTaskSummary" (OrganizationId), Service => Applied);

/// Tasks, newest change first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListTasks {
    /// Only tasks of this repository; null for those of all.
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    /// Only tasks with this status; null for those with any.
    #[serde(default)]
    pub status: Option<TaskStatus>,
    /// 1 to 200; 100 without one.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    #[schemars(length(max = crate::limit::CURSOR_CHARACTERS))]
    pub after: Option<String>,
}
message!(Query: ListTasks, Organization "listTasks" (OrganizationId), Member => TaskPage);

/// One page of tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskPage {
    /// The tasks.
    pub tasks: Vec<TaskSummary>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
}

/// One line of the sidebar. Also the value of the view `organization.<org>.task.<task>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskSummary {
    /// The task's id.
    pub task_id: TaskId,
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub repository_name: String,
    /// The title: one line.
    pub title: String,
    /// The name of the branch.
    pub branch: String,
    /// The status.
    pub status: TaskStatus,
    /// The pull request of its branch; null when there is none.
    pub pull_request: Option<PullRequest>,
    /// The member who answers for it; null when nobody does.
    pub owner: Option<Owner>,
    /// What the branch changes, as it was last read in the task's sandbox; null until it was.
    #[serde(default)]
    pub changes: Option<BranchChanges>,
    /// How the checks of the branch's newest commit stand, as GitHub has delivered it; null while it has said nothing.
    #[serde(default)]
    pub checks: Option<CheckTotals>,
    /// Whether anyone has acted on it. A virtual task is only this line.
    pub materialised: bool,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// How the checks of one commit stand, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckTotals {
    /// The commit.
    pub head: String,
    /// Checks that failed.
    pub failed: u32,
    /// Checks that run or wait.
    pub open: u32,
    /// Checks that passed, were skipped or have no opinion.
    pub passed: u32,
    /// Since when the newest of them stands so, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// Who answers for a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// The address of the avatar; null when GitHub names none.
    pub avatar_url: Option<String>,
}

/// One task's line. Looking at a virtual task leaves it virtual.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetTask {
    /// The task's id.
    pub task_id: TaskId,
}
message!(Query: GetTask, Organization "getTask" (OrganizationId), Member => TaskSummary);

/// What a task that nobody has acted on yet is made from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetTaskIndexEntry {
    /// The task's id.
    pub task_id: TaskId,
}
message!(Query: GetTaskIndexEntry, Organization "getTaskIndexEntry" (OrganizationId), Member => TaskIndexEntryFound);

/// The task's entry in the index, if there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskIndexEntryFound {
    /// The entry; null when there is no such task.
    pub entry: Option<TaskIndexEntry>,
}

/// What a task is made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskIndexEntry {
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
    /// The pull request of its branch; null when there is none.
    pub pull_request: Option<PullRequest>,
}
