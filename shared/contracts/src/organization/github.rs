//! Its connection to GitHub, and the state of its sync.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Applied;
use crate::{AccountId, Millis, OrganizationId, RepositoryId, message};

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
    /// The account's id, which stays when its login changes; null until GitHub has told it.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// How the newest sync stands.
    pub sync_status: SyncStatus,
    /// What the running sync reads; null when no sync runs.
    pub sync_phase: Option<SyncPhase>,
    /// What to show: "Synced 160 repositories", "GitHub's rate limit is used up until 12:40".
    pub last_sync_label: String,
    /// When the newest complete sync began, in milliseconds since 1970; null before the first.
    pub last_sync_at: Option<Millis>,
    /// The number of the newest complete sync; 0 before the first.
    pub sync_generation: i64,
    /// How many repositories the running sync has read; when no sync runs, those of the newest complete sync.
    pub processed_repository_count: u32,
    /// How many repositories the running sync has to read, 0 while that is not known; when no sync runs, those of the
    /// newest complete sync.
    pub total_repository_count: u32,
    /// Repositories the newest sync could not read, each with why.
    #[serde(default)]
    pub failures: Vec<RepositoryFailure>,
    /// GitHub's allowance of requests as last seen; null until GitHub has named one.
    #[serde(default)]
    pub rate_limit: Option<RateLimit>,
    /// Until when the running sync waits for GitHub, in milliseconds since 1970; `lastSyncLabel` says why. Null when it does
    /// not wait.
    #[serde(default)]
    pub waits_until: Option<Millis>,
    /// When GitHub is read again without anybody asking, in milliseconds since 1970; null while a sync runs, and before the
    /// first.
    #[serde(default)]
    pub next_sync_at: Option<Millis>,
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
    /// How many requests GitHub allows in an hour.
    pub limit: u32,
    /// How many of those requests are left.
    pub remaining: u32,
    /// When the allowance is full again, in milliseconds since 1970.
    pub resets_at: Millis,
}

/// Whether an account on GitHub is an organization's or a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AccountKind {
    /// An organization's account.
    Organization,
    /// A person's own account.
    Personal,
}

/// Whether the GitHub App is installed on the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum InstallationStatus {
    /// The App is installed.
    Connected,
    /// The App is not installed.
    InstallRequired,
    /// The App was suspended or removed, and must be connected again.
    ReconnectRequired,
}

/// The state of an organization's newest sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SyncStatus {
    /// No sync has begun yet, or what it read was forgotten since.
    Pending,
    /// A sync is running.
    Syncing,
    /// The newest sync is complete.
    Synced,
    /// The newest sync failed; what the last complete one read stays.
    Error,
}

/// What a running sync reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SyncPhase {
    /// The sync lists the repositories.
    DiscoveringRepositories,
    /// The sync reads the repositories.
    SyncingRepositories,
    /// The sync reads the repositories' branches.
    SyncingBranches,
    /// The sync reads the members.
    SyncingMembers,
    /// The sync reads the pull requests.
    SyncingPullRequests,
}

/// Records that a webhook of GitHub has come. Changes the webhook fields only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordGithubWebhookReceipt {
    /// GitHub's name for the event, with its action if it has one: `pull_request.opened`, `push`.
    pub event: String,
    /// GitHub's id of the delivery.
    pub delivery_id: String,
}
message!(Command: RecordGithubWebhookReceipt, Organization "recordGithubWebhookReceipt" (OrganizationId), Service => Applied);
