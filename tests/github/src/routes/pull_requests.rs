//! Pull requests of a repository.

use axum::Json;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::repositories::Named;
use crate::auth::Identity;
use crate::body::Body;
use crate::changes;
use crate::git::{self, MergeMethod};
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::{Shared, State};
use crate::world::{PullRequest, Repository};

#[derive(Default, Deserialize)]
pub(super) struct PullFilter {
    state: Option<String>,
    /// `owner:branch`.
    head: Option<String>,
    base: Option<String>,
    sort: Option<String>,
    direction: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct NewPullRequest {
    title: Option<String>,
    /// A branch here, or `owner:branch` of a fork.
    head: Option<String>,
    base: Option<String>,
    body: Option<String>,
    draft: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PullRequestUpdate {
    title: Option<String>,
    body: Option<String>,
    state: Option<String>,
    base: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct MergeRequest {
    sha: Option<String>,
    merge_method: MergeMethod,
    commit_title: Option<String>,
    commit_message: Option<String>,
}

pub(super) async fn list(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    identity: Identity,
    Query(filter): Query<PullFilter>,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let repository = state.readable(&identity, id)?;
    let mut pulls: Vec<&PullRequest> =
        repository.pull_requests.values().filter(|pull| filter.admits(&state, pull)).collect();
    if filter.sort.as_deref() == Some("updated") {
        pulls.sort_by_key(|pull| (pull.updated_at, pull.number));
    } else {
        pulls.sort_by_key(|pull| (pull.created_at, pull.number));
    }
    let usual_direction = if filter.sort.as_deref().is_none_or(|sort| sort == "created") { "desc" } else { "asc" };
    if filter.direction.as_deref().unwrap_or(usual_direction) == "desc" {
        pulls.reverse();
    }
    Ok(page.list(&state.world.base, &pulls, |pull| render::pull_request(&state.world, repository, pull)))
}

impl PullFilter {
    fn admits(&self, state: &State, pull: &PullRequest) -> bool {
        let by_state = match self.state.as_deref() {
            Some("all") => true,
            Some("closed") => !pull.is_open(),
            _ => pull.is_open(),
        };
        let by_head = self.head.as_deref().is_none_or(|head| {
            let owner = state.world.accounts.get(&pull.head.owner_id).map_or("", |owner| &owner.login);
            // GitHub ignores a head without an owner.
            head.split_once(':').is_none_or(|(login, name)| login.eq_ignore_ascii_case(owner) && name == pull.head.name)
        });
        by_state && by_head && self.base.as_deref().is_none_or(|base| base == pull.base_ref)
    }
}

pub(super) async fn show(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Path((_, _, number)): Path<(String, String, u64)>,
    identity: Identity,
) -> Result<Json<Value>, Refusal> {
    shared.lock().readable(&identity, id)?;
    if git::check(&shared, id, number).await.is_err() {
        tracing::warn!("Whether a pull request can be merged is not known, and taken for granted");
    }
    let state = shared.lock();
    let repository = state.readable(&identity, id)?;
    let pull = repository.pull_requests.get(&number).ok_or_else(Refusal::not_found)?;
    Ok(Json(render::pull_request_in_full(&state.world, repository, pull)))
}

pub(super) async fn create(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    identity: Identity,
    Body(request): Body<NewPullRequest>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let missing = |field| Refusal::invalid("PullRequest", field, "missing_field");
    let mut state = shared.lock();
    let repository = state.readable(&identity, id)?;
    let author_id = state.acting_account(&identity, repository);
    let head_id = request.head.as_deref().and_then(|head| head_repository(&state, repository, head)).unwrap_or(id);
    // As at GitHub, whoever may push to a fork may offer its branches to the repository it comes from.
    state.writable(&identity, if head_id == id { id } else { head_id })?;
    let title = request.title.filter(|title| !title.trim().is_empty()).ok_or_else(|| missing("title"))?;
    let head = request.head.ok_or_else(|| missing("head"))?;
    let base = request.base.ok_or_else(|| missing("base"))?;
    let head_repository_id =
        head_repository(&state, repository, &head).ok_or_else(|| Refusal::invalid("PullRequest", "head", "invalid"))?;
    let head = head.split_once(':').map_or(head.as_str(), |(_, name)| name).to_owned();
    let opening = changes::Opening {
        repository_id: id,
        head_repository_id,
        head,
        base,
        title,
        body: request.body,
        is_draft: request.draft,
        author_id,
    };
    Ok((StatusCode::CREATED, Json(changes::open(&mut state, opening)?)))
}

/// The repository of a head: this one, or somebody's fork of it for `owner:branch`.
fn head_repository(state: &State, base: &Repository, head: &str) -> Option<u64> {
    let Some((login, _)) = head.split_once(':') else { return Some(base.id) };
    let owner_id = state.world.account(login)?.id;
    let mut network = state.world.repositories.values();
    let found =
        network.find(|other| other.owner_id == owner_id && (other.id == base.id || other.parent_id == Some(base.id)));
    found.map(|found| found.id)
}

pub(super) async fn update(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Path((_, _, number)): Path<(String, String, u64)>,
    identity: Identity,
    Body(request): Body<PullRequestUpdate>,
) -> Result<Json<Value>, Refusal> {
    let mut state = shared.lock();
    let (_, sender_id) = state.writable(&identity, id)?;
    let is_open = state.pull_request(id, number)?.is_open();
    if request.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        return Err(Refusal::invalid("PullRequest", "title", "missing_field"));
    }
    changes::edit(&mut state, (id, number), request.title, request.body.map(Some), request.base, sender_id)?;
    match request.state.as_deref() {
        Some("closed") if is_open => {
            changes::close(&mut state, id, number, sender_id)?;
        }
        Some("open") if !is_open => {
            changes::reopen(&mut state, id, number, sender_id)?;
        }
        None | Some("open" | "closed") => {}
        Some(_) => return Err(Refusal::invalid("PullRequest", "state", "invalid")),
    }
    let repository = &state.world.repositories[&id];
    Ok(Json(render::pull_request_in_full(&state.world, repository, state.pull_request(id, number)?)))
}

pub(super) async fn merge(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Path((_, _, number)): Path<(String, String, u64)>,
    identity: Identity,
    Body(request): Body<MergeRequest>,
) -> Result<Json<Value>, Refusal> {
    shared.lock().writable(&identity, id)?;
    // The long part of it, if nobody has asked git for this repository before.
    git::prepare(&shared, id).await?;
    let mut state = shared.lock();
    let (_, sender_id) = state.writable(&identity, id)?;
    let head = state.pull_request(id, number)?.head.sha.clone();
    if request.sha.is_some_and(|expected| expected != head) {
        let message = "Head branch was modified. Review and try the merge again.";
        return Err(Refusal::new(StatusCode::CONFLICT, message));
    }
    let words = changes::MergeWords {
        method: request.merge_method,
        title: request.commit_title,
        message: request.commit_message,
    };
    let merged = changes::merge(&mut state, id, number, sender_id, words)?;
    let sha = merged["merge_commit_sha"].clone();
    Ok(Json(json!({"sha": sha, "merged": true, "message": "Pull Request successfully merged"})))
}
