//! The exchange of a code for a token. Errors come with status 200, as GitHub sends them.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Extract;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use reqwest::Url;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::paging::form_pairs;
use crate::state::{Shared, State};
use crate::tokens::Expiring;
use crate::world::now;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Exchange {
    client_id: String,
    client_secret: String,
    code: String,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    grant_type: Option<String>,
    refresh_token: Option<String>,
}

/// GitHub's refresh tokens live for half a year.
const REFRESH_LIFE_SECONDS: i64 = 15_897_600;
/// What tokens that end live when nobody says otherwise.
const USUAL_LIFE_SECONDS: i64 = 28_800;

struct ExchangeError {
    code: &'static str,
    description: &'static str,
}

const WRONG_CLIENT: ExchangeError = ExchangeError {
    code: "incorrect_client_credentials",
    description: "The client_id and/or client_secret passed are incorrect.",
};
const WRONG_CODE: ExchangeError =
    ExchangeError { code: "bad_verification_code", description: "The code passed is incorrect or expired." };
const WRONG_REFRESH_TOKEN: ExchangeError =
    ExchangeError { code: "bad_refresh_token", description: "The refresh token passed is incorrect or expired." };
const WRONG_ADDRESS: ExchangeError = ExchangeError {
    code: "redirect_uri_mismatch",
    description: "The redirect_uri MUST match the registered callback URL for this application.",
};

pub(super) async fn exchange(Extract(shared): Extract<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let request = parse(&headers, &body);
    let answer = match request.and_then(|request| token(&mut shared.lock(), &request)) {
        Ok(answer) => answer,
        Err(error) => json!({
            "error": error.code,
            "error_description": error.description,
            "error_uri": "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors",
        }),
    };
    let wants_json = headers.get(ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    if wants_json { Json(answer).into_response() } else { form(&answer) }
}

fn token(state: &mut State, request: &Exchange) -> Result<Value, ExchangeError> {
    if request.client_id != state.app.client_id || request.client_secret != state.app.client_secret {
        return Err(WRONG_CLIENT);
    }
    let lifetime = state.faults.token_lifetime_seconds;
    if request.grant_type.as_deref() == Some("refresh_token") {
        let lifetime = lifetime.unwrap_or(USUAL_LIFE_SECONDS);
        let refresh_token = request.refresh_token.as_deref().unwrap_or_default();
        let expires_at = state.faults.now() + SignedDuration::from_secs(lifetime);
        return Ok(expiring(state.tokens.refresh(refresh_token, expires_at).ok_or(WRONG_REFRESH_TOKEN)?, lifetime));
    }
    let grant = state.codes.take(&request.code, now()).ok_or(WRONG_CODE)?;
    if request.redirect_uri.is_some() && request.redirect_uri != grant.redirect_uri {
        return Err(WRONG_ADDRESS);
    }
    if !grant.is_proved_by(request.code_verifier.as_deref()) {
        return Err(WRONG_CODE);
    }
    if let Some(lifetime) = lifetime {
        let expires_at = state.faults.now() + SignedDuration::from_secs(lifetime);
        return Ok(expiring(state.tokens.issue_expiring(grant.user_id, grant.scopes, expires_at), lifetime));
    }
    let scope = grant.scopes.join(",");
    let access_token = state.tokens.issue_to_user(grant.user_id, grant.scopes);
    Ok(json!({"access_token": access_token, "scope": scope, "token_type": "bearer"}))
}

/// A GitHub App's tokens have no scopes, but its permissions.
fn expiring(Expiring { token, refresh_token }: Expiring, lifetime_seconds: i64) -> Value {
    json!({
        "access_token": token,
        "expires_in": lifetime_seconds,
        "refresh_token": refresh_token,
        "refresh_token_expires_in": REFRESH_LIFE_SECONDS,
        "scope": "",
        "token_type": "bearer",
    })
}

fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Exchange, ExchangeError> {
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if is_json {
        return serde_json::from_slice(body).map_err(|_| WRONG_CLIENT);
    }
    let mut request = Exchange::default();
    for (name, value) in form_pairs(&String::from_utf8_lossy(body)) {
        match name.as_str() {
            "client_id" => request.client_id = value,
            "client_secret" => request.client_secret = value,
            "code" => request.code = value,
            "redirect_uri" => request.redirect_uri = Some(value),
            "code_verifier" => request.code_verifier = Some(value),
            "grant_type" => request.grant_type = Some(value),
            "refresh_token" => request.refresh_token = Some(value),
            _ => tracing::debug!(name, "Ignored a parameter of a token request"),
        }
    }
    Ok(request)
}

/// What GitHub answers unless asked for JSON.
fn form(answer: &Value) -> Response {
    let mut url = Url::parse("http://localhost/").expect("a constant address");
    for (name, value) in answer.as_object().into_iter().flatten() {
        url.query_pairs_mut().append_pair(name, value.as_str().unwrap_or_default());
    }
    let body = url.query().unwrap_or_default().to_owned();
    (StatusCode::OK, [(CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8")], body).into_response()
}
