//! GitHub data's messages: repositories, members and pull requests as GitHub says them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Millis, OrganizationId, PullRequest, RepositoryId, UserId, message,
    organization::{AccountKind, Applied, GithubState, InstallationStatus, Repository, Role},
};

/// Reads everything from GitHub. While a sync of the organization runs, a further request joins it, and another runs
/// after it so that nothing said in between is missed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SyncRepos {
    /// What the caller knows of the account; what is left out is taken from the last sync, then asked of GitHub.
    #[serde(default)]
    pub context: ContextOverrides,
    /// Why, as people should read it: "Repository access changed". Null for the usual words.
    #[serde(default)]
    pub label: Option<String>,
}
message!(Command: SyncRepos, GithubData "syncRepos" (OrganizationId), Member => SyncStarted);

/// What a caller knows of the account to sync. A field is null when the caller does not know it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContextOverrides {
    /// The account's login as GitHub spells it; null when the caller does not know it.
    #[serde(default)]
    pub connected_account: Option<String>,
    /// Whether the account is an organization's or a person's; null when the caller does not know it.
    #[serde(default)]
    pub kind: Option<AccountKind>,
    /// Whether the GitHub App is installed on the account; null when the caller does not know it.
    #[serde(default)]
    pub installation_status: Option<InstallationStatus>,
    /// The number of the GitHub App's installation; null when the caller does not know it.
    #[serde(default)]
    pub installation_id: Option<u64>,
    /// The account's id; refused when it is known here to be another account. Null when the caller does not know it.
    #[serde(default)]
    pub account_id: Option<AccountId>,
}

/// The sync is under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncStarted {
    /// The workflow run; read it with `githubData.query.workflow`.
    pub run_id: String,
    /// Whether a run was already under way, which this request joined.
    pub joined: bool,
}

/// Tells what a person who has signed in knows of the account. Its first sync begins when the App is installed there;
/// what is known already stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConnectAccount {
    /// What is known of the account.
    pub context: ContextOverrides,
}
message!(Command: ConnectAccount, GithubData "connectAccount" (OrganizationId), Service => AccountConnected);

/// The account is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountConnected {
    /// The account's first sync; null when this command asked for none.
    pub sync: Option<SyncStarted>,
}

/// The durable work behind `syncRepos`, with everything each of its phases needs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FullSync {
    /// What is known of the account.
    pub context: ContextOverrides,
    /// What people read of the sync while it begins; null for the usual words.
    pub label: Option<String>,
}
message!(Workflow: FullSync, GithubData "fullSync" (OrganizationId), Service => Synced);

/// What a sync has read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Synced {
    /// How many repositories were read.
    pub repositories: u32,
    /// How many pull requests were read.
    pub pull_requests: u32,
    /// How many members were read.
    pub members: u32,
    /// How many repositories could not be read.
    pub failures: u32,
}

/// Reads one repository again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReloadRepository {
    /// The repository's id.
    pub repository_id: RepositoryId,
}
message!(Command: ReloadRepository, GithubData "reloadRepository" (OrganizationId), Member => SyncStarted);

/// The durable work behind `reloadRepository`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryReload {
    /// The repository's id.
    pub repository_id: RepositoryId,
}
message!(Workflow: RepositoryReload, GithubData "repositoryReload" (OrganizationId), Service => RepositoryReloaded);

/// The repository was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryReloaded {
    /// `false`: GitHub no longer has it, and it was removed here too.
    pub exists: bool,
}

/// Forgets what GitHub said: the app was uninstalled or suspended.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClearState {
    /// The account's login on GitHub.
    pub connected_account: String,
    /// Whether the account is an organization's or a person's.
    pub kind: AccountKind,
    /// Whether the GitHub App is installed on the account.
    pub installation_status: InstallationStatus,
    /// The number of the GitHub App's installation; null when there is none.
    pub installation_id: Option<u64>,
    /// What people read of it: one line.
    pub label: String,
}
message!(Command: ClearState, GithubData "clearState" (OrganizationId), Service => Cleared);

/// What was forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cleared {
    /// How many repositories were forgotten.
    pub repositories: u32,
    /// How many pull requests were forgotten.
    pub pull_requests: u32,
}

/// Takes in what a webhook said of one pull request.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandlePullRequestWebhook {
    /// The repository.
    pub repository: Repository,
    /// The pull request, as the delivery has it.
    pub pull_request: PullRequest,
}
message!(Command: HandlePullRequestWebhook, GithubData "handlePullRequestWebhook" (OrganizationId), Service => WebhookApplied);

/// Whether the delivery said something new.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookApplied {
    /// `false`: we already knew something as new or newer.
    pub changed: bool,
}

/// Takes in what a webhook said of one repository: created, renamed, made private, or deleted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandleRepositoryWebhook {
    /// The repository.
    pub repository: Repository,
    /// It is gone (deleted, transferred away, or no longer among the installation's repositories).
    pub removed: bool,
}
message!(Command: HandleRepositoryWebhook, GithubData "handleRepositoryWebhook" (OrganizationId), Service => WebhookApplied);

/// Takes in what a webhook said of one person: they belong, or no longer do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandleMemberWebhook {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// The address of the avatar; null when GitHub names none.
    #[serde(default)]
    pub avatar_url: Option<String>,
    /// `None`: the webhook does not say; a member's stays, anybody else is a plain member.
    #[serde(default)]
    pub role: Option<Role>,
    /// They belong no longer.
    pub removed: bool,
    /// When the webhook came.
    pub observed_at: Millis,
}
message!(Command: HandleMemberWebhook, GithubData "handleMemberWebhook" (OrganizationId), Service => Applied);

/// Which organization an account on GitHub is here. Whoever hears from GitHub of an account asks it, because a login is
/// not enough: an account may take another login and keeps its organization, and its old login may become another's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolveAccount {
    /// The login it has now.
    pub login: String,
    /// The number of the installation that the account is known by; null when there is none.
    #[serde(default)]
    pub installation_id: Option<u64>,
}
message!(Query: ResolveAccount, GithubData "resolveAccount" (AccountId), Service => AccountResolved);

/// Which organization the account is here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountResolved {
    /// Also that of an account that is new here. `None`: its login cannot be an id.
    pub organization_id: Option<OrganizationId>,
}

/// GitHub's data at a glance.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetSummary {}
message!(Query: GetSummary, GithubData "summary" (OrganizationId), Member => GithubSummary);

/// What is known of an organization's GitHub data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GithubSummary {
    /// How the organization stands with GitHub.
    pub github: GithubState,
    /// How many repositories there are.
    pub repositories: i64,
    /// How many branches there are.
    pub branches: i64,
    /// How many members there are.
    pub members: i64,
    /// How many pull requests there are.
    pub pull_requests: i64,
    /// The run of the newest sync, to be read with `githubData.query.workflow`; null before the first.
    pub latest_run_id: Option<String>,
}

/// One repository as GitHub said it, with its branches and open pull requests.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetRepository {
    /// The repository's id.
    pub repository_id: RepositoryId,
}
message!(Query: GetRepository, GithubData "getRepository" (OrganizationId), Member => RepositoryRead);

/// One repository with its branches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryRead {
    /// The repository.
    pub repository: Repository,
    /// At most 1,000, by name.
    pub branches: Vec<String>,
    /// At most 200, newest change first.
    pub pull_requests: Vec<PullRequest>,
}
