//! GraphQL, as far as there is no other way: how the pull requests of a repository are checked, in one question, and a draft
//! becomes ready for review.

use axum::Json;
use axum::extract::State as Extract;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::auth::Identity;
use crate::body::Body;
use crate::changes;
use crate::graphql::{self, Forbidden};
use crate::refusal::Refusal;
use crate::render;
use crate::state::{Shared, State};

#[derive(Deserialize)]
pub(super) struct Question {
    query: String,
    #[serde(default)]
    variables: Value,
}

/// As at GitHub, a refusal is a 200 with errors in it.
pub(super) async fn answer(
    Extract(shared): Extract<Shared>,
    identity: Identity,
    Body(question): Body<Question>,
) -> Result<Json<Value>, Refusal> {
    if matches!(identity, Identity::Anonymous) {
        return Err(Refusal::requires_authentication());
    }
    if !question.query.contains("markPullRequestReadyForReview") {
        return Ok(Json(looked_up(&mut shared.lock(), &identity, &question)));
    }
    let mut state = shared.lock();
    let found = state.world.repositories.values().find_map(|repository| {
        let mut pulls = repository.pull_requests.values();
        let pull = pulls.find(|pull| render::node_id("PullRequest", pull.id) == question.variables["id"])?;
        Some((repository.id, pull.number))
    });
    let Some((repository_id, number)) = found else {
        return Ok(errors(&format!("Could not resolve to a node with the global id of {}", question.variables["id"])));
    };
    let Ok((_, sender_id)) = state.writable(&identity, repository_id) else {
        return Ok(errors("Resource not accessible"));
    };
    changes::set_draft(&mut state, repository_id, number, false, sender_id)?;
    Ok(Json(json!({"data": {"markPullRequestReadyForReview": {"pullRequest": {"isDraft": false}}}})))
}

fn looked_up(state: &mut State, identity: &Identity, question: &Question) -> Value {
    let query = match graphql::parse(&question.query) {
        Ok(query) => query,
        Err(message) => return json!({"errors": [{"message": message}]}),
    };
    let forbidden = match identity {
        Identity::Installation(_) if !state.app.reads_checks => Forbidden::Checks,
        _ if state.faults.take_partial_answer() => Forbidden::OneCheck,
        _ => Forbidden::Nothing,
    };
    let state = &*state;
    let find = |owner: &str, name: &str| {
        let found = state.world.repository(owner, name).or_else(|| state.world.renamed_repository(owner, name))?;
        let is_missing = state.faults.is_missing(&state.world.full_name(found));
        Some(found).filter(|found| !is_missing && state.can_see(identity, found))
    };
    graphql::answer(state, &query, &question.variables, forbidden, find)
}

fn errors(message: &str) -> Json<Value> {
    Json(json!({"data": null, "errors": [{"message": message}]}))
}
