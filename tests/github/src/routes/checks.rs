//! Check runs of commits and reviews of pull requests: made up from the commit and the number, the same each time.

use axum::Json;
use axum::extract::{Path, State as Extract};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::repositories::Named;
use crate::auth::Identity;
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::render;
use crate::state::{Shared, State};
use crate::world::{PullRequest, Repository};

pub(super) async fn check_runs(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Path((_, _, reference)): Path<(String, String, String)>,
    identity: Identity,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let repository = state.readable(&identity, id)?;
    let sha = commit(repository, &reference);
    let is_branch = repository.branches.values().any(|branch| branch.sha == sha);
    let is_named = is_branch || repository.pull_requests.values().any(|pull| pull.head.sha == sha);
    if !is_named && !state.git.has_commit(id, &sha) {
        return Err(Refusal::unprocessable(format!("No commit found for SHA: {reference}")));
    }
    let all = render::check_runs(&state, repository, &sha);
    let body = json!({"total_count": all.len(), "check_runs": page.cut(&all)});
    Ok(page.answer(&state.world.base, all.len(), body))
}

/// Only what somebody has reported: what runs are checks.
pub(super) async fn status(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Path((_, _, reference)): Path<(String, String, String)>,
    identity: Identity,
) -> Result<Json<Value>, Refusal> {
    let state = shared.lock();
    let sha = commit(state.readable(&identity, id)?, &reference);
    Ok(Json(render::combined_status(&state, &sha)))
}

/// The commit that a branch's name or a commit's own means.
fn commit(repository: &Repository, reference: &str) -> String {
    let branch = repository.branches.get(reference.strip_prefix("heads/").unwrap_or(reference));
    branch.map_or_else(|| reference.to_lowercase(), |branch| branch.sha.clone())
}

pub(super) async fn reviews(
    Extract(shared): Extract<Shared>,
    Named(id): Named,
    Path((_, _, number)): Path<(String, String, u64)>,
    identity: Identity,
    page: Page,
) -> Result<Response, Refusal> {
    let state = shared.lock();
    let repository = state.readable(&identity, id)?;
    let pull = repository.pull_requests.get(&number).ok_or_else(Refusal::not_found)?;
    let all: Vec<Value> = review(&state, repository, pull).into_iter().collect();
    Ok(page.list(&state.world.base, &all, Value::clone))
}

/// Drafts have none, and of the others a third, by somebody of the organization who did not write it.
fn review(state: &State, repository: &Repository, pull: &PullRequest) -> Option<Value> {
    let drawn = render::draw(&format!("{} {}", repository.id, pull.number));
    let members = &state.world.owner_of(repository).members;
    let others: Vec<u64> = members.iter().map(|member| member.user_id).filter(|id| *id != pull.author_id).collect();
    if pull.is_draft || others.is_empty() || drawn.is_multiple_of(3) {
        return None;
    }
    let reviewer = state.world.accounts.get(&others[drawn as usize % others.len()])?;
    let (verdict, words) = match drawn % 3 {
        1 => ("APPROVED", "Reads well."),
        _ => ("CHANGES_REQUESTED", "Please add a test for the discount of 100 %."),
    };
    let url = format!("{}/{}/pull/{}", state.world.base, state.world.full_name(repository), pull.number);
    let submitted_at: Timestamp = pull.created_at + SignedDuration::from_hours(3);
    let id = drawn >> 24;
    Some(json!({
        "id": id,
        "node_id": render::node_id("PullRequestReview", id),
        "user": render::account(&state.world, reviewer),
        "body": words,
        "state": verdict,
        "html_url": format!("{url}#pullrequestreview-{id}"),
        "pull_request_url": format!("{}/repos/{}/pulls/{}", state.world.base, state.world.full_name(repository), pull.number),
        "submitted_at": submitted_at.to_string(),
        "commit_id": pull.head.sha,
        "author_association": "MEMBER",
    }))
}
