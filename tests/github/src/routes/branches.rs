//! Branches and references of a repository.

use axum::Json;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::repositories::Named;
use crate::auth::Identity;
use crate::body::Body;
use crate::changes::branch_out;
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::Shared;
use crate::world::Branch;

#[derive(Deserialize)]
pub(super) struct BranchFilter {
    protected: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct NewReference {
    #[serde(rename = "ref")]
    reference: Option<String>,
    sha: Option<String>,
}

/// By name; an empty repository has none.
pub(super) async fn list(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    identity: Identity,
    Query(filter): Query<BranchFilter>,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let repository = state.readable(&identity, id)?;
    let is_shown = |branch: &Branch| filter.protected.is_none_or(|wanted| branch.is_protected == wanted);
    let all: Vec<(&String, &Branch)> = repository.branches.iter().filter(|(_, branch)| is_shown(branch)).collect();
    Ok(page.list(&state.world.base, &all, |(name, branch)| render::branch(&state.world, repository, name, branch)))
}

pub(super) async fn show(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Path((_, _, name)): Path<(String, String, String)>,
    identity: Identity,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let repository = state.readable(&identity, id)?;
    let branch = repository.branches.get(&name);
    let branch = branch.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "Branch not found"))?;
    Ok(Json(render::branch(&state.world, repository, &name, branch)))
}

pub(super) async fn create(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    identity: Identity,
    Body(request): Body<NewReference>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut state = shared.lock();
    let (repository, sender_id) = state.writable(&identity, id)?;
    let full_name = state.world.full_name(repository);
    if repository.branches.is_empty() {
        return Err(Refusal::new(StatusCode::CONFLICT, "Git Repository is empty."));
    }
    let reference = request.reference.unwrap_or_default();
    let name = reference
        .strip_prefix("refs/heads/")
        .ok_or_else(|| Refusal::unprocessable("Reference name must start with 'refs/heads/' or 'refs/tags/'."))?;
    let sha = request.sha.ok_or_else(|| Refusal::unprocessable("\"sha\" wasn't supplied."))?;
    branch_out(&mut state, id, name, sha.clone(), sender_id)?;

    let base = format!("{}/repos/{full_name}/git", state.world.base);
    let body = json!({
        "ref": reference,
        "node_id": render::node_id("Ref", id),
        "url": format!("{base}/{reference}"),
        "object": {"type": "commit", "sha": sha, "url": format!("{base}/commits/{sha}")},
    });
    Ok((StatusCode::CREATED, Json(body)))
}
