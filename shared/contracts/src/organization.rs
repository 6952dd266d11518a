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
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// What the agent is asked to do; 1 to 50,000 characters.
    pub prompt: String,
    /// At most 200 characters. Without one, derived from the prompt.
    #[serde(default)]
    pub title: Option<String>,
    /// The new branch's name. Without one, derived from the title.
    #[serde(default)]
    pub branch: Option<String>,
    /// An existing branch to work on instead; its virtual task, if it has one, is adopted. Null: a new branch.
    #[serde(default)]
    pub on_branch: Option<String>,
}
message!(Command: CreateTask, Organization "createTask" (OrganizationId), Member => TaskCreated);

/// The task is there.
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

/// The branch is the task's.
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
    /// `None`: it is no longer among the repository's pull requests (closed, merged, or its repository is gone).
    pub pull_request: Option<PullRequest>,
    /// Why it left, for the task's history: `closed`, `merged`, `repositoryRemoved`. Null while it is there; null for
    /// one that left counts as `closed`.
    #[serde(default)]
    pub left_because: Option<String>,
}
message!(Command: RefreshTaskSummaryForBranch, Organization "refreshTaskSummaryForBranch" (OrganizationId), Service => TaskRefreshed);

/// What became of the task's line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskRefreshed {
    /// The task that the pull request belongs to; null when there is none now.
    pub task_id: Option<TaskId>,
}

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
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}
message!(Command: ApplyTaskSummaryUpdate, Organization "applyTaskSummaryUpdate" (OrganizationId), Service => Applied);

/// Whether an update was newer than what was there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// Whether it was newer than what was known.
    pub applied: bool,
}

/// Takes a task out of the sidebar and the index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemoveTaskSummary {
    /// The task's id.
    pub task_id: TaskId,
}
message!(Command: RemoveTaskSummary, Organization "removeTaskSummary" (OrganizationId), Service => Applied);

/// Mirrors where a GitHub sync stands, and what is known of the account's connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyGithubSyncProgress {
    /// Grows with each report; an older one changes nothing.
    pub revision: i64,
    /// How the organization stands with GitHub.
    pub github: GithubState,
}
message!(Command: ApplyGithubSyncProgress, Organization "applyGithubSyncProgress" (OrganizationId), Service => Applied);

/// The organization's connection to GitHub and the state of its sync, as github-data knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GithubState {
    /// The account's login as GitHub spells it.
    pub connected_account: String,
    /// Whether the account is an organization's or a person's.
    pub kind: AccountKind,
    /// Whether the GitHub App is installed on the account.
    pub installation_status: InstallationStatus,
    /// The number of the GitHub App's installation; null when there is none.
    pub installation_id: Option<u64>,
    /// The account itself, whatever its login; `None` until GitHub has said.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// How the newest sync stands.
    pub sync_status: SyncStatus,
    /// `None` when no sync runs.
    pub sync_phase: Option<SyncPhase>,
    /// What to show: "Synced 160 repositories", "GitHub's rate limit is used up until 12:40".
    pub last_sync_label: String,
    /// When the newest complete sync began, in milliseconds since 1970; null before the first.
    pub last_sync_at: Option<Millis>,
    /// The number of the newest complete sync; 0 before the first.
    pub sync_generation: i64,
    /// How many repositories the running sync has read.
    pub processed_repository_count: u32,
    /// How many repositories the running sync has to read; 0 while that is not known.
    pub total_repository_count: u32,
    /// Repositories the newest sync could not read, each with why.
    #[serde(default)]
    pub failures: Vec<RepositoryFailure>,
    /// GitHub's allowance of requests as last seen; null until GitHub has named one.
    #[serde(default)]
    pub rate_limit: Option<RateLimit>,
}

/// A repository that a sync could not read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryFailure {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// The full name: `owner/name`.
    pub full_name: String,
    /// What people should read.
    pub message: String,
}

/// GitHub's allowance of requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RateLimit {
    /// How many requests an hour may have.
    pub limit: u32,
    /// How many of them are left.
    pub remaining: u32,
    /// When the allowance is full again, in milliseconds since 1970.
    pub resets_at: Millis,
}

/// Whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AccountKind {
    /// An organization's.
    Organization,
    /// A person's own.
    Personal,
}

/// Whether the GitHub App is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum InstallationStatus {
    /// It is installed.
    Connected,
    /// It is not installed.
    InstallRequired,
    /// It was suspended or removed, and must be connected again.
    ReconnectRequired,
}

/// How a sync stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SyncStatus {
    /// None has begun yet.
    Pending,
    /// One is under way.
    Syncing,
    /// The newest has ended well.
    Synced,
    /// The newest has failed.
    Error,
}

/// What a running sync reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SyncPhase {
    /// It lists the repositories.
    DiscoveringRepositories,
    /// It reads the repositories.
    SyncingRepositories,
    /// It reads their branches.
    SyncingBranches,
    /// It reads the members.
    SyncingMembers,
    /// It reads the pull requests.
    SyncingPullRequests,
}

/// Notes that GitHub told us something. Touches the webhook fields only.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordGithubWebhookReceipt {
    /// `pull_request.opened`
    pub event: String,
    /// GitHub's id of the delivery.
    pub delivery_id: String,
}
message!(Command: RecordGithubWebhookReceipt, Organization "recordGithubWebhookReceipt" (OrganizationId), Service => Applied);

/// Tells which repositories there are, in part: the given ones are there, the removed ones are gone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyRepositories {
    /// The repositories that are there.
    pub repositories: Vec<Repository>,
    /// Those that are gone.
    pub removed: Vec<RepositoryId>,
}
message!(Command: ApplyRepositories, Organization "applyRepositories" (OrganizationId), Service => Applied);

/// A repository on GitHub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Repository {
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// `owner/name`
    pub full_name: String,
    /// Where git clones the repository from.
    pub clone_url: String,
    /// The name of the default branch.
    pub default_branch: String,
    /// Whether only members see it.
    pub private: bool,
}

/// Tells which members there are, in part: the given ones belong, the removed ones no longer do.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyMembers {
    /// Whether they have signed in is the organization's own knowledge, and not taken from here.
    pub members: Vec<Member>,
    /// Those who belong no longer.
    pub removed: Vec<UserId>,
    /// When GitHub said so. Of what is said of one person, by syncs, webhooks and sign-ins, the newest holds.
    pub observed_at: Millis,
    /// The last part of a whole list: whoever was last heard of before `observed_at` is not on it, and gone.
    #[serde(default)]
    pub complete: bool,
}
message!(Command: ApplyMembers, Organization "applyMembers" (OrganizationId), Service => Applied);

/// A member of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// The name, as its owner has written it; null when there is none.
    pub name: Option<String>,
    /// The address of the avatar; null when GitHub names none.
    pub avatar_url: Option<String>,
    /// The role in the organization.
    pub role: Role,
    /// Whether they have signed in to Foundry.
    #[serde(default)]
    pub linked: bool,
}

/// What a member is on GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// A member like any other.
    Member,
    /// Administers the organization.
    Admin,
}

/// Tells that somebody who has signed in belongs to the account, by GitHub's own word to them. The first such word makes
/// the organization; the member's user actor is told their role in return (`user.command.applyMembership`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkMember {
    /// The member.
    pub member: Member,
    /// What they know of the account; github-data is told.
    pub account: ContextOverrides,
    /// When GitHub said so, in milliseconds since 1970.
    pub observed_at: Millis,
}
message!(Command: LinkMember, Organization "linkMember" (OrganizationId), Service => Applied);

/// Tells that somebody who has signed in no longer belongs to the account, by GitHub's own word to them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnlinkMember {
    /// The person's id.
    pub user_id: UserId,
    /// When GitHub said so, in milliseconds since 1970.
    pub observed_at: Millis,
}
message!(Command: UnlinkMember, Organization "unlinkMember" (OrganizationId), Service => Applied);

/// What follows when somebody no longer belongs: their tasks are nobody's, and the audit log says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberRemoval {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// When they ceased to belong here. What became theirs later, because they are back, stays theirs.
    pub left_at: Millis,
}
message!(Workflow: MemberRemoval, Organization "memberRemoval" (OrganizationId), Service => MemberRemoved);

