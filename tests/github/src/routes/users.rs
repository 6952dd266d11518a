//! `/users`: anybody's public side.

use axum::Json;
use axum::extract::{Path, Query, State as Extract};
use axum::response::Response;
use serde_json::Value;

use super::repositories::{Listing, list};
use crate::auth::Identity;
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::Shared;

pub(super) async fn show(Extract(shared): Extract<Shared>, Path(login): Path<String>) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let account = state.world.account(&login).ok_or_else(Refusal::not_found)?;
    Ok(Json(render::account_in_full(&state.world, account)))
}

/// The account with this number, whatever it is called now.
pub(super) async fn show_numbered(
    Extract(shared): Extract<Shared>,
    Path(number): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let account = state.world.accounts.get(&number).ok_or_else(Refusal::not_found)?;
    Ok(Json(render::account_in_full(&state.world, account)))
}

/// Public repositories only, whoever asks.
pub(super) async fn repositories(
    Extract(shared): Extract<Shared>,
    Path(login): Path<String>,
    Query(listing): Query<Listing>,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let owner = state.world.account(&login).ok_or_else(Refusal::not_found)?.id;
    let is_owned = |repository: &crate::world::Repository| repository.owner_id == owner;
    Ok(list(&state, &Identity::Anonymous, &listing, "full_name", &page, is_owned))
}
