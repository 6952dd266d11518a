//! Check runs: made up from the commit, the same each time, unless somebody has said how they end. And statuses, which are
//! only there when somebody has reported them.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::node_id;
use crate::changes::{Status, Verdict};
use crate::state::State;
use crate::world::Repository;

/// What runs on every commit.
const CHECKS: [&str; 3] = ["build", "test", "lint"];

pub(crate) fn check_runs(state: &State, repository: &Repository, sha: &str) -> Vec<Value> {
    CHECKS.iter().enumerate().map(|(place, name)| check_run(state, repository, sha, (place, name))).collect()
}

/// One commit in thirty-two does not pass its tests, and as many are still tested: what fails is to be seen among the rest.
fn check_run(state: &State, repository: &Repository, sha: &str, (place, name): (usize, &str)) -> Value {
    let drawn = draw(sha);
    let told = state.check_verdicts.get(sha);
    let made_up = (drawn.is_multiple_of(32), drawn % 32 == 1);
    let (is_under_way, is_failed) = told.map_or(made_up, |told| told.verdict.of_tests());
    let (is_under_way, is_failed) = (name == "test" && is_under_way, name == "test" && is_failed);
    let id = ((drawn >> 24) + told.map_or(0, |told| told.run)) * 10 + place as u64;
    // What has ended has not ended in the future.
    let completed_at = told.map_or(repository.pushed_at, |told| told.at);
    let took = SignedDuration::from_secs(if is_under_way { 0 } else { 40 + place as i64 * 35 });
    let started_at = completed_at - took;
    let branch = repository.branches.iter().find(|(_, branch)| branch.sha == sha).map(|(name, _)| name);
    let suite_created_at = state.check_suites.get(sha).copied().unwrap_or(repository.pushed_at);
    let conclusion = if is_failed { "failure" } else { "success" };
    let (base, full_name) = (&state.world.base, state.world.full_name(repository));
    json!({
        "id": id,
        "node_id": node_id("CheckRun", id),
        "head_sha": sha,
        "external_id": "",
        "name": name,
        "url": format!("{base}/repos/{full_name}/check-runs/{id}"),
        "html_url": format!("{base}/{full_name}/runs/{id}"),
        "details_url": format!("{base}/{full_name}/runs/{id}"),
        "status": if is_under_way { "in_progress" } else { "completed" },
        "conclusion": (!is_under_way).then_some(conclusion),
        "started_at": started_at.to_string(),
        "completed_at": (!is_under_way).then(|| completed_at.to_string()),
        "output": {"title": null, "summary": null, "text": null, "annotations_count": 0},
        "pull_requests": offered(repository, sha),
        "check_suite": {
            "id": drawn >> 24,
            "head_branch": branch,
            "head_sha": sha,
            "created_at": suite_created_at.to_string(),
            "updated_at": started_at.max(suite_created_at).to_string(),
        },
        "app": {"id": 15_368, "slug": "github-actions", "name": "GitHub Actions"},
    })
}

/// The checks and the newest statuses of a commit, as GraphQL has them.
pub(crate) fn contexts(state: &State, repository: &Repository, sha: &str) -> Vec<Value> {
    let capitals = |value: &Value| value.as_str().map(str::to_uppercase);
    let runs = check_runs(state, repository, sha).into_iter().map(|run| {
        json!({
            "__typename": "CheckRun",
            "name": run["name"],
            "databaseId": run["id"],
            "status": capitals(&run["status"]),
            "conclusion": capitals(&run["conclusion"]),
            "startedAt": run["started_at"],
            "completedAt": run["completed_at"],
            "checkSuite": {"createdAt": run["check_suite"]["created_at"]},
        })
    });
    let statuses = newest_statuses(state, sha).into_values().map(|status| {
        json!({
            "__typename": "StatusContext",
            "context": status.context,
            "state": capitals(&json!(status.state)),
            "createdAt": status.at.to_string(),
        })
    });
    runs.chain(statuses).collect()
}

/// The pull requests whose newest commit it is.
fn offered(repository: &Repository, sha: &str) -> Vec<Value> {
    let own = repository.open_pull_requests().filter(|pull| pull.head.sha == sha);
    let own = own.filter(|pull| pull.comes_from(repository.id, &pull.head.name));
    own.map(|pull| json!({"number": pull.number, "head": {"ref": pull.head.name, "sha": sha}})).collect()
}

/// A status as it was reported.
pub(crate) fn status(state: &State, status: &Status) -> Value {
    let Status { id, context, state: verdict, at } = status;
    json!({
        "id": id,
        "node_id": node_id("Status", *id as u64),
        "url": format!("{}/statuses/{id}", state.world.base),
        "context": context,
        "state": verdict,
        "description": null,
        "target_url": null,
        "created_at": at.to_string(),
        "updated_at": at.to_string(),
    })
}

fn newest_statuses<'a>(state: &'a State, sha: &str) -> BTreeMap<&'a str, &'a Status> {
    let reported = state.statuses.get(sha).into_iter().flatten();
    reported.map(|status| (status.context.as_str(), status)).collect()
}

/// The newest status of each service, and what they come to.
pub(crate) fn combined_status(state: &State, sha: &str) -> Value {
    let newest = newest_statuses(state, sha);
    let has = |verdict: Verdict| newest.values().any(|status| status.state == verdict);
    let combined = match (has(Verdict::Failure) || has(Verdict::Error), has(Verdict::Pending) || newest.is_empty()) {
        (true, _) => "failure",
        (_, true) => "pending",
        _ => "success",
    };
    let statuses: Vec<Value> = newest.values().map(|one| status(state, one)).collect();
    json!({"state": combined, "sha": sha, "total_count": statuses.len(), "statuses": statuses})
}

/// The branches that have this commit as their newest; of older commits GitHub names more.
pub(crate) fn branches_with(repository: &Repository, sha: &str) -> Value {
    let branches = repository.branches.iter().filter(|(_, branch)| branch.sha == sha);
    branches.map(|(name, _)| json!({"name": name, "commit": {"sha": sha}, "protected": false})).collect()
}

/// A number below 2^56 that follows from words, so that ids made from it stay exact in JSON.
pub(crate) fn draw(words: &str) -> u64 {
    Sha256::digest(words.as_bytes())[..7].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
