//! `/app`: what the App asks about itself with its JWT.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};

use super::repositories::Named;
use crate::auth::AsApp;
use crate::body::Body;
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::{Shared, State};
use crate::tokens::InstallationToken;
use crate::world::{Installation, now};

/// GitHub's installation tokens last an hour.
const TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(1);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TokenRequest {
    repositories: Option<Vec<String>>,
    repository_ids: Option<Vec<u64>>,
    permissions: Option<Value>,
}

pub(super) async fn show(Extract(shared): Extract<Shared>, _: AsApp) -> Json<Value> {
    let state = shared.lock();
    Json(render::app(&state.world, &state.app))
}

pub(super) async fn installations(Extract(shared): Extract<Shared>, _: AsApp, page: Page) -> Response {
    let state = shared.lock();
    let usual = state.world.installations.values().map(|found| render::installation(&state.world, &state.app, found));
    let all: Vec<Value> = state.enterprise_installations.iter().cloned().chain(usual).collect();
    page.list(&state.world.base, &all, Value::clone)
}

pub(super) async fn installation(
    Extract(shared): Extract<Shared>,
    _: AsApp,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let found = state.world.installations.get(&id).ok_or_else(Refusal::not_found)?;
    Ok(Json(render::installation(&state.world, &state.app, found)))
}

/// The installation that reaches a repository.
pub(super) async fn repository_installation(
    Extract(shared): Extract<Shared>,
    _: AsApp,
    Named(id): Named,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let repository = &state.world.repositories[&id];
    let found = state.world.installations.values().find(|found| found.covers(repository));
    let found = found.ok_or_else(Refusal::not_found)?;
    Ok(Json(render::installation(&state.world, &state.app, found)))
}

pub(super) async fn create_token(
    Extract(shared): Extract<Shared>,
    _: AsApp,
    Path(id): Path<u64>,
    Body(request): Body<TokenRequest>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut state = shared.lock();
    let installation = state.world.installations.get(&id).ok_or_else(Refusal::not_found)?;
    if installation.suspended_at.is_some() {
        return Err(Refusal::forbidden("This installation has been suspended"));
    }
    let repository_ids = narrowed(&state, installation, &request)?;
    let selection = if repository_ids.is_some() { "selected" } else { installation.selection.as_str() };

    let expires_at = now() + TOKEN_LIFE;
    let mut answer = json!({
        "expires_at": expires_at.to_string(),
        "permissions": request.permissions.unwrap_or_else(|| render::permissions(&state.app)),
        "repository_selection": selection,
    });
    if let Some(ids) = &repository_ids {
        let rendered = ids.iter().map(|id| render::repository(&state.world, &state.world.repositories[id]));
        answer["repositories"] = rendered.collect();
    }
    let token = InstallationToken { installation_id: id, repository_ids, expires_at };
    answer["token"] = json!(state.tokens.issue_to_installation(token));
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Every attempt to deliver a webhook, newest first.
pub(super) async fn deliveries(Extract(shared): Extract<Shared>, _: AsApp, page: Page) -> Response {
    let state = shared.lock();
    let attempts = state.webhooks.attempts();
    page.list(&state.world.base, &attempts, |(id, delivery, attempt)| {
        json!({
            "id": id,
            "guid": delivery.id,
            "delivered_at": attempt.at,
            "redelivery": !delivery.attempts.first().is_some_and(|first| std::ptr::eq(first, *attempt)),
            "duration": 0.1,
            "status": if attempt.status.is_some_and(|status| status < 400) { "OK" } else { "Invalid HTTP Response" },
            "status_code": attempt.status.unwrap_or_default(),
            "event": delivery.event,
            "action": delivery.action,
            "installation_id": null,
            "repository_id": null,
        })
    })
}

pub(super) async fn redeliver(
    Extract(shared): Extract<Shared>,
    _: AsApp,
    Path(id): Path<u64>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut state = shared.lock();
    let found = state.webhooks.attempts().into_iter().find(|(known, ..)| *known == id).map(|(_, found, _)| found.id);
    state.webhooks.redeliver(found.ok_or_else(Refusal::not_found)?)?;
    Ok((StatusCode::ACCEPTED, Json(json!({}))))
}

/// The repositories that the token is narrowed down to, if it is.
fn narrowed(
    state: &State,
    installation: &Installation,
    request: &TokenRequest,
) -> Result<Option<BTreeSet<u64>>, Refusal> {
    if request.repositories.is_none() && request.repository_ids.is_none() {
        return Ok(None);
    }
    let covered = state.world.installation_repositories(installation);
    let by_name = |name: &String| covered.iter().find(|found| found.name.eq_ignore_ascii_case(name));
    let by_id = |id: &u64| covered.iter().find(|found| found.id == *id);
    let named = request.repositories.iter().flatten().map(by_name);
    let numbered = request.repository_ids.iter().flatten().map(by_id);
    let ids: Option<BTreeSet<u64>> = named.chain(numbered).map(|found| Some(found?.id)).collect();
    ids.map(Some).ok_or_else(|| {
        Refusal::unprocessable(
            "There is at least one repository that does not exist or is not accessible to the parent installation.",
        )
    })
}
