//! A person's own account: preferences, first steps, and what the page shows first.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    organizations::{DiscoveryState, Membership},
    sign_ins::Profile,
};
use crate::{OrganizationId, UserId, message};

/// Chooses the organization that is opened first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectOrganization {
    /// The organization's id.
    pub organization_id: OrganizationId,
}
message!(Command: SelectOrganization, User "selectOrganization" (UserId), SignedIn => App);

/// Changes preferences. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetPreferences {
    /// The model of new sessions: 1 to 100 visible ASCII characters, `claude-opus-4-5`. An empty one: the fleet's own
    /// choice. Null leaves it as it is.
    #[serde(default)]
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub default_model: Option<String>,
    /// Light, dark, or as the system says; null leaves it as it is.
    #[serde(default)]
    pub colour_mode: Option<ColourMode>,
}
message!(Command: SetPreferences, User "setPreferences" (UserId), SignedIn => Preferences);

/// What a person prefers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// The model of new sessions; the fleet's own choice without one.
    pub default_model: Option<String>,
    /// Light, dark, or as the system says.
    pub colour_mode: ColourMode,
}

/// How pages are coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ColourMode {
    /// As the operating system has it.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

/// Hides the first-run checklist for good.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DismissChecklist {}
message!(Command: DismissChecklist, User "dismissChecklist" (UserId), SignedIn => App);

/// Reads the caller's own account, organizations, preferences and first-run checklist.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetApp {}
message!(Query: GetApp, User "app" (UserId), SignedIn => App);

/// A person's account and organizations. Also the value of the view `user.<user>.app`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct App {
    /// The person's id.
    pub user_id: UserId,
    /// What GitHub says of the person.
    pub profile: Profile,
    /// The person's organizations, by display name.
    pub organizations: Vec<Membership>,
    /// The organization that is opened first: the chosen one, or the only one; null when there is neither.
    pub active_organization_id: Option<OrganizationId>,
    /// How the search for the person's organizations stands.
    pub discovery: DiscoveryState,
    /// What the person prefers.
    pub preferences: Preferences,
    /// The first-run checklist; null when the person has dismissed it.
    pub checklist: Option<Checklist>,
}

/// The first-run checklist of a new person. Each line is derived, and never set by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Checklist {
    /// Whether the person belongs to an organization.
    pub has_organization: bool,
    /// Whether the GitHub App is installed for one of their organizations.
    pub is_connected: bool,
    /// Whether the newest sync of one of their organizations is complete.
    pub is_synced: bool,
    /// Whether the person has ever saved a draft or opened a session.
    pub has_begun: bool,
}
