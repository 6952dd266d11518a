//! GitHub data's messages: repositories, members and pull requests as GitHub says them.

mod deliveries;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, OrganizationId, PullRequest, RepositoryId, message,
    organization::{AccountKind, GithubState, InstallationStatus, Repository},
};

pub use deliveries::{
    CheckInstallation, CheckMembership, ClearState, Cleared, Delivered, DeliveriesKey, DeliveryTaken,
    HandleBranchWebhook, HandleMemberWebhook, HandlePullRequestWebhook, HandleRepositoryWebhook, InstallationCheck,
    InstallationChecked, MembershipCheck, MembershipChecked, TakeDelivery, WebhookApplied,
};

/// Reads everything from GitHub. While a sync of the organization runs, a further request joins it, and another runs
/// after it so that nothing said in between is missed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SyncRepos {
    /// What the caller knows of the account; what is left out is taken from the last sync, then asked of GitHub.
    #[serde(default)]
    pub context: ContextOverrides,
    /// Why, as people should read it: "Repository access changed". Null for the usual words.
    #[serde(default)]
    #[schemars(length(max = crate::limit::LABEL_CHARACTERS))]
    pub label: Option<String>,
}
message!(Command: SyncRepos, GithubData "syncRepos" (OrganizationId), Member => SyncStarted);

/// What a caller knows of the account to sync. A field is null when the caller does not know it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContextOverrides {
    /// The account's login as GitHub spells it; null when the caller does not know it.
    #[serde(default)]
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
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

/// The workflow run that reads GitHub.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncStarted {
    /// The workflow run; read it with `githubData.query.workflow`.
    pub run_id: String,
    /// Whether that run was under way before. Unless `connectAccount` asked, another run then follows it.
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

/// What a complete sync has read.
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// Finds the organization that an account on GitHub is here. A login does not say it: an account keeps its organization
/// when it takes another login, and its old login may become another account's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolveAccount {
    /// The account's present login on GitHub.
    pub login: String,
    /// The number of the installation that the account is known by; null when there is none.
    #[serde(default)]
    pub installation_id: Option<u64>,
}
message!(Query: ResolveAccount, GithubData "resolveAccount" (AccountId), Service => AccountResolved);

/// The organization that an account is here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountResolved {
    /// The organization's id, or the one that a new account is to have; null when the account's login cannot be an id.
    pub organization_id: Option<OrganizationId>,
}

/// Reads the state of an organization's sync, and how much of its GitHub data is stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetSummary {}
message!(Query: GetSummary, GithubData "summary" (OrganizationId), Member => GithubSummary);

/// The state of an organization's sync, and how much of its GitHub data is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GithubSummary {
    /// How the organization stands with GitHub.
    pub github: GithubState,
    /// How many repositories are stored.
    pub repositories: i64,
    /// How many branches are stored.
    pub branches: i64,
    /// How many members are stored.
    pub members: i64,
    /// How many open pull requests, drafts included, are stored.
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

/// One repository with its branches and open pull requests. Where they are too many for one message, the last branches
/// are left out first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryRead {
    /// The repository.
    pub repository: Repository,
    /// The names of the branches, in order; at most 1,000.
    pub branches: Vec<String>,
    /// The open pull requests, drafts included, newest change first; at most 200.
    pub pull_requests: Vec<PullRequest>,
}
