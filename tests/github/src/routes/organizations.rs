//! `/orgs`: organizations, their repositories and their members.

use axum::Json;
use axum::extract::{Path, Query, State as Extract};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::repositories::{Listing, list};
use crate::auth::Identity;
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::Shared;
use crate::world::{Account, Role};

#[derive(Deserialize)]
pub(super) struct MemberFilter {
    role: Option<String>,
}

pub(super) async fn show(
    Extract(shared): Extract<Shared>,
    Path(organization): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let organization = state.world.organization(&organization).ok_or_else(Refusal::not_found)?;
    Ok(Json(render::organization_in_full(&state.world, organization)))
}

pub(super) async fn repositories(
    Extract(shared): Extract<Shared>,
    Path(organization): Path<String>,
    identity: Identity,
    Query(listing): Query<Listing>,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let owner = state.world.organization(&organization).ok_or_else(Refusal::not_found)?.id;
    Ok(list(&state, &identity, &listing, "created", &page, |repository| repository.owner_id == owner))
}

/// Insiders see every member; others only those who show their membership.
pub(super) async fn members(
    Extract(shared): Extract<Shared>,
    Path(organization): Path<String>,
    identity: Identity,
    Query(filter): Query<MemberFilter>,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let organization = state.world.organization(&organization).ok_or_else(Refusal::not_found)?;
    let is_insider = state.is_insider(&identity, organization);
    let wanted = match filter.role.as_deref() {
        Some("admin") => Some(Role::Admin),
        Some("member") => Some(Role::Member),
        _ => None,
    };
    let shown = organization.members.iter().filter(|member| is_insider || member.is_public);
    let shown = shown.filter(|member| wanted.is_none_or(|role| member.role == role));
    let people: Vec<&Account> = shown.filter_map(|member| state.world.accounts.get(&member.user_id)).collect();
    Ok(page.list(&state.world.base, &people, |person| render::account(&state.world, person)))
}

pub(super) async fn membership(
    Extract(shared): Extract<Shared>,
    Path((organization, login)): Path<(String, String)>,
    identity: Identity,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let organization = state.world.organization(&organization).ok_or_else(Refusal::not_found)?;
    match &identity {
        Identity::Anonymous => return Err(Refusal::requires_authentication()),
        Identity::App => return Err(Refusal::not_for_integrations()),
        _ if !state.is_insider(&identity, organization) => {
            return Err(Refusal::forbidden("You must be a member of this organization to see membership information."));
        }
        _ => {}
    }
    let person = state.world.account(&login).ok_or_else(Refusal::not_found)?;
    let member = organization.member(person.id).ok_or_else(Refusal::not_found)?;
    Ok(Json(render::membership(&state.world, organization, person, member)))
}