/// The member's tasks are nobody's any more.
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
    /// The name to show: 1 to 100 characters on one line, not all blank. Null leaves it as it is.
    #[serde(default)]
    pub display_name: Option<String>,
    /// A short name: 1 to 39 characters of a-z, 0-9 and single inner hyphens. For addresses and lists; nothing is found
    /// by it. Null leaves it as it is.
    #[serde(default)]
    pub slug: Option<String>,
    /// A host name: `acme.dev`. An empty one removes it; null leaves it as it is.
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
    /// The organization's own domain; null when none was given.
    pub primary_domain: Option<String>,
}

/// Tells that an agent has finished: what it wrote is unread for every member who has signed in, but for whoever is
/// watching.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteAgentFinished {
    /// The task's id.
    pub task_id: TaskId,
    /// The session's id.
    pub session_id: SessionId,
    /// When it happened, in milliseconds since 1970.
    pub at: Millis,
}
message!(Command: NoteAgentFinished, Organization "noteAgentFinished" (OrganizationId), Service => MembersTold);

/// Who was told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembersTold {
    /// How many members were told.
    pub members: u32,
}

/// One member, if there is one with this id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetMember {
    /// The person's id.
    pub user_id: UserId,
}
message!(Query: GetMember, Organization "getMember" (OrganizationId), Member => MemberFound);

/// The member, if there is one.
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

/// An organization at a glance. Also the value of the view `organization.<org>.profile`, without the counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationSummary {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// How the organization is shown.
    #[serde(flatten)]
    pub profile: OrganizationProfile,
    /// How the organization stands with GitHub.
    pub github: GithubState,
    /// When GitHub's newest webhook came, in milliseconds since 1970; null when none has.
    pub last_webhook_at: Option<Millis>,
    /// What that webhook was about; null when none has come.
    pub last_webhook_event: Option<String>,
    /// How many repositories, members and tasks there are; left out of the view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
}

/// How many there are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// How many repositories there are.
    pub repositories: i64,
    /// How many members there are.
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
    /// Only tasks of this repository; null for those of all.
    #[serde(default)]
    pub repository_id: Option<RepositoryId>,
    /// Only tasks with this status; null for those with any.
    #[serde(default)]
    pub status: Option<TaskStatus>,
    /// 1 to 200; 100 without one.
    #[serde(default)]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    pub after: Option<String>,
}
message!(Query: ListTasks, Organization "listTasks" (OrganizationId), Member => TaskPage);

/// One page of tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskPage {
    /// The tasks.
    pub tasks: Vec<TaskSummary>,
    /// Give it as `after` to read on; `None` on the last page.
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
    /// Whether anyone has acted on it. A virtual task is only this line.
    pub materialised: bool,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it last changed, in milliseconds since 1970.
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
    /// `None`: there is no such task.
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

/// Repositories, most recently active first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListRepositories {
    /// 1 to 200; 100 without one.
    #[serde(default)]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    pub after: Option<String>,
}
message!(Query: ListRepositories, Organization "listRepositories" (OrganizationId), Member => RepositoryPage);

/// One page of repositories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryPage {
    /// The repositories.
    pub repositories: Vec<RepositorySummary>,
    /// What to give to read the next page; null after the last.
    pub next: Option<String>,
}

/// One repository. Also the value of the view `organization.<org>.repository.<repository>`, without what its tasks add:
/// whoever watches has the tasks' lines, too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositorySummary {
    /// The repository.
    #[serde(flatten)]
    pub repository: Repository,
    /// How many tasks it has; null where they are not counted.
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
    /// The repository's id.
    pub repository_id: RepositoryId,
}
message!(Query: RepositoryOverview, Organization "repositoryOverview" (OrganizationId), Member => RepositoryOverviewRead);

/// One repository with its tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryOverviewRead {
    /// The repository.
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
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    pub after: Option<String>,
}
message!(Query: ListMembers, Organization "listMembers" (OrganizationId), Member => MemberList);

/// One page of members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberList {
    /// The members.
    pub members: Vec<Member>,
    /// Give it as `after` to read on; `None` on the last page.
    pub next: Option<String>,
}
