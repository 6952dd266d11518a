//! Pushing to, creating and deleting branches.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::push_events::{NO_COMMIT, Told, push_event, reference_event};
use super::{Change, close, pull_event};
use crate::git::Moved;
use crate::refusal::Refusal;
use crate::state::State;
use crate::world::{Branch, World, now};

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
        let first = || state.make_commit(repository_id, None, &self.branch, sender_id);
        let commit = self.sha.or(default).unwrap_or_else(first);
        branch_out(state, repository_id, &self.branch, commit.clone(), sender_id)?;
        Ok(Pushed { branch: self.branch, sha: commit })
    }
}

impl Change for DeleteBranch {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let sender_id = state.sender(self.by.as_deref(), state.owner_id(repository_id)?)?;
        remove(state, repository_id, &self.branch, sender_id)
    }
}

/// Deletes a branch and closes the pull requests from it.
fn remove(state: &mut State, repository_id: u64, name: &str, sender_id: u64) -> Result<(), Refusal> {
    let repository = state.world.repositories.get_mut(&repository_id).ok_or_else(Refusal::not_found)?;
    let removed = repository.branches.remove(name);
    let before = removed.ok_or_else(|| Refusal::unknown("branch", name))?.sha;

    reference_event(state, repository_id, "delete", name, sender_id);
    push_event(state, repository_id, name, (&before, NO_COMMIT), &Told::default(), sender_id);
    for (base_id, number) in open_from(&state.world, repository_id, name) {
        close(state, base_id, number, sender_id)?;
    }
    Ok(())
}

/// Takes over what somebody has pushed with git.
pub(crate) fn pushed(state: &mut State, repository_id: u64, moved: Moved, sender_id: u64) -> Result<(), Refusal> {
    let told = Told { commits: Some(moved.commits), is_forced: moved.is_forced };
    let repository = state.world.repositories.get_mut(&repository_id).ok_or_else(Refusal::not_found)?;
    // The first branch of an empty repository becomes its default one.
    if repository.branches.is_empty() && moved.after.is_some() {
        repository.default_branch.clone_from(&moved.branch);
    }
    match moved.after {
        None if repository.branches.contains_key(&moved.branch) => {
            remove(state, repository_id, &moved.branch, sender_id)
        }
        None => Ok(()),
        Some(after) if repository.branches.contains_key(&moved.branch) => {
            move_to(state, repository_id, &moved.branch, &after, &told, sender_id)
        }
        Some(after) => add(state, repository_id, &moved.branch, &after, &told, sender_id),
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
    add(state, repository_id, name, &commit, &Told::default(), sender_id)
}

fn add(state: &mut State, id: u64, name: &str, commit: &str, told: &Told, sender_id: u64) -> Result<(), Refusal> {
    let repository = state.world.repositories.get_mut(&id).ok_or_else(Refusal::not_found)?;
    repository.branches.insert(name.to_owned(), Branch::at(commit.to_owned()));
    repository.pushed_at = repository.pushed_at.max(now());
    reference_event(state, id, "create", name, sender_id);
    push_event(state, id, name, (NO_COMMIT, commit), told, sender_id);
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
    let repository = state.world.repositories.get(&repository_id).ok_or_else(Refusal::not_found)?;
    let present = repository.branches.get(name).map(|branch| branch.sha.as_str());
    let default = repository.branches.get(&repository.default_branch).map(|branch| branch.sha.as_str());
    let made = || state.make_commit(repository_id, present.or(default), name, sender_id);
    let (is_new, commit) = (present.is_none(), commit.unwrap_or_else(made));
    if is_new {
        branch_out(state, repository_id, name, commit.clone(), sender_id)?;
        return Ok(commit);
    }
    if !is_commit_id(&commit) {
        return Err(Refusal::unprocessable("A commit id has 40 hexadecimal digits"));
    }
    move_to(state, repository_id, name, &commit, &Told::default(), sender_id)?;
    Ok(commit)
}

/// Moves a branch that exists.
fn move_to(state: &mut State, id: u64, name: &str, commit: &str, told: &Told, sender_id: u64) -> Result<(), Refusal> {
    let repository = state.world.repositories.get_mut(&id).ok_or_else(Refusal::not_found)?;
    let branch = repository.branches.get_mut(name).ok_or_else(Refusal::not_found)?;
    let before = std::mem::replace(&mut branch.sha, commit.to_owned());
    if before == commit {
        return Ok(());
    }
    repository.pushed_at = repository.pushed_at.max(now());
    push_event(state, id, name, (&before, commit), told, sender_id);
    for (base_id, number) in open_from(&state.world, id, name) {
        let pull = state.pull_request_mut(base_id, number)?;
        commit.clone_into(&mut pull.head.sha);
        pull.touch(now());
        let payload = json!({"action": "synchronize", "before": before, "after": commit});
        pull_event(state, base_id, number, sender_id, payload)?;
    }
    Ok(())
}

/// The open pull requests whose commits are on this branch, in any repository.
fn open_from(world: &World, repository_id: u64, branch: &str) -> Vec<(u64, u64)> {
    let of = |base_id: u64| {
        let pulls = world.repositories[&base_id].open_pull_requests();
        pulls.filter(|pull| pull.comes_from(repository_id, branch)).map(move |pull| (base_id, pull.number))
    };
    world.repositories.keys().flat_map(|base_id| of(*base_id)).collect()
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
