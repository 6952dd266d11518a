//! GraphQL, as far as there is no other way: a draft becomes ready for review.

use axum::Json;
use axum::extract::State as Extract;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::auth::Identity;
use crate::body::Body;
use crate::changes;
use crate::refusal::Refusal;
use crate::render;
use crate::state::Shared;

#[derive(Deserialize)]
pub(super) struct Question {
    query: String,
    #[serde(default)]
    variables: Variables,
}

#[derive(Default, Deserialize)]
struct Variables {
    #[serde(default)]
    id: String,
}

/// As at GitHub, a refusal is a 200 with errors in it.
pub(super) async fn answer(
    Extract(shared): Extract<Shared>,
    identity: Identity,
    Body(question): Body<Question>,
) -> Result<Json<Value>, Refusal> {
    if !question.query.contains("markPullRequestReadyForReview") {
        return Ok(errors("Only markPullRequestReadyForReview is known here"));
    }
    let mut state = shared.lock();
    let found = state.world.repositories.values().find_map(|repository| {
        let mut pulls = repository.pull_requests.values();
        let pull = pulls.find(|pull| render::node_id("PullRequest", pull.id) == question.variables.id)?;
        Some((repository.id, pull.number))
    });
    let Some((repository_id, number)) = found else {
        return Ok(errors(&format!("Could not resolve to a node with the global id of '{}'", question.variables.id)));
    };
    let Ok((_, sender_id)) = state.writable(&identity, repository_id) else {
        return Ok(errors("Resource not accessible"));
    };
    changes::set_draft(&mut state, repository_id, number, false, sender_id)?;
    Ok(Json(json!({"data": {"markPullRequestReadyForReview": {"pullRequest": {"isDraft": false}}}})))
}

fn errors(message: &str) -> Json<Value> {
    Json(json!({"data": null, "errors": [{"message": message}]}))
}
