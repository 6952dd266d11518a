//! GitHub's tokens that end, as a GitHub App's do, and how each is followed by another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SealedToken;
use crate::{Millis, UserId, message, organization::Applied};

/// When a token ends, and what another is got with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Renewable {
    /// When GitHub gave it, in milliseconds since 1970.
    pub issued_at: Millis,
    /// When it ends, in milliseconds since 1970.
    pub expires_at: Millis,
    /// What another is got with, once. Sealed as tokens are.
    pub refresh_token: SealedToken,
    /// When that ends, in milliseconds since 1970; null when GitHub does not say.
    pub refresh_expires_at: Option<Millis>,
}

/// Waits until a token is about to end, and has it renewed then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenExpiry {
    /// The token's number.
    pub number: i64,
    /// When it is to be renewed, in milliseconds since 1970.
    pub renew_at: Millis,
}
message!(Workflow: TokenExpiry, User "tokenExpiry" (UserId), Service => TokenExpired);

/// The token was about to end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenExpired {}

/// Renews the person's token, unless another has followed it or nobody needs it any more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenewToken {
    /// The token's number.
    pub number: i64,
}
message!(Command: RenewToken, User "renewToken" (UserId), Service => Applied);

/// The durable work behind `renewToken`. One of a token is under way at a time: GitHub takes a refresh token once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenRenewal {
    /// The token's number.
    pub number: i64,
}
message!(Workflow: TokenRenewal, User "tokenRenewal" (UserId), Service => TokenRenewed);

/// What came of a renewal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenRenewed {
    /// Whether GitHub gave another token.
    pub renewed: bool,
}

/// Takes in what came of a renewal. Only the workflow `tokenRenewal` sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyRenewal {
    /// The number of the token that was to be renewed.
    pub number: i64,
    /// What GitHub said.
    pub news: RenewalNews,
}
message!(Command: ApplyRenewal, User "applyRenewal" (UserId), Service => Applied);

/// What GitHub said of a token that was to be renewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RenewalNews {
    /// Another token.
    Renewed {
        /// The token, sealed.
        token: SealedToken,
        /// When it ends; null when it does not.
        renewable: Option<Renewable>,
    },
    /// It takes the refresh token no longer: the person must sign in again.
    Refused {},
}
