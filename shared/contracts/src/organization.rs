//! The organization's messages: its profile, its members, its repositories' and tasks' lines in the sidebar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Millis, OrganizationId, PullRequest, RepositoryId, SessionId, TaskId, UserId,
    github_data::ContextOverrides, message, task::TaskStatus,
};

/// Starts work: a new task with its own branch, or on a branch that exists.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateTask {
    pub repository_id: RepositoryId,
    /// What the agent is asked to do; 1 to 50,000 characters.
    pub prompt: String,
    /// At most 200 characters. Without one, derived from the prompt.
    #[serde(default)]
    pub title: Option<String>,
    /// The new branch's name. Without one, derived from the title.
    #[serde(default)]
    pub branch: Option<String>,
    /// Works on this existing branch instead; its virtual task, if it has one, is adopted.
    #[serde(default)]
    pub on_branch: Option<String>,
}
message!(Command: CreateTask, Organization "createTask" (OrganizationId), Member => TaskCreated);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskCreated {
    pub task_id: TaskId,
    pub title: String,
    pub branch: String,
}

/// Gives a branch to a task. Refused when another task has it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterTaskBranch {
    pub repository_id: RepositoryId,
    pub task_id: TaskId,
    pub branch: String,
}
message!(Command: RegisterTaskBranch, Organization "registerTaskBranch" (OrganizationId), Service => BranchRegistered);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BranchRegistered {
    pub task_id: TaskId,
    pub branch: String,
}

/// Tells what GitHub now says of one pull request. Writes the sidebar's rows only: no task is materialised.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefreshTaskSummaryForBranch {
    /// Grows with each thing told of a pull request; of two about the same one, the lower changes nothing. They may
    /// overtake each other, as they come from syncs and webhooks alike.
    pub revision: i64,
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub repository_name: String,
    pub branch: String,
    pub pull_request_number: u64,
    /// `None`: it is no longer among the repository's pull requests (closed, merged, or its repository is gone).
    pub pull_request: Option<PullRequest>,
    /// Why it left, for the task's history: `closed`, `merged`, `repositoryRemoved`.
    #[serde(default)]
    pub left_because: Option<String>,
}
message!(Command: RefreshTaskSummaryForBranch, Organization "refreshTaskSummaryForBranch" (OrganizationId), Service => TaskRefreshed);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskRefreshed {
    /// The task the pull request belongs to, if there is one now.
    pub task_id: Option<TaskId>,
}

/// Tells what a materialised task now looks like. An older revision than the one stored changes nothing.
///
/// Where it is comes along for one case: its line left (its pull request closed) while a person materialised it. It is
/// given a line again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyTaskSummaryUpdate {
    pub task_id: TaskId,
    /// The task's own revision, growing with each change.
    pub revision: i64,
    pub title: String,
    pub status: TaskStatus,
    pub owner: Option<Owner>,
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub repository_name: String,
    pub branch: String,
    /// As the task knows it. The line's own comes from GitHub.
    pub pull_request: Option<PullRequest>,
    pub created_at: Millis,
    pub updated_at: Millis,
}
message!(Command: ApplyTaskSummaryUpdate, Organization "applyTaskSummaryUpdate" (OrganizationId), Service => Applied);

/// Whether an update was newer than what was there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    pub applied: bool,
}

/// Takes a task out of the sidebar and the index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemoveTaskSummary {
    pub task_id: TaskId,
}
message!(Command: RemoveTaskSummary, Organization "removeTaskSummary" (OrganizationId), Service => Applied);

/// Mirrors where a GitHub sync stands, and what is known of the account's connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyGithubSyncProgress {
    /// Grows with each report; an older one changes nothing.
    pub revision: i64,
    pub github: GithubState,
}
message!(Command: ApplyGithubSyncProgress, Organization "applyGithubSyncProgress" (OrganizationId), Service => Applied);

