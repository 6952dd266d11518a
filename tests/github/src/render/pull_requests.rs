//! Pull requests as GitHub shows them.

use serde_json::{Value, json};

use super::{account, node_id, repository};
use crate::world::{PullRequest, Repository, World};

/// A pull request as the list has it.
pub(crate) fn pull_request(world: &World, base: &Repository, pull: &PullRequest) -> Value {
    let full_name = world.full_name(base);
    let html_url = format!("{}/{full_name}/pull/{}", world.base, pull.number);
    let url = format!("{}/repos/{full_name}/pulls/{}", world.base, pull.number);
    json!({
        "url": url,
        "id": pull.id,
        "node_id": node_id("PullRequest", pull.id),
        "html_url": html_url,
        "diff_url": format!("{html_url}.diff"),
        "patch_url": format!("{html_url}.patch"),
        "number": pull.number,
        "state": pull.state(),
        "locked": false,
        "title": pull.title,
        "user": world.accounts.get(&pull.author_id).map(|author| account(world, author)),
        "body": pull.body,
        "created_at": pull.created_at.to_string(),
        "updated_at": pull.updated_at.to_string(),
        "closed_at": pull.closed_at.map(|at| at.to_string()),
        "merged_at": pull.merged_at.map(|at| at.to_string()),
        "merge_commit_sha": pull.merge_commit_sha,
        "assignees": [],
        "requested_reviewers": [],
        "labels": [],
        "draft": pull.is_draft,
        "head": head(world, pull),
        "base": {
            "label": format!("{}:{}", world.owner_of(base).login, pull.base_ref),
            "ref": pull.base_ref,
            "sha": pull.base_sha,
            "user": account(world, world.owner_of(base)),
            "repo": repository(world, base),
        },
        "author_association": "MEMBER",
        "auto_merge": null,
    })
}

/// The fork of an old pull request may be gone; GitHub then answers null and keeps the label.
fn head(world: &World, pull: &PullRequest) -> Value {
    let owner = world.accounts.get(&pull.head.owner_id);
    let head_repository = pull.head.repository_id.and_then(|id| world.repositories.get(&id));
    json!({
        "label": format!("{}:{}", owner.map_or("unknown repository", |owner| &owner.login), pull.head.name),
        "ref": pull.head.name,
        "sha": pull.head.sha,
        "user": owner.map(|owner| account(world, owner)),
        "repo": head_repository.map(|found| repository(world, found)),
    })
}

/// A pull request asked for alone, and in webhooks.
pub(crate) fn pull_request_in_full(world: &World, base: &Repository, pull: &PullRequest) -> Value {
    let mut answer = pull_request(world, base, pull);
    let merger = pull.merged_by.and_then(|id| world.accounts.get(&id));
    answer["merged"] = json!(pull.merged_at.is_some());
    let checked = base.branches.get(&pull.base_ref).map(|branch| (branch.sha.clone(), pull.head.sha.clone()));
    let is_conflicted = checked.and_then(|pair| world.merge_checks.get(&pair)) == Some(&false);
    answer["mergeable"] = if pull.is_open() { json!(!is_conflicted) } else { Value::Null };
    answer["mergeable_state"] = json!(match (pull.is_draft, is_conflicted) {
        (_, true) => "dirty",
        (true, _) => "draft",
        _ => "clean",
    });
    answer["merged_by"] = json!(merger.map(|account_| account(world, account_)));
    answer["commits"] = json!(1);
    answer["additions"] = json!(pull.number % 90 + 1);
    answer["deletions"] = json!(pull.number % 40);
    answer["changed_files"] = json!(pull.number % 12 + 1);
    answer
}
