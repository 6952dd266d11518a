//! `/repos/{owner}/{repository}`, and the lists of repositories that several routes answer.

use axum::Json;
use axum::extract::{FromRequestParts, Path, RawPathParams, State as Extract};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::auth::{Identity, Person};
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::{Shared, State};
use crate::world::Repository;

/// The parameters of a list of repositories.
#[derive(Default, Deserialize)]
pub(super) struct Listing {
    sort: Option<String>,
    direction: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    visibility: Option<String>,
    pub affiliation: Option<String>,
}

/// The repository that a path names. Not whether the caller may see it: ask [`State::readable`].
pub(super) struct Named(pub u64);

impl FromRequestParts<Shared> for Named {
    type Rejection = Response;

    /// Redirects former names as GitHub does, to the same path under the new name.
    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Named, Response> {
        let params = RawPathParams::from_request_parts(parts, shared).await.map_err(IntoResponse::into_response)?;
        let param = |wanted| params.iter().find(|(name, _)| *name == wanted).map_or("", |(_, value)| value);
        let (owner, name) = (param("owner"), param("repository"));
        let identity = Identity::from_request_parts(parts, shared).await.map_err(IntoResponse::into_response)?;

        let state = shared.lock();
        if let Some(found) = state.world.repository(owner, name) {
            return Ok(Named(found.id));
        }
        let renamed = state.world.renamed_repository(owner, name).filter(|found| state.can_see(&identity, found));
        let Some(renamed) = renamed else { return Err(Refusal::not_found().into_response()) };
        let rest = parts.uri.path_and_query().map_or("", |path| path.as_str()).splitn(5, '/').nth(4);
        let rest = rest.map_or_else(String::new, |rest| format!("/{rest}"));
        let location = format!("{}/repos/{}{rest}", state.world.base, state.world.full_name(renamed));
        let body = json!({"message": "Moved Permanently", "url": location});
        Err((StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)], Json(body)).into_response())
    }
}

pub(super) async fn show(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    identity: Identity,
) -> Result<Json<Value>, Refusal> {
    shown(&shared.lock(), &identity, id)
}

/// The repository with this number, whatever it is called now: where GitHub's redirects lead.
pub(super) async fn show_numbered(
    Extract(shared): Extract<Shared>,
    Path(number): Path<u64>,
    identity: Identity,
) -> Result<Json<Value>, Refusal> {
    shown(&shared.lock(), &identity, number)
}

fn shown(state: &State, identity: &Identity, id: u64) -> Result<Json<Value>, Refusal> {
    let repository = state.readable(identity, id)?;
    let mut answer = render::repository_for(&state.world, repository, state.can_write(identity, repository));
    if let Some(parent) = repository.parent_id.and_then(|id| state.world.repositories.get(&id)) {
        answer["parent"] = render::repository(&state.world, parent);
        answer["source"] = answer["parent"].clone();
    }
    Ok(Json(answer))
}

pub(super) async fn star(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Person(token): Person,
) -> Result<StatusCode, Refusal> {
    let mut state = shared.lock();
    state.readable(&Identity::User(token.clone()), id)?;
    state.stars.insert((token.user_id, id));
    Ok(StatusCode::NO_CONTENT)
}

/// A page of the repositories that are wanted and that the caller may see.
pub(super) fn list(
    state: &State,
    identity: &Identity,
    listing: &Listing,
    usual_sort: &str,
    page: &Page,
    is_wanted: impl Fn(&Repository) -> bool,
) -> Response {
    let all = state.world.repositories.values();
    let mut shown: Vec<&Repository> = all
        .filter(|repository| is_wanted(repository) && listing.admits(repository))
        .filter(|repository| state.can_see(identity, repository))
        .collect();
    let sort = listing.sort.as_deref().unwrap_or(usual_sort);
    match sort {
        "full_name" => shown.sort_by_cached_key(|repository| state.world.full_name(repository).to_lowercase()),
        "updated" => shown.sort_by_key(|repository| (repository.updated_at, repository.id)),
        "pushed" => shown.sort_by_key(|repository| (repository.pushed_at, repository.id)),
        _ => shown.sort_by_key(|repository| (repository.created_at, repository.id)),
    }
    let usual_direction = if sort == "full_name" { "asc" } else { "desc" };
    if listing.direction.as_deref().unwrap_or(usual_direction) == "desc" {
        shown.reverse();
    }
    page.list(&state.world.base, &shown, |repository| {
        render::repository_for(&state.world, repository, state.can_write(identity, repository))
    })
}

impl Listing {
    fn admits(&self, repository: &Repository) -> bool {
        let by_kind = match self.kind.as_deref() {
            Some("public") => !repository.is_private,
            Some("private") => repository.is_private,
            Some("forks") => repository.parent_id.is_some(),
            Some("sources") => repository.parent_id.is_none(),
            _ => true,
        };
        let by_visibility = match self.visibility.as_deref() {
            Some("public") => !repository.is_private,
            Some("private") => repository.is_private,
            _ => true,
        };
        by_kind && by_visibility
    }
}