/// The organization's connection to GitHub and the state of its sync, as github-data knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GithubState {
    /// The account's login as GitHub spells it.
    pub connected_account: String,
    pub kind: AccountKind,
    pub installation_status: InstallationStatus,
    pub installation_id: Option<u64>,
    /// The account itself, whatever its login; `None` until GitHub has said.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    pub sync_status: SyncStatus,
    /// `None` when no sync runs.
    pub sync_phase: Option<SyncPhase>,
    /// What to show: "Synced 160 repositories", "GitHub's rate limit is used up until 12:40".
    pub last_sync_label: String,
    /// When the newest complete sync began.
    pub last_sync_at: Option<Millis>,
    pub sync_generation: i64,
    pub processed_repository_count: u32,
    pub total_repository_count: u32,
    /// Repositories the newest sync could not read, each with why.
    #[serde(default)]
    pub failures: Vec<RepositoryFailure>,
    /// GitHub's allowance as last seen.
    #[serde(default)]
    pub rate_limit: Option<RateLimit>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryFailure {
    pub repository_id: RepositoryId,
    pub full_name: String,
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RateLimit {
    pub limit: u32,
    pub remaining: u32,
    pub resets_at: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AccountKind {
    Organization,
    Personal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum InstallationStatus {
    Connected,
    InstallRequired,
    ReconnectRequired,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SyncStatus {
    Pending,
    Syncing,
    Synced,
    Error,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SyncPhase {
    DiscoveringRepositories,
    SyncingRepositories,
    SyncingBranches,
    SyncingMembers,
    SyncingPullRequests,
}

/// Notes that GitHub told us something. Touches the webhook fields only.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordGithubWebhookReceipt {
    /// `pull_request.opened`
    pub event: String,
    pub delivery_id: String,
}
message!(Command: RecordGithubWebhookReceipt, Organization "recordGithubWebhookReceipt" (OrganizationId), Service => Applied);

/// Tells which repositories there are, in part: the given ones are there, the removed ones are gone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyRepositories {
    pub repositories: Vec<Repository>,
    pub removed: Vec<RepositoryId>,
}
message!(Command: ApplyRepositories, Organization "applyRepositories" (OrganizationId), Service => Applied);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Repository {
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub full_name: String,
    pub clone_url: String,
    pub default_branch: String,
    pub private: bool,
}

/// Tells which members there are, in part: the given ones belong, the removed ones no longer do.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyMembers {
    /// Whether they have signed in is the organization's own knowledge, and not taken from here.
    pub members: Vec<Member>,
    pub removed: Vec<UserId>,
    /// When GitHub said so. Of what is said of one person, by syncs, webhooks and sign-ins, the newest holds.
    pub observed_at: Millis,
    /// The last part of a whole list: whoever was last heard of before `observed_at` is not on it, and gone.
    #[serde(default)]
    pub complete: bool,
}
message!(Command: ApplyMembers, Organization "applyMembers" (OrganizationId), Service => Applied);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    pub user_id: UserId,
    pub login: String,
    pub name: Option<String>,
    pub avatar_url: Option<String>,
    pub role: Role,
    /// Whether they have signed in to Foundry.
    #[serde(default)]
    pub linked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    Member,
    Admin,
}

/// Tells that somebody who has signed in belongs to the account, by GitHub's own word to them. The first such word makes
/// the organization; the member's user actor is told their role in return (`user.command.applyMembership`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkMember {
    pub member: Member,
    /// What they know of the account; github-data is told.
    pub account: ContextOverrides,
    pub observed_at: Millis,
}
message!(Command: LinkMember, Organization "linkMember" (OrganizationId), Service => Applied);

/// Tells that somebody who has signed in no longer belongs to the account, by GitHub's own word to them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnlinkMember {
    pub user_id: UserId,
    pub observed_at: Millis,
}
message!(Command: UnlinkMember, Organization "unlinkMember" (OrganizationId), Service => Applied);

/// What follows when somebody no longer belongs: their tasks are nobody's, and the audit log says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberRemoval {
    pub user_id: UserId,
    pub login: String,
    /// When they ceased to belong here. What became theirs later, because they are back, stays theirs.
    pub left_at: Millis,
}
message!(Workflow: MemberRemoval, Organization "memberRemoval" (OrganizationId), Service => MemberRemoved);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberRemoved {
    /// Tasks that were theirs.
    pub tasks: u32,
}

/// Changes how the organization is shown. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateProfile {
    /// 1 to 100 characters on one line, not all blank.
    #[serde(default)]
    pub display_name: Option<String>,
    /// 1 to 39 characters of a-z, 0-9 and single inner hyphens. For addresses and lists; nothing is found by it.
    #[serde(default)]
    pub slug: Option<String>,
    /// A host name: `acme.dev`. An empty one removes it.
    #[serde(default)]
    pub primary_domain: Option<String>,
}
message!(Command: UpdateProfile, Organization "updateProfile" (OrganizationId), Admin => OrganizationProfile);

/// How the organization is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationProfile {
    /// The account's login until an admin chooses another.
    pub display_name: String,
    /// The organization's id until an admin chooses another.
    pub slug: String,
    pub primary_domain: Option<String>,
}

