//! Signing in and out, and where somebody is signed in. GitHub's token comes and stays sealed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Renewable;
use crate::{CredentialHash, Millis, SignInId, UserId, message, organization::Applied};

/// Signs in a person who has proved to GitHub, and so to us, who they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
    /// The hash of the secret in the browser's cookie.
    pub credential: CredentialHash,
    /// When it ends, in milliseconds since 1970.
    pub expires_at: Millis,
    /// What GitHub says of the person.
    pub profile: Profile,
    /// The person's token for GitHub, sealed.
    pub token: SealedToken,
    /// When the token ends, and what another is got with; null for one that does not end.
    #[serde(default)]
    pub renewable: Option<Renewable>,
    /// What the browser calls itself, cut to 300 characters; null when it does not say.
    #[serde(default)]
    pub user_agent: Option<String>,
}
message!(Command: SignIn, User "signIn" (UserId), Service => SignedIn);

/// A person as GitHub shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The login on GitHub, which may change.
    pub login: String,
    /// The name, as its owner has written it; null when there is none.
    pub name: Option<String>,
    /// Their primary address, verified by GitHub; null when GitHub shows none.
    pub email: Option<String>,
    /// The address of the avatar; null when GitHub names none.
    pub avatar_url: Option<String>,
}

/// GitHub's token for a person, readable for whoever has the key (see `shared/vault`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SealedToken {
    /// The name of the key that the token was sealed with.
    pub key_id: String,
    /// The sealed token, in Base64.
    pub sealed: String,
    /// What GitHub allows with it: `repo`, `read:org`.
    pub scopes: Vec<String>,
}

/// The person is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// The person's id.
    pub user_id: UserId,
    /// The sign-in's id.
    pub sign_in_id: SignInId,
}

/// Makes a sign-in that is in use last longer. Sent seldom, not with each request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExtendSignIn {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
    /// When it was last used, in milliseconds since 1970.
    pub seen_at: Millis,
    /// When it ends, in milliseconds since 1970.
    pub expires_at: Millis,
}
message!(Command: ExtendSignIn, User "extendSignIn" (UserId), Service => Applied);

/// Signs out of one browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndSignIn {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
}
message!(Command: EndSignIn, User "endSignIn" (UserId), Credentials => SignInsEnded);

/// Signs out everywhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndAllSignIns {
    /// The sign-in that stays; null to end all.
    #[serde(default)]
    pub except: Option<SignInId>,
}
message!(Command: EndAllSignIns, User "endAllSignIns" (UserId), Credentials => SignInsEnded);

/// How many sign-ins have ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInsEnded {
    /// How many sign-ins have ended; 0 when there were none.
    pub ended: u32,
}

/// Lists the caller's sign-ins.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListSignIns {}
message!(Query: ListSignIns, User "signIns" (UserId), Credentials => SignInList);

/// A person's sign-ins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInList {
    /// The sign-ins, most recently used first.
    pub sign_ins: Vec<SignInRead>,
}

/// One sign-in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInRead {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
    /// What the browser calls itself; null when it does not say.
    pub user_agent: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it was last used, in milliseconds since 1970.
    pub seen_at: Millis,
    /// When it ends, in milliseconds since 1970.
    pub expires_at: Millis,
}

/// GitHub's token of a person, for the services that act as them. The only message that carries one, in an answer, which
/// is kept nowhere.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GithubToken {}
message!(Query: GithubToken, User "githubToken" (UserId), Service => GithubTokenFound);

/// GitHub's token of a person. No `Debug`: it holds the token.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GithubTokenFound {
    /// The token itself.
    pub token: String,
    /// What GitHub lets it do.
    pub scopes: Vec<String>,
    /// When it ends, in milliseconds since 1970; another follows it some minutes before. Null for one that does not end.
    #[serde(default)]
    pub expires_at: Option<Millis>,
    /// Whose token it is.
    pub profile: Profile,
}
