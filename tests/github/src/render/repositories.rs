//! Repositories and branches as GitHub shows them.

use serde_json::{Value, json};

use super::{account, node_id};
use crate::world::{Branch, Repository, World};

/// A repository as lists, pull requests and webhooks have it.
pub(crate) fn repository(world: &World, repository: &Repository) -> Value {
    let full_name = world.full_name(repository);
    let mut answer = repository_brief(world, repository);
    let base = &world.base;
    let rest = json!({
        "owner": account(world, world.owner_of(repository)),
        "html_url": format!("{base}/{full_name}"),
        "description": repository.description,
        "fork": repository.parent_id.is_some(),
        "url": format!("{base}/repos/{full_name}"),
        "branches_url": format!("{base}/repos/{full_name}/branches{{/branch}}"),
        "pulls_url": format!("{base}/repos/{full_name}/pulls{{/number}}"),
        "clone_url": repository.clone_url.clone().unwrap_or_else(|| format!("{base}/{full_name}.git")),
        "ssh_url": format!("git@github.com:{full_name}.git"),
        "default_branch": repository.default_branch,
        "language": repository.language,
        "stargazers_count": repository.stars,
        "open_issues_count": repository.open_pull_requests().count(),
        "size": if repository.branches.is_empty() { 0 } else { 128 },
        "archived": false,
        "disabled": false,
        "visibility": if repository.is_private { "private" } else { "public" },
        "created_at": repository.created_at.to_string(),
        "updated_at": repository.updated_at.to_string(),
        "pushed_at": repository.pushed_at.to_string(),
    });
    if let (Value::Object(answer), Value::Object(rest)) = (&mut answer, rest) {
        answer.extend(rest);
    }
    answer
}

/// The few fields that webhooks about an installation list for each repository.
pub(crate) fn repository_brief(world: &World, repository: &Repository) -> Value {
    json!({
        "id": repository.id,
        "node_id": node_id("Repository", repository.id),
        "name": repository.name,
        "full_name": world.full_name(repository),
        "private": repository.is_private,
    })
}

/// A repository with what the caller may do there.
pub(crate) fn repository_for(world: &World, found: &Repository, can_write: bool) -> Value {
    let mut answer = repository(world, found);
    answer["permissions"] =
        json!({"admin": false, "maintain": false, "push": can_write, "triage": can_write, "pull": true});
    answer
}

pub(crate) fn branch(world: &World, repository: &Repository, name: &str, branch: &Branch) -> Value {
    let url = format!("{}/repos/{}/commits/{}", world.base, world.full_name(repository), branch.sha);
    json!({"name": name, "commit": {"sha": branch.sha, "url": url}, "protected": branch.is_protected})
}
