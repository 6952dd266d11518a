//! Pushing to, creating and deleting branches.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Change, close, pull_event};
use crate::events::Event;
use crate::refusal::Refusal;
use crate::state::State;
use crate::world::{Branch, World, now, sha};

/// The commit id that stands for "none" in push events.
const NO_COMMIT: &str = "0000000000000000000000000000000000000000";

/// Pushes a commit to a branch, making the branch if there is none.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Push {
    pub repository: String,
    pub branch: String,
    /// Made up from the commit before, unless given.
    pub sha: Option<String>,
    pub by: Option<String>,
}

/// Makes a branch at a commit, or at the head of the default branch.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CreateBranch {
    pub repository: String,
    pub branch: String,
    pub sha: Option<String>,
    pub by: Option<String>,
}

/// Deletes a branch; open pull requests from it are closed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeleteBranch {
    pub repository: String,
    pub branch: String,
    pub by: Option<String>,
}

/// What the control routes answer.
#[derive(Debug, Clone, Serialize)]
pub struct Pushed {
    pub branch: String,
    pub sha: String,
}

impl Change for Push {
    type Outcome = Pushed;

    fn apply(self, state: &mut State) -> Result<Pushed, Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let sender_id = state.sender(self.by.as_deref(), state.owner_id(repository_id)?)?;
        let sha = push_to(state, repository_id, &self.branch, self.sha, sender_id)?;
        Ok(Pushed { branch: self.branch, sha })
    }
}

impl Change for CreateBranch {
    type Outcome = Pushed;

    fn apply(self, state: &mut State) -> Result<Pushed, Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let sender_id = state.sender(self.by.as_deref(), state.owner_id(repository_id)?)?;
        let repository = &state.world.repositories[&repository_id];
        let default = repository.branches.get(&repository.default_branch).map(|branch| branch.sha.clone());
        let commit = self.sha.or(default).unwrap_or_else(|| sha(&self.repository));
        branch_out(state, repository_id, &self.branch, commit.clone(), sender_id)?;
        Ok(Pushed { branch: self.branch, sha: commit })
    }
}

impl Change for DeleteBranch {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let sender_id = state.sender(self.by.as_deref(), state.owner_id(repository_id)?)?;
        let removed = state.world.repository_mut(&self.repository)?.branches.remove(&self.branch);
        let before = removed.ok_or_else(|| Refusal::unknown("branch", &self.branch))?.sha;

        reference_event(state, repository_id, "delete", &self.branch, sender_id);
        push_event(state, repository_id, &self.branch, (&before, NO_COMMIT), sender_id);
        for (base_id, number) in open_from(&state.world, repository_id, &self.branch) {
            close(state, base_id, number, sender_id)?;
        }
        Ok(())
    }
}

/// Makes a branch, with GitHub's `create` and `push` events.
pub(crate) fn branch_out(
    state: &mut State,
    repository_id: u64,
    name: &str,
    commit: String,
    sender_id: u64,
) -> Result<(), Refusal> {
    if !is_commit_id(&commit) {
        return Err(Refusal::unprocessable("A commit id has 40 hexadecimal digits"));
    }
    if !is_branch_name(name) {
        return Err(Refusal::unprocessable(format!("{name:?} is not a valid ref name.")));
    }
    let repository = state.world.repositories.get_mut(&repository_id).ok_or_else(Refusal::not_found)?;
    if repository.branches.contains_key(name) {
        return Err(Refusal::unprocessable("Reference already exists"));
    }
    repository.branches.insert(name.to_owned(), Branch::at(commit.clone()));
    repository.pushed_at = repository.pushed_at.max(now());
    reference_event(state, repository_id, "create", name, sender_id);
    push_event(state, repository_id, name, (NO_COMMIT, &commit), sender_id);
    Ok(())
}

