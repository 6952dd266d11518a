//! The organization itself: how it is shown, and at a glance.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::github::GithubState;
use crate::{Millis, OrganizationId, message};

/// Changes how the organization is shown. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateProfile {
    /// The name to show: 1 to 100 characters on one line, not all blank. Null leaves it as it is.
    #[serde(default)]
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub display_name: Option<String>,
    /// A short name: 1 to 39 characters of a-z, 0-9 and single inner hyphens. For addresses and lists; nothing is found
    /// by it. Null leaves it as it is.
    #[serde(default)]
    #[schemars(length(max = crate::limit::SLUG_CHARACTERS))]
    pub slug: Option<String>,
    /// A host name: `acme.dev`. An empty one removes it; null leaves it as it is.
    #[serde(default)]
    #[schemars(length(max = crate::limit::DOMAIN_CHARACTERS))]
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
    /// GitHub's name for that webhook's event, with its action if it has one: `pull_request.opened`; null when none has
    /// come.
    pub last_webhook_event: Option<String>,
    /// How many repositories, members and tasks there are; left out of the view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
}

/// The sizes of an organization's lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// How many repositories there are.
    pub repositories: i64,
    /// How many members there are.
    pub members: i64,
    /// How many tasks the sidebar has, virtual ones included.
    pub tasks: i64,
    /// How many of the tasks are virtual: nobody has acted on them, and they exist as lines in the sidebar only.
    pub virtual_tasks: i64,
}