/// Tells that an agent has finished: what it wrote is unread for every member who has signed in, but for whoever is
/// watching.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteAgentFinished {
    pub task_id: TaskId,
    pub session_id: SessionId,
    pub at: Millis,
}
message!(Command: NoteAgentFinished, Organization "noteAgentFinished" (OrganizationId), Service => MembersTold);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembersTold {
    pub members: u32,
}

/// One member, if there is one with this id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetMember {
    pub user_id: UserId,
}
message!(Query: GetMember, Organization "getMember" (OrganizationId), Member => MemberFound);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberFound {
    /// `None`: nobody with this id belongs to the organization.
    pub member: Option<Member>,
}

/// The organization at a glance: profile, GitHub state and counts. Lists are read in pages.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Summary {}
message!(Query: Summary, Organization "summary" (OrganizationId), Member => OrganizationSummary);

/// Also the value of the view `organization.<org>.profile`, without the counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationSummary {
    pub organization_id: OrganizationId,
    #[serde(flatten)]
    pub profile: OrganizationProfile,
    pub github: GithubState,
    pub last_webhook_at: Option<Millis>,
    pub last_webhook_event: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    pub repositories: i64,
    pub members: i64,
    /// Every line in the sidebar.
    pub tasks: i64,
    /// Those nobody has acted on: they exist as lines only.
    pub virtual_tasks: i64,
}

/// Tasks, newest change first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListTasks {
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    #[serde(default)]
    pub status: Option<TaskStatus>,
    /// 1 to 200; 100 without one.
    #[serde(default)]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    #[serde(default)]
    pub after: Option<String>,
}
message!(Query: ListTasks, Organization "listTasks" (OrganizationId), Member => TaskPage);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskPage {
    pub tasks: Vec<TaskSummary>,
    /// Give it as `after` to read on; `None` on the last page.
    pub next: Option<String>,
}

/// One line of the sidebar. Also the value of the view `organization.<org>.task.<task>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskSummary {
    pub task_id: TaskId,
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub repository_name: String,
    pub title: String,
    pub branch: String,
    pub status: TaskStatus,
    pub pull_request: Option<PullRequest>,
    pub owner: Option<Owner>,
    /// Whether anyone has acted on it. A virtual task is only this line.
    pub materialised: bool,
    pub created_at: Millis,
    pub updated_at: Millis,
}

/// Who answers for a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    pub user_id: UserId,
    pub login: String,
    pub avatar_url: Option<String>,
}

/// One task's line. Looking at a virtual task leaves it virtual.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetTask {
    pub task_id: TaskId,
}
message!(Query: GetTask, Organization "getTask" (OrganizationId), Member => TaskSummary);

/// What a task that nobody has acted on yet is made from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetTaskIndexEntry {
    pub task_id: TaskId,
}
message!(Query: GetTaskIndexEntry, Organization "getTaskIndexEntry" (OrganizationId), Member => TaskIndexEntryFound);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskIndexEntryFound {
    /// `None`: there is no such task.
    pub entry: Option<TaskIndexEntry>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskIndexEntry {
    pub task_id: TaskId,
    pub repository_id: RepositoryId,
    pub repository_name: String,
    pub clone_url: String,
    pub title: String,
    pub branch: String,
    pub pull_request: Option<PullRequest>,
}

/// Repositories, most recently active first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListRepositories {
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}
message!(Query: ListRepositories, Organization "listRepositories" (OrganizationId), Member => RepositoryPage);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryPage {
    pub repositories: Vec<RepositorySummary>,
    pub next: Option<String>,
}

/// One repository. Also the value of the view `organization.<org>.repository.<repository>`, without what its tasks add:
/// whoever watches has the tasks' lines, too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositorySummary {
    #[serde(flatten)]
    pub repository: Repository,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_count: Option<i64>,
    /// The newest change of one of its tasks; `None` when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest_activity_at: Option<Millis>,
}

/// Everything about one repository's tasks.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RepositoryOverview {
    pub repository_id: RepositoryId,
}
message!(Query: RepositoryOverview, Organization "repositoryOverview" (OrganizationId), Member => RepositoryOverviewRead);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryOverviewRead {
    pub repository: RepositorySummary,
    /// At most 200, newest change first.
    pub tasks: Vec<TaskSummary>,
}

/// The people of the organization, by login.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListMembers {
    /// 1 to 200; 100 without one.
    #[serde(default)]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    #[serde(default)]
    pub after: Option<String>,
}
message!(Query: ListMembers, Organization "listMembers" (OrganizationId), Member => MemberList);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberList {
    pub members: Vec<Member>,
    /// Give it as `after` to read on; `None` on the last page.
    pub next: Option<String>,
}
