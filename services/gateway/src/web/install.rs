//! Installing the GitHub App: to GitHub's page, and back from it.
//!
//! GitHub returns to one address for everybody and says whatever it was asked to say (`state`). So the state is bound to
//! the sign-in that went there, and an answer that another page makes up does nothing.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use contracts::{Access, Millis, OrganizationId, subject, user::DiscoverOrganizations};
use hmac::{Hmac, KeyInit, Mac};
use messaging::{Caller, Request};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{
    http::{
        key::OrganizationKey,
        problem::Problem,
        redirect::{self, parameter},
    },
    identity::{AccessRequest, Authentication, Credentials, Resource, authorise},
    limits,
    settings::Secret,
    state::Gateway,
};

/// `GET /v1/github/install/{organization}`: sends a member to the App's page at GitHub.
pub async fn install(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    OrganizationKey(organization_id): OrganizationKey,
) -> Result<Response, Problem> {
    let request =
        AccessRequest { access: Access::Member, changes: false, resource: Resource::Organization(&organization_id) };
    authorise(&authentication.identity, request)?;
    let secret = browser(&authentication)?;
    let state = write_state(secret, &organization_id, messaging::now());
    let url = gateway.github.installation_url(&state).map_err(|error| {
        tracing::error!(%error, "The App's address is none (FOUNDRY_GITHUB_WEB_URL, FOUNDRY_GITHUB_APP_SLUG)");
        Problem::internal()
    })?;
    let url = url.ok_or_else(|| Problem::unavailable("github.not_configured", "this Foundry has no GitHub App"))?;
    Ok(redirect::found(&url))
}

/// `GET /v1/github/setup`: back from GitHub. The person's organizations are looked up again.
pub async fn setup(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (person, secret) = (authentication.person()?, browser(&authentication)?);
    let state = parameter(query.as_deref(), "state").unwrap_or_default();
    if !is_ours(secret, &state, messaging::now()) {
        // Somebody came by GitHub's own pages, or was sent here by a stranger's.
        return Ok(redirect::found("/organizations?installation=notFromHere"));
    }
    let request = Request {
        subject: subject::of::<DiscoverOrganizations>(&person.user_id),
        body: Bytes::from_static(b"{}"),
        id: Uuid::now_v7().to_string(),
        caller: Caller::user(&person.user_id),
    };
    gateway.client.enqueue(request).await.map_err(|error| {
        tracing::warn!(%error, "A search for organizations could not be begun");
        Problem::unavailable(
            "runtime.unavailable",
            "your organizations cannot be looked up now; reload this page shortly",
        )
    })?;
    Ok(redirect::found("/organizations?installation=done"))
}

/// Only a browser goes to GitHub and comes back.
fn browser(authentication: &Authentication) -> Result<&Secret, Problem> {
    match &authentication.credentials {
        Credentials::Cookie(secret) => Ok(secret),
        _ => {
            let detail = "this is for browsers, which are signed in by a cookie; open it there";
            Err(Problem::new(StatusCode::FORBIDDEN, "access.browser_only", detail))
        }
    }
}

/// `<organization>.<when it is over>.<proof>`
fn write_state(secret: &Secret, organization_id: &OrganizationId, now: Millis) -> String {
    let said = format!("{organization_id}.{}", now + limits::millis(limits::INSTALLATION));
    format!("{said}.{}", proof(secret, &said))
}

fn is_ours(secret: &Secret, state: &str, now: Millis) -> bool {
    let Some((said, proved)) = state.rsplit_once('.') else { return false };
    let over_at = said.rsplit_once('.').and_then(|(_, over_at)| over_at.parse::<Millis>().ok());
    let is_proved: bool = proved.as_bytes().ct_eq(proof(secret, said).as_bytes()).into();
    is_proved && over_at.is_some_and(|over_at| now < over_at)
}

/// Whoever does not know the sign-in's secret cannot write it.
fn proof(secret: &Secret, said: &str) -> String {
    let key = secret.expose().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("an HMAC key may have any length");
    mac.update(b"installation:");
    mac.update(said.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        text.to_owned().into()
    }

    #[test]
    fn a_state_counts_for_the_sign_in_that_took_it_along_and_for_two_hours() {
        let state = write_state(&secret("mine"), &"acme".parse().expect("an id"), 1_000);
        let over_at = 1_000 + limits::millis(limits::INSTALLATION);
        assert!(is_ours(&secret("mine"), &state, over_at - 1));
        assert!(!is_ours(&secret("mine"), &state, over_at));
        assert!(!is_ours(&secret("somebody else's"), &state, 1_000));
    }

    #[test]
    fn a_state_that_was_changed_or_made_up_counts_for_nothing() {
        let state = write_state(&secret("mine"), &"acme".parse().expect("an id"), 1_000);
        let later = state.replacen(".7", ".9", 1);
        for wrong in ["", ".", "acme", "acme.9999999999999", "acme.9999999999999.x", &state[1..], &later] {
            assert!(!is_ours(&secret("mine"), wrong, 1_000), "{wrong}");
        }
    }
}
