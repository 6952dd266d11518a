//! What GitHub delivers: webhooks of an account, on their way to the organization that the account is here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SyncRepos;
use crate::{
    AccountId, Key, Millis, OrganizationId, PullRequest, RepositoryId, UserId,
    key::{InvalidKey, exactly},
    message,
    organization::{
        AccountKind, Applied, ApplyCheck, InstallationStatus, RecordGithubWebhookReceipt, Repository, Role,
    },
};

/// GitHub's deliveries of one account, by its number. Which organization the account is here is found where they are taken
/// in, in their order: a login says nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeliveriesKey {
    /// The account.
    pub account_id: AccountId,
}

impl DeliveriesKey {
    /// No login has two hyphens in a row, and what follows is no account's id, so this is no organization's key: what is
    /// recorded of deliveries is shown to no organization's members.
    const SUFFIX: &str = "--deliveries";
}

impl Key for DeliveriesKey {
    fn tokens(&self) -> String {
        format!("{}{}", self.account_id, Self::SUFFIX)
    }

    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey> {
        let [token] = exactly(tokens)?;
        let account_id = token.strip_suffix(Self::SUFFIX).unwrap_or_default().parse()?;
        Ok(Self { account_id })
    }
}

/// Takes in one delivery of GitHub's: finds the organization that its account is, and sends it what is to be done there.
/// Of an account that is not known here, only a sync is taken on: it asks GitHub which account it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TakeDelivery {
    /// The account's login at that time, after which an organization that is new here is called.
    pub login: String,
    /// The number of the installation that heard of it; null when the delivery names none.
    #[serde(default)]
    pub installation_id: Option<u64>,
    /// What is to be done, in this order.
    pub commands: Vec<Delivered>,
    /// What the organization is to note of it; null when another account's delivery is noted.
    #[serde(default)]
    pub receipt: Option<RecordGithubWebhookReceipt>,
}
message!(Command: TakeDelivery, GithubData "takeDelivery" (DeliveriesKey), Service => DeliveryTaken);

/// One thing that a delivery is to lead to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Delivered {
    /// Everything is read again.
    Sync(SyncRepos),
    /// The App may be gone or suspended.
    Installation(CheckInstallation),
    /// Somebody has come or gone.
    Member(HandleMemberWebhook),
    /// A pull request is new or different.
    PullRequest(HandlePullRequestWebhook),
    /// A repository is new, different or gone.
    Repository(HandleRepositoryWebhook),
    /// A branch came, went or moved.
    Branch(HandleBranchWebhook),
    /// A check has begun or ended. The organization alone keeps it.
    Check(ApplyCheck),
}

/// Where a delivery went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryTaken {
    /// The organization; null when the account is not known here, and nothing was made of it.
    pub organization_id: Option<OrganizationId>,
}

/// Looks whether the App is still there, because GitHub has delivered that it is not: deliveries may be late, and the App
/// may have been installed again since. Changes nothing when it is about another installation than the one that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckInstallation {
    /// The account's id; refused when the organization is another account, or its account is not known.
    pub account_id: AccountId,
    /// The number of the installation.
    pub installation_id: u64,
}
message!(Command: CheckInstallation, GithubData "checkInstallation" (OrganizationId), Service => Applied);

/// The durable work behind `checkInstallation`: asks GitHub for this installation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstallationCheck {
    /// The account's id.
    pub account_id: AccountId,
    /// The number of the installation.
    pub installation_id: u64,
}
message!(Workflow: InstallationCheck, GithubData "installationCheck" (OrganizationId), Service => InstallationChecked);

/// What GitHub says of an installation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstallationChecked {
    /// How the account stands with the App.
    pub installation_status: InstallationStatus,
}

/// Forgets the repositories and pull requests of an account whose GitHub App was uninstalled or suspended. The
/// organization's members stay. Changes nothing when another installation than the one that ended is known.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClearState {
    /// The account's id; refused when the organization is another account, or its account is not known. Null only in a
    /// message of an earlier version, which is refused.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// The number of the installation that ended; null only in a message of an earlier version.
    #[serde(default)]
    pub ended_installation_id: Option<u64>,
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

/// How much `clearState` has forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cleared {
    /// How many repositories were forgotten.
    pub repositories: u32,
    /// How many pull requests were forgotten.
    pub pull_requests: u32,
}

/// Applies a webhook about one pull request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandlePullRequestWebhook {
    /// The account's id; refused when the organization is another account, or its account is not known. Null only in a
    /// message of an earlier version, which is refused.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// The repository.
    pub repository: Repository,
    /// The pull request, as the delivery has it.
    pub pull_request: PullRequest,
}
message!(Command: HandlePullRequestWebhook, GithubData "handlePullRequestWebhook" (OrganizationId), Service => WebhookApplied);

