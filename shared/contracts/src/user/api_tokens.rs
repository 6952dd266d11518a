//! Personal API tokens.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ApiTokenId, CredentialHash, Millis, OrganizationId, UserId, message};

/// Stores a new personal API token by its hash. The token itself is shown once, by the gateway, and kept nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterApiToken {
    /// The API token's id.
    pub api_token_id: ApiTokenId,
    /// The hash of the token.
    pub credential: CredentialHash,
    /// What it is for; 1 to 100 characters on one line.
    pub name: String,
    /// What its bearer may do.
    pub scope: TokenScope,
    /// The organizations that the token is limited to, each of which the person must belong to; empty for all of the
    /// person's.
    #[serde(default)]
    pub organizations: Vec<OrganizationId>,
    /// When the token ends, in milliseconds since 1970; null when it does not.
    #[serde(default)]
    pub expires_at: Option<Millis>,
}
message!(Command: RegisterApiToken, User "registerApiToken" (UserId), Service => ApiToken);

/// What an API token allows, within what its person may do. Each scope includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TokenScope {
    /// Sending queries and following topics.
    Read,
    /// Sending commands that a member may send, too.
    Write,
    /// Sending what an admin may send, and what concerns sign-ins and API tokens, too.
    Admin,
}

/// A personal API token, without its secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiToken {
    /// The API token's id.
    pub api_token_id: ApiTokenId,
    /// What its person calls it.
    pub name: String,
    /// What its bearer may do.
    pub scope: TokenScope,
    /// The organizations it is for; empty for all of its person's.
    pub organizations: Vec<OrganizationId>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it ends, in milliseconds since 1970; null when it does not.
    pub expires_at: Option<Millis>,
}

/// Ends a token at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeApiToken {
    /// The API token's id.
    pub api_token_id: ApiTokenId,
}
message!(Command: RevokeApiToken, User "revokeApiToken" (UserId), Credentials => ApiTokenRevoked);

/// The token is in force no longer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenRevoked {
    /// `false`: there was none with this id in force.
    pub revoked: bool,
}

/// Lists the caller's API tokens that are in force.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListApiTokens {}
message!(Query: ListApiTokens, User "apiTokens" (UserId), Credentials => ApiTokenList);

/// A person's API tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenList {
    /// The API tokens that are in force, newest first.
    pub api_tokens: Vec<ApiToken>,
}
