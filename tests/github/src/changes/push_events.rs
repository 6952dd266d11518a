//! What webhooks say of branches: `create`, `delete` and `push`.

use serde_json::{Value, json};

use super::checks::report;
use crate::events::Event;
use crate::git::PushedCommit;
use crate::objects::{Id, message};
use crate::state::State;
use crate::world::{Repository, now};

/// The commit id that stands for "none" in push events.
pub(super) const NO_COMMIT: &str = "0000000000000000000000000000000000000000";

/// What git told of a push.
#[derive(Default)]
pub(super) struct Told {
    /// None if it was not pushed with git.
    pub commits: Option<Vec<PushedCommit>>,
    pub is_forced: bool,
}

pub(super) fn reference_event(state: &mut State, repository_id: u64, name: &'static str, branch: &str, sender_id: u64) {
    let repository = &state.world.repositories[&repository_id];
    let account_id = repository.owner_id;
    let mut payload = json!({"ref": branch, "ref_type": "branch", "pusher_type": "user"});
    if name == "create" {
        payload["master_branch"] = json!(repository.default_branch);
        payload["description"] = json!(repository.description);
    }
    state.fire(Event { name, account_id, repository_id: Some(repository_id), sender_id, payload });
}

pub(super) fn push_event(
    state: &mut State,
    repository_id: u64,
    branch: &str,
    (before, after): (&str, &str),
    told: &Told,
    sender_id: u64,
) {
    let repository = &state.world.repositories[&repository_id];
    let account_id = repository.owner_id;
    let sender = &state.world.accounts[&sender_id];
    let url = format!("{}/{}", state.world.base, state.world.full_name(repository));
    let person = json!({"name": sender.login, "email": sender.public_email(), "username": sender.login});
    let is_deleted = after == NO_COMMIT;
    let commits = match &told.commits {
        _ if is_deleted => Vec::new(),
        Some(commits) => commits.iter().map(|commit| addressed(commit.as_json(), &url)).collect(),
        None => vec![addressed(made_commit(state, repository, branch, after, &person), &url)],
    };
    let head = match &told.commits {
        _ if is_deleted => Value::Null,
        // A branch at a commit that another one has brings nothing new.
        Some(_) => commits
            .last()
            .cloned()
            .unwrap_or_else(|| addressed(made_commit(state, repository, branch, after, &person), &url)),
        None => commits[0].clone(),
    };
    let payload = json!({
        "ref": format!("refs/heads/{branch}"),
        "before": before,
        "after": after,
        "created": before == NO_COMMIT,
        "deleted": is_deleted,
        "forced": told.is_forced,
        "base_ref": null,
        "compare": format!("{url}/compare/{}...{}", &before[..12], &after[..12]),
        "commits": commits,
        "head_commit": head,
        "pusher": person,
    });
    state.fire(Event { name: "push", account_id, repository_id: Some(repository_id), sender_id, payload });
    if state.reports_checks && !is_deleted {
        report(state, repository_id, after, sender_id);
    }
}

fn addressed(mut commit: Value, url: &str) -> Value {
    commit["url"] = json!(format!("{url}/commit/{}", commit["id"].as_str().unwrap_or_default()));
    commit
}

/// A commit that was not pushed with git: what the stand-in knows of it.
fn made_commit(state: &State, repository: &Repository, branch: &str, id: &str, person: &Value) -> Value {
    let usual = || format!("Work on {branch}");
    let from_memory = Id::parse(id).and_then(|id| Some(message(&state.git.objects().get(id)?.bytes)));
    let from_folder = || Some(message(&state.git.read_object(repository.id, "commit", id)?));
    json!({
        "id": id,
        "message": from_memory.or_else(from_folder).unwrap_or_else(usual),
        "timestamp": now().to_string(),
        "author": person,
        "committer": person,
    })
}