/// Whether a webhook changed what was known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookApplied {
    /// `false`: the webhook said nothing newer than what was known, or GitHub is asked first, or its account is not known
    /// here.
    pub changed: bool,
}

/// Applies a webhook about one branch: a push, which says where the branch was and where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandleBranchWebhook {
    /// The account's id; refused when the organization is another account, or its account is not known. Null only in a
    /// message of an earlier version, which is refused.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// The repository's id.
    pub repository_id: RepositoryId,
    /// The name of the branch.
    pub branch: String,
    /// The commit where it was; null when the push made it.
    pub before: Option<String>,
    /// The commit where it is; null when the push deleted it.
    pub after: Option<String>,
}
message!(Command: HandleBranchWebhook, GithubData "handleBranchWebhook" (OrganizationId), Service => WebhookApplied);

/// Applies a webhook about one repository: created, renamed, made private, or deleted. Deliveries may be late: where it
/// differs from what is known, GitHub is asked, and its answer holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandleRepositoryWebhook {
    /// The account's id; refused when the organization is another account, or its account is not known. Null only in a
    /// message of an earlier version, which is refused.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// The repository.
    pub repository: Repository,
    /// Whether the repository is gone (deleted, transferred away, or no longer among the installation's repositories).
    pub removed: bool,
}
message!(Command: HandleRepositoryWebhook, GithubData "handleRepositoryWebhook" (OrganizationId), Service => WebhookApplied);

/// Applies a webhook about one person: they have become a member, or are no longer one. Whoever left is out at once; and
/// GitHub is asked for their membership, because deliveries may be late: nobody is let in before it has said so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandleMemberWebhook {
    /// The account's id; refused when the organization is another account, or its account is not known. Null only in a
    /// message of an earlier version, which is refused.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// The address of the avatar; null when GitHub names none.
    #[serde(default)]
    pub avatar_url: Option<String>,
    /// The person's role as the webhook has it; null when it does not name it. GitHub's own answer holds.
    #[serde(default)]
    pub role: Option<Role>,
    /// Whether the person no longer belongs to the account.
    pub removed: bool,
    /// When the webhook came, in milliseconds since 1970.
    pub observed_at: Millis,
}
message!(Command: HandleMemberWebhook, GithubData "handleMemberWebhook" (OrganizationId), Service => Applied);

/// Asks GitHub whether somebody belongs whose own list of organizations no longer names the account. Whoever the App does
/// not know either, or cannot know, is told to be gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckMembership {
    /// The person's id.
    pub user_id: UserId,
    /// The person's login on GitHub.
    pub login: String,
    /// When their own list was read, in milliseconds since 1970.
    pub observed_at: Millis,
}
message!(Command: CheckMembership, GithubData "checkMembership" (OrganizationId), Service => Applied);

/// The durable work behind `handleMemberWebhook` and `checkMembership`: asks GitHub whether this person belongs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipCheck {
    /// The person's id.
    pub user_id: UserId,
    /// Their login when it was asked for.
    pub login: String,
    /// When their own list of organizations was read, which did not name the account; null when it was not read.
    #[serde(default)]
    pub unnamed_at: Option<Millis>,
}
message!(Workflow: MembershipCheck, GithubData "membershipCheck" (OrganizationId), Service => MembershipChecked);

/// What GitHub says of a membership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipChecked {
    /// Their role; null when GitHub does not say that they belong.
    pub role: Option<Role>,
    /// Whether it could not be told by this one answer, and a sync was asked for.
    pub sync: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deliveries_of_an_account_have_a_key_that_is_no_organizations() {
        let key = DeliveriesKey { account_id: AccountId::for_number(7) };
        assert_eq!(key.tokens(), "a7--deliveries");
        assert_eq!(DeliveriesKey::parse(&["a7--deliveries"]).expect("a key"), key);
        for token in ["a7", "acme", "--deliveries", ""] {
            assert!(DeliveriesKey::parse(&[token]).is_err(), "{token}");
        }
    }

    #[test]
    fn a_message_of_an_earlier_version_is_read() {
        let earlier = r#"{"userId":"u7","login":"bob","removed":false,"observedAt":1}"#;
        let read: HandleMemberWebhook = serde_json::from_str(earlier).expect("as it was");
        assert_eq!(read.account_id, None);
        let earlier = r#"{"connectedAccount":"Acme","kind":"organization","installationStatus":"installRequired",
                          "installationId":null,"label":"GitHub App uninstalled"}"#;
        let read: ClearState = serde_json::from_str(earlier).expect("as it was");
        assert_eq!((read.account_id, read.ended_installation_id), (None, None));
    }
}