/// Moves a branch to a commit and lets its pull requests follow. Answers with the commit.
pub(crate) fn push_to(
    state: &mut State,
    repository_id: u64,
    name: &str,
    commit: Option<String>,
    sender_id: u64,
) -> Result<String, Refusal> {
    let repository = state.world.repositories.get_mut(&repository_id).ok_or_else(Refusal::not_found)?;
    let Some(branch) = repository.branches.get_mut(name) else {
        let commit = commit.unwrap_or_else(|| sha(&format!("{repository_id}/{name}")));
        branch_out(state, repository_id, name, commit.clone(), sender_id)?;
        return Ok(commit);
    };
    let commit = commit.unwrap_or_else(|| sha(&format!("after {}", branch.sha)));
    if !is_commit_id(&commit) {
        return Err(Refusal::unprocessable("A commit id has 40 hexadecimal digits"));
    }
    let before = std::mem::replace(&mut branch.sha, commit.clone());
    if before == commit {
        return Ok(commit);
    }
    repository.pushed_at = repository.pushed_at.max(now());
    push_event(state, repository_id, name, (&before, &commit), sender_id);
    for (base_id, number) in open_from(&state.world, repository_id, name) {
        let pull = state.pull_request_mut(base_id, number)?;
        pull.head.sha = commit.clone();
        pull.touch(now());
        let payload = json!({"action": "synchronize", "before": before, "after": commit});
        pull_event(state, base_id, number, sender_id, payload)?;
    }
    Ok(commit)
}

/// The open pull requests whose commits are on this branch, in any repository.
fn open_from(world: &World, repository_id: u64, branch: &str) -> Vec<(u64, u64)> {
    let of = |base_id: u64| {
        let pulls = world.repositories[&base_id].open_pull_requests();
        pulls.filter(|pull| pull.comes_from(repository_id, branch)).map(move |pull| (base_id, pull.number))
    };
    world.repositories.keys().flat_map(|base_id| of(*base_id)).collect()
}

fn reference_event(state: &mut State, repository_id: u64, name: &'static str, branch: &str, sender_id: u64) {
    let repository = &state.world.repositories[&repository_id];
    let account_id = repository.owner_id;
    let mut payload = json!({"ref": branch, "ref_type": "branch", "pusher_type": "user"});
    if name == "create" {
        payload["master_branch"] = json!(repository.default_branch);
        payload["description"] = json!(repository.description);
    }
    state.fire(Event { name, account_id, repository_id: Some(repository_id), sender_id, payload });
}

fn push_event(state: &mut State, repository_id: u64, branch: &str, commits: (&str, &str), sender_id: u64) {
    let (before, after) = commits;
    let repository = &state.world.repositories[&repository_id];
    let account_id = repository.owner_id;
    let sender = &state.world.accounts[&sender_id];
    let url = format!("{}/{}", state.world.base, state.world.full_name(repository));
    let person = json!({"name": sender.login, "email": sender.public_email(), "username": sender.login});
    let is_deleted = after == NO_COMMIT;
    let commit = json!({
        "id": after,
        "message": format!("Work on {branch}"),
        "timestamp": now().to_string(),
        "url": format!("{url}/commit/{after}"),
        "author": person,
        "committer": person,
    });
    let payload = json!({
        "ref": format!("refs/heads/{branch}"),
        "before": before,
        "after": after,
        "created": before == NO_COMMIT,
        "deleted": is_deleted,
        "forced": false,
        "base_ref": null,
        "compare": format!("{url}/compare/{}...{}", &before[..12], &after[..12]),
        "commits": if is_deleted { json!([]) } else { json!([commit]) },
        "head_commit": if is_deleted { Value::Null } else { commit },
        "pusher": person,
    });
    state.fire(Event { name: "push", account_id, repository_id: Some(repository_id), sender_id, payload });
}

pub(crate) fn is_commit_id(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Git's rules for the names of references (git-check-ref-format), as far as names in practice can break them.
pub(crate) fn is_branch_name(name: &str) -> bool {
    let is_forbidden = |letter: char| letter.is_control() || " ~^:?*[\\".contains(letter);
    !name.is_empty()
        && name != "@"
        && !name.contains(is_forbidden)
        && !name.contains("..")
        && !name.contains("@{")
        && !name.starts_with('-')
        && !name.ends_with('.')
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock"))
}

#[cfg(test)]
mod tests {
    use super::is_branch_name;

    #[test]
    fn shell_characters_are_allowed_in_a_branch_name_and_spaces_are_not() {
        assert!(["fix/$(id)", "a`b`", "it's", "x;y|z&", "grüße/日本"].iter().all(|name| is_branch_name(name)));
        assert!(
            ["", "a b", "a..b", "-x", "a.lock", "/a", "a//b", ".a", "a:b", "@"]
                .iter()
                .all(|name| !is_branch_name(name))
        );
    }
}
