//! The search for a person's organizations, and what comes of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sign_ins::Profile;
use crate::{
    Millis, OrganizationId, UserId,
    github_data::ContextOverrides,
    message,
    organization::{AccountKind, Applied, InstallationStatus, Role, SyncStatus},
};

/// Asks GitHub again which organizations the person belongs to. While that is under way, a further request joins it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiscoverOrganizations {}
message!(Command: DiscoverOrganizations, User "discoverOrganizations" (UserId), SignedIn => DiscoveryStarted);

/// The workflow run that searches for the person's organizations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryStarted {
    /// The id of the workflow run.
    pub run_id: String,
    /// Whether that run was under way before; another then follows it.
    pub joined: bool,
}

/// The durable work behind `discoverOrganizations`, which each sign-in starts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discovery {}
message!(Workflow: Discovery, User "discovery" (UserId), Service => Discovered);

/// The result of a search for a person's organizations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discovered {
    /// How many organizations were found.
    pub organizations: u32,
}

/// Applies the result of a search for the person's organizations. Only the workflow `discovery` sends it, so that a
/// person's data changes by commands alone, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyDiscovery {
    /// The id of the workflow run.
    pub run_id: String,
    /// When GitHub was asked, in milliseconds since 1970.
    pub observed_at: Millis,
    /// The result, or why there is none yet.
    pub news: DiscoveryNews,
}
message!(Command: ApplyDiscovery, User "applyDiscovery" (UserId), Service => Applied);

/// The progress of a search for a person's organizations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DiscoveryNews {
    /// The search is complete. The person belongs to these organizations, their own account included.
    Found {
        /// What GitHub says of the person.
        profile: Profile,
        /// The organizations that the person belongs to.
        organizations: Vec<OrganizationFound>,
        /// Organizations that GitHub says it has left out, because they ask for single sign-on.
        #[serde(default)]
        withheld: Vec<OrganizationId>,
        /// What the person should do so that GitHub shows everything; null when it does.
        #[serde(default)]
        note: Option<String>,
    },
    /// The search waits, and goes on by itself.
    Waiting {
        /// Why the search waits, as people should read it.
        message: String,
    },
    /// The search failed.
    Failed {
        /// What went wrong and what to do about it, as people should read it.
        message: String,
        /// The number of the token that GitHub takes no longer; null when that is not the reason.
        refused_token: Option<i64>,
    },
}

/// An account on GitHub that a person belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationFound {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The role in the organization.
    pub role: Role,
    /// What they know of it.
    pub account: ContextOverrides,
}

/// Tells a person what an organization is, and which role they have there. Sent by that organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyMembership {
    /// The organization, and how it stands.
    pub organization: OrganizationCard,
    /// The person's role in the organization; null when they no longer belong to it, which ends their access.
    pub role: Option<Role>,
    /// Grows with each thing told by this organization; an older one changes nothing.
    pub revision: i64,
}
message!(Command: ApplyMembership, User "applyMembership" (UserId), Service => Applied);

/// An organization as its members see it in their list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationCard {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The account's login as GitHub spells it.
    pub login: String,
    /// What the organization is called.
    pub display_name: String,
    /// Whether the account is an organization's or a person's.
    pub kind: AccountKind,
    /// Whether the GitHub App is installed on the account.
    pub installation_status: InstallationStatus,
    /// How the newest sync stands.
    pub sync_status: SyncStatus,
    /// When the newest complete sync began, in milliseconds since 1970; null before the first.
    pub last_sync_at: Option<Millis>,
}

/// One organization that a person belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The organization.
    #[serde(flatten)]
    pub organization: OrganizationCard,
    /// The role in the organization.
    pub role: Role,
}

/// Where the search for the person's organizations stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryState {
    /// How the search stands.
    pub status: DiscoveryStatus,
    /// Why the search failed, waits or has not seen everything, and what to do about it; null when there is nothing to say.
    pub message: Option<String>,
    /// When the newest complete search asked GitHub, in milliseconds since 1970; null before the first.
    pub discovered_at: Option<Millis>,
}

/// The state of a search for a person's organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DiscoveryStatus {
    /// The search is running, or waits.
    Running,
    /// The newest search is complete.
    Done,
    /// The newest search failed.
    Failed,
}
