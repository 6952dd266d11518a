//! `GET /v1/auth/session`: who I am, and the token that my page's requests must carry.

use axum::{Extension, Json};
use contracts::{
    Millis, OrganizationId, SignInId, UserId,
    user::{ApiToken, Credential, OrganizationRole},
};
use serde::Serialize;

use crate::{
    http::problem::Problem,
    identity::{Authentication, Credentials, Identity, csrf, unauthenticated},
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    user_id: UserId,
    login: String,
    /// By id.
    organizations: Vec<OrganizationRole>,
    /// The sign-in by which I am known, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    sign_in_id: Option<SignInId>,
    /// The API token by which I am known, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    api_token: Option<ApiToken>,
    expires_at: Option<Millis>,
    /// For the header `Foundry-CSRF`; a token's requests need none.
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf_token: Option<String>,
}

pub async fn session(Extension(authentication): Extension<Authentication>) -> Result<Json<Session>, Problem> {
    Ok(Json(Session::of(&authentication).ok_or_else(unauthenticated)?))
}

impl Session {
    /// `None`: nobody is signed in.
    pub fn of(authentication: &Authentication) -> Option<Self> {
        let Identity::Person(person) = &authentication.identity else { return None };
        // A token that is for some organizations does not tell the others.
        let is_told = |id: &OrganizationId| match &person.credential {
            Credential::ApiToken(token) => token.organizations.is_empty() || token.organizations.contains(id),
            Credential::SignIn { .. } => true,
        };
        let roles = person.permissions.roles().into_iter().filter(|(id, _)| is_told(id));
        let organizations = roles.map(|(id, role)| OrganizationRole { organization_id: id.clone(), role }).collect();
        let (sign_in_id, api_token) = match &person.credential {
            Credential::SignIn { sign_in_id, .. } => (Some(sign_in_id.clone()), None),
            Credential::ApiToken(token) => (None, Some(token.clone())),
        };
        let csrf_token = match &authentication.credentials {
            Credentials::Cookie(secret) => Some(csrf::token(secret)),
            _ => None,
        };
        Some(Self {
            user_id: person.user_id.clone(),
            login: person.login.clone(),
            organizations,
            sign_in_id,
            api_token,
            expires_at: person.expires_at(),
            csrf_token,
        })
    }
}
