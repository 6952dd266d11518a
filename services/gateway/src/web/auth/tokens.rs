//! `POST /v1/auth/tokens`: makes a personal API token. Listing and revoking them are messages of the user's actor.

use std::sync::Arc;

use axum::{
    Extension, Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contracts::{
    Access, ApiTokenId, CredentialHash, Millis, OrganizationId, Outcome, catalog, limit, subject,
    user::{RegisterApiToken, TokenScope},
};
use messaging::{Caller, Request};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::{
    http::{body, problem::Problem},
    identity::{API_TOKEN_PREFIX, AccessRequest, Authentication, Person, Resource, authorise},
    limits, random,
    state::Gateway,
};

const DAY: Millis = 24 * 60 * 60 * 1000;

/// What token somebody wants.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Wanted {
    /// What it is for; 1 to 100 characters on one line.
    name: String,
    scope: TokenScope,
    /// Only these; all of the person's without any.
    #[serde(default)]
    organizations: Vec<OrganizationId>,
    /// Never ends without.
    #[serde(default)]
    expires_in_days: Option<u32>,
}

/// 201 with the token, which is shown this once: only its hash is kept.
pub async fn create(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let person = authentication.person()?;
    let request =
        AccessRequest { access: Access::Credentials, changes: true, resource: Resource::Person(&person.user_id) };
    authorise(&authentication.identity, request)?;
    let bytes = body::read(&headers, body, limits::SMALL_BODY_BYTES).await?;
    let wanted = catalog::decode_body::<Wanted>("an API token", &bytes)
        .map_err(|error| Problem::bad_request("http.body_invalid", error.to_string()))?;

    let token = format!("{API_TOKEN_PREFIX}{}", random::secret().expose());
    let command = wanted.command(person, random::credential_hash(&token))?;
    let request = Request {
        subject: subject::of::<RegisterApiToken>(&person.user_id),
        body: Bytes::from(serde_json::to_vec(&command).expect("texts and numbers are always JSON")),
        id: format!("api-token-{}", command.api_token_id),
        caller: Caller::user(&person.user_id),
    };
    match gateway.client.request(request, limit::WAIT).await {
        Outcome::Done { reply, .. } => {
            Ok((StatusCode::CREATED, Json(json!({ "token": token, "apiToken": reply }))).into_response())
        }
        Outcome::Refused { kind, code, message, .. } => Err(Problem::refused(kind, code, message)),
        // Whatever becomes of it: nobody has seen the token, so nobody can use it.
        outcome => {
            tracing::warn!(outcome = outcome.status(), "An API token could not be registered in time");
            let detail = "the token could not be stored in time; ask for another one, and revoke what you do not know";
            Err(Problem::unavailable("runtime.unavailable", detail))
        }
    }
}

impl Wanted {
    /// The command that keeps what is needed to know the token again.
    fn command(self, person: &Person, credential: CredentialHash) -> Result<RegisterApiToken, Problem> {
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > limit::NAME_CHARACTERS || name.chars().any(char::is_control) {
            let max = limit::NAME_CHARACTERS;
            return Err(invalid("name", format!("must be 1 to {max} characters on one line")));
        }
        let mut organizations = self.organizations;
        organizations.sort();
        organizations.dedup();
        if let Some(strange) = organizations.iter().find(|id| person.role(id).is_none()) {
            return Err(invalid("organizations", format!("you are not a member of {strange}")));
        }
        let days = self.expires_in_days;
        if days.is_some_and(|days| !(1..=limits::API_TOKEN_DAYS).contains(&days)) {
            return Err(invalid("expiresInDays", format!("must be 1 to {}, or left out", limits::API_TOKEN_DAYS)));
        }
        Ok(RegisterApiToken {
            api_token_id: ApiTokenId::from(Uuid::new_v4()),
            credential,
            name,
            scope: self.scope,
            organizations,
            expires_at: days.map(|days| messaging::now() + Millis::from(days) * DAY),
        })
    }
}

fn invalid(field: &str, detail: String) -> Problem {
    Problem::bad_request("http.body_invalid", format!("{field} {detail}")).with_error(field, detail)
}

#[cfg(test)]
mod tests {
    use contracts::organization::Role;
    use serde_json::Value;

    use super::*;
    use crate::identity::testing;

    fn checked(body: &Value) -> Result<RegisterApiToken, String> {
        let person = testing::person("u1", &[("acme", Role::Member)], testing::sign_in());
        let wanted: Wanted = serde_json::from_value(body.clone()).map_err(|error| error.to_string())?;
        wanted.command(&person, random::credential_hash("x")).map_err(|problem| problem.detail)
    }

    #[test]
    fn a_token_is_for_what_was_asked() {
        let asked = json!({"name": " CI ", "scope": "write", "organizations": ["acme", "acme"], "expiresInDays": 30});
        let command = checked(&asked).expect("legal");
        assert_eq!((command.name.as_str(), command.scope, command.organizations.len()), ("CI", TokenScope::Write, 1));
        let days = (command.expires_at.expect("an end") - messaging::now()) / DAY;
        assert!((29..=30).contains(&days), "{days}");
        assert_eq!(checked(&json!({"name": "x", "scope": "read"})).expect("legal").expires_at, None);
    }

    #[test]
    fn every_field_is_checked() {
        for (body, said) in [
            (json!({"scope": "read"}), "name"),
            (json!({"name": "", "scope": "read"}), "name"),
            (json!({"name": "  ", "scope": "read"}), "name"),
            (json!({"name": "a\nb", "scope": "read"}), "name"),
            (json!({"name": "x".repeat(101), "scope": "read"}), "name"),
            (json!({"name": 7, "scope": "read"}), "string"),
            (json!({"name": "x"}), "scope"),
            (json!({"name": "x", "scope": "root"}), "root"),
            (json!({"name": "x", "scope": "read", "organizations": ["other"]}), "other"),
            (json!({"name": "x", "scope": "read", "organizations": ["a.b"]}), "a.b"),
            (json!({"name": "x", "scope": "read", "expiresInDays": 0}), "expiresInDays"),
            (json!({"name": "x", "scope": "read", "expiresInDays": 367}), "expiresInDays"),
            (json!({"name": "x", "scope": "read", "expiresInDays": -1}), "u32"),
            (json!({"name": "x", "scope": "read", "userId": "u2"}), "userId"),
        ] {
            let refusal = checked(&body).expect_err("refused");
            assert!(refusal.contains(said), "{body}: {refusal}");
        }
    }
}
