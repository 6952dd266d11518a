//! `/user`: the person whose token it is.

use axum::Json;
use axum::extract::{Path, Query, State as Extract};
use axum::http::HeaderValue;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::repositories::{Listing, list};
use crate::auth::{Identity, Person};
use crate::faults::Hiding;
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::{Shared, State};
use crate::tokens::UserToken;
use crate::world::{Account, Installation, Membership, Repository};

pub(super) async fn show(Extract(shared): Extract<Shared>, Person(token): Person) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let person = state.world.accounts.get(&token.user_id).ok_or_else(Refusal::bad_credentials)?;
    let mut answer = render::account_in_full(&state.world, person);
    answer["two_factor_authentication"] = json!(true);
    Ok(Json(answer))
}

pub(super) async fn emails(
    Extract(shared): Extract<Shared>,
    Person(token): Person,
    page: Page,
) -> Result<Response, Refusal> {
    if !token.has_scope("user:email") {
        return Err(Refusal::not_found());
    }
    let state = shared.lock();
    let person = state.world.accounts.get(&token.user_id).ok_or_else(Refusal::bad_credentials)?;
    let visibility = if person.email_is_public { "public" } else { "private" };
    let hidden = format!("{}+{}@users.noreply.github.com", person.id, person.login);
    let all = [
        json!({"email": hidden, "primary": person.email.is_none(), "verified": true, "visibility": null}),
        json!({"email": person.email, "primary": true, "verified": true, "visibility": visibility}),
    ];
    let count = if person.email.is_some() { 2 } else { 1 };
    Ok(page.list(&state.world.base, &all[..count], Value::clone))
}

pub(super) async fn organizations(Extract(shared): Extract<Shared>, Person(token): Person, page: Page) -> Response {
    let state = shared.lock();
    let all: Vec<_> = memberships_seen(&state, &token);
    let answer =
        page.list(&state.world.base, &all, |(organization, _)| render::organization_brief(&state.world, organization));
    partial(&state, &token, answer)
}

#[derive(Deserialize)]
pub(super) struct MembershipFilter {
    state: Option<String>,
}

/// Nobody is invited here, so that no membership is pending.
pub(super) async fn memberships(
    Extract(shared): Extract<Shared>,
    Person(token): Person,
    Query(filter): Query<MembershipFilter>,
    page: Page,
) -> Result<Response, Refusal> {
    if !token.has_scope("read:org") {
        return Err(Refusal::forbidden("You need at least read:org scope or user scope to list your organizations."));
    }
    let state = shared.lock();
    let person = state.world.accounts.get(&token.user_id).ok_or_else(Refusal::bad_credentials)?;
    let mut all: Vec<_> = memberships_seen(&state, &token);
    all.retain(|_| filter.state.as_deref() != Some("pending"));
    let answer = page.list(&state.world.base, &all, |(organization, member)| {
        render::membership(&state.world, organization, person, member)
    });
    Ok(partial(&state, &token, answer))
}

pub(super) async fn membership(
    Extract(shared): Extract<Shared>,
    Person(token): Person,
    Path(organization): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let person = state.world.accounts.get(&token.user_id).ok_or_else(Refusal::bad_credentials)?;
    let found =
        state.world.organization(&organization).filter(|found| state.is_insider(&Identity::User(token.clone()), found));
    let organization = found.ok_or_else(Refusal::not_found)?;
    let member = organization.member(person.id).ok_or_else(Refusal::not_found)?;
    Ok(Json(render::membership(&state.world, organization, person, member)))
}

/// Without the scope `read:org`, only the memberships that everybody sees.
fn memberships_seen<'a>(state: &'a State, token: &UserToken) -> Vec<(&'a Account, &'a Membership)> {
    let sees_all = token.has_scope("read:org");
    let shown = state.world.memberships_of(token.user_id).filter(|(_, member)| sees_all || member.is_public);
    shown.filter(|(organization, _)| state.faults.hiding(&organization.login).is_none()).collect()
}

/// Says which organizations were left out because they ask for single sign-on; see GitHub's "Authenticating with SAML SSO".
fn partial(state: &State, token: &UserToken, mut answer: Response) -> Response {
    let asks = |organization: &&Account| state.faults.hiding(&organization.login) == Some(Hiding::Sso);
    let numbers = state.world.memberships_of(token.user_id).map(|(organization, _)| organization).filter(asks);
    let numbers: Vec<_> = numbers.map(|organization| organization.id.to_string()).collect();
    let header = format!("partial-results; organizations={}", numbers.join(","));
    if let (false, Ok(header)) = (numbers.is_empty(), HeaderValue::from_str(&header)) {
        answer.headers_mut().insert("x-github-sso", header);
    }
    answer
}

/// Repositories of one's own and of one's organizations.
pub(super) async fn repositories(
    Extract(shared): Extract<Shared>,
    Person(token): Person,
    Query(listing): Query<Listing>,
    page: Page,
) -> Response {
    let state = shared.lock();
    let affiliations = listing.affiliation.as_deref().unwrap_or("owner,collaborator,organization_member");
    let is_wanted = |affiliation: &str| affiliations.split(',').any(|wanted| wanted.trim() == affiliation);
    let (wants_own, wants_organizations) = (is_wanted("owner"), is_wanted("organization_member"));
    let is_affiliated = |repository: &Repository| {
        let is_own = repository.owner_id == token.user_id;
        (wants_own && is_own)
            || (wants_organizations && state.world.owner_of(repository).member(token.user_id).is_some())
    };
    list(&state, &Identity::User(token.clone()), &listing, "full_name", &page, is_affiliated)
}

pub(super) async fn installations(Extract(shared): Extract<Shared>, Person(token): Person, page: Page) -> Response {
    let state = shared.lock();
    let seen = state.world.installations.values().filter(|installation| reaches(&state, &token, installation));
    let usual = seen.map(|found| render::installation(&state.world, &state.app, found));
    let all: Vec<Value> = state.enterprise_installations.iter().cloned().chain(usual).collect();
    let rendered = page.cut(&all);
    page.answer(&state.world.base, all.len(), json!({"total_count": all.len(), "installations": rendered}))
}

pub(super) async fn installation_repositories(
    Extract(shared): Extract<Shared>,
    Person(token): Person,
    Path(id): Path<u64>,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let installation = state.world.installations.get(&id).filter(|found| reaches(&state, &token, found));
    let all = state.world.installation_repositories(installation.ok_or_else(Refusal::not_found)?);
    let rendered: Value =
        page.cut(&all).iter().map(|repository| render::repository_for(&state.world, repository, true)).collect();
    Ok(page.answer(&state.world.base, all.len(), json!({"total_count": all.len(), "repositories": rendered})))
}

/// Whether an installation is on the person's own account or on one of their organizations.
fn reaches(state: &State, token: &UserToken, installation: &Installation) -> bool {
    let is_own = installation.account_id == token.user_id;
    is_own || state.world.accounts[&installation.account_id].member(token.user_id).is_some()
}
