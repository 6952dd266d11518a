//! What the gateways ask of a credential.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::api_tokens::ApiToken;
use crate::{ApiTokenId, CredentialHash, Millis, OrganizationId, SignInId, UserId, message, organization::Role};

/// Finds the person whose credential this is, and what they may do. Asked by the gateways, which learn of later changes
/// from the view `user.<user>.access`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identify {}
message!(Query: Identify, User "identify" (CredentialHash), Service => Identified);

/// The person whose credential it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identified {
    /// The person; null when the credential is unknown, ended or expired.
    pub person: Option<Person>,
}

/// A person, and what they may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// The sign-in or API token that the person was identified by.
    pub credential: Credential,
    /// What they may do.
    pub access: AccessRead,
    /// The revision of the view `user.<user>.access`, whose value `access` is.
    pub revision: i64,
}

/// The credential that a person was identified by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Credential {
    /// A sign-in of a browser.
    SignIn {
        /// The sign-in's id.
        sign_in_id: SignInId,
        /// When it was last used, in milliseconds since 1970.
        seen_at: Millis,
        /// When it ends, in milliseconds since 1970.
        expires_at: Millis,
    },
    /// An API token.
    ApiToken(ApiToken),
}

/// What a person may do. The value of the view `user.<user>.access`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessRead {
    /// The organizations that the person belongs to, with their role in each.
    pub organizations: Vec<OrganizationRole>,
    /// The person's sign-ins that are in force.
    pub sign_ins: Vec<SignInId>,
    /// Their API tokens that are in force.
    pub api_tokens: Vec<ApiTokenId>,
}

/// A person's role in one organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRole {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The role in the organization.
    pub role: Role,
}
