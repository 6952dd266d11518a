//! Adding, renaming and deleting repositories.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Change;
use crate::events::Event;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::{Branch, Repository, RepositorySelection, now};

/// Adds a repository, with one commit on `main` unless it shall be empty.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddRepository {
    pub owner: String,
    pub name: String,
    pub description: Option<String>,
    pub private: bool,
    pub empty: bool,
    pub by: Option<String>,
}

/// Gives a repository another name; the old one is redirected.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RenameRepository {
    /// The `owner/name` it has now.
    pub repository: String,
    /// Its new name, without the owner.
    pub name: String,
    pub by: Option<String>,
}

/// Deletes a repository; pull requests from it stay where they were opened, with a head that is gone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeleteRepository {
    pub repository: String,
    pub by: Option<String>,
}

impl Change for AddRepository {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let owner_id = state.world.require_account(&self.owner)?.id;
        let sender_id = state.sender(self.by.as_deref(), owner_id)?;
        refuse_bad_name(state, &self.owner, &self.name)?;

        let id = state.world.next_id();
        let at = now();
        let repository = Repository {
            id,
            owner_id,
            name: self.name,
            former_names: Vec::new(),
            description: self.description,
            language: None,
            stars: 0,
            is_private: self.private,
            parent_id: None,
            default_branch: "main".to_owned(),
            clone_url: None,
            branches: BTreeMap::new(),
            pull_requests: BTreeMap::new(),
            created_at: at,
            updated_at: at,
            pushed_at: at,
        };
        let rendered = |state: &State| render::repository(&state.world, &state.world.repositories[&id]);
        state.world.repositories.insert(id, repository);
        if !self.empty {
            let first = Branch::at(state.start_project(id));
            let repository = state.world.repositories.get_mut(&id).ok_or_else(Refusal::not_found)?;
            repository.branches.insert("main".to_owned(), first);
        }
        repository_event(state, id, sender_id, json!({"action": "created"}));
        access_event(state, id, "added", sender_id);
        Ok(rendered(state))
    }
}

impl Change for RenameRepository {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let id = state.world.repository_id(&self.repository)?;
        let owner_id = state.owner_id(id)?;
        let sender_id = state.sender(self.by.as_deref(), owner_id)?;
        let owner = state.world.accounts[&owner_id].login.clone();
        refuse_bad_name(state, &owner, &self.name)?;

        let repository = state.world.repository_mut(&self.repository)?;
        let before = std::mem::replace(&mut repository.name, self.name);
        repository.former_names.push(before.clone());
        repository.updated_at = repository.updated_at.max(now());
        let changes = json!({"repository": {"name": {"from": before}}});
        repository_event(state, id, sender_id, json!({"action": "renamed", "changes": changes}));
        Ok(render::repository(&state.world, &state.world.repositories[&id]))
    }
}

impl Change for DeleteRepository {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let id = state.world.repository_id(&self.repository)?;
        let sender_id = state.sender(self.by.as_deref(), state.owner_id(id)?)?;

        repository_event(state, id, sender_id, json!({"action": "deleted"}));
        access_event(state, id, "removed", sender_id);
        state.world.repositories.remove(&id);
        for repository in state.world.repositories.values_mut() {
            if repository.parent_id == Some(id) {
                repository.parent_id = None;
            }
            for pull in repository.pull_requests.values_mut() {
                if pull.head.repository_id == Some(id) {
                    pull.head.repository_id = None;
                }
            }
        }
        for installation in state.world.installations.values_mut() {
            if let RepositorySelection::Selected(ids) = &mut installation.selection {
                ids.remove(&id);
            }
        }
        Ok(())
    }
}

fn refuse_bad_name(state: &State, owner: &str, name: &str) -> Result<(), Refusal> {
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if name.is_empty() || name.len() > 100 || !name.chars().all(is_allowed) {
        return Err(Refusal::invalid("Repository", "name", "invalid"));
    }
    if state.world.repository(owner, name).is_some() {
        return Err(Refusal::custom("Repository", "name already exists on this account"));
    }
    Ok(())
}

fn repository_event(state: &mut State, id: u64, sender_id: u64, payload: Value) {
    let account_id = state.world.repositories[&id].owner_id;
    state.fire(Event { name: "repository", account_id, repository_id: Some(id), sender_id, payload });
}

/// An installation on all repositories gains and loses them with the account.
fn access_event(state: &mut State, id: u64, action: &str, sender_id: u64) {
    let repository = &state.world.repositories[&id];
    let Some(installation) = state.world.installation_on(repository.owner_id) else { return };
    if !installation.covers(repository) || installation.suspended_at.is_some() {
        return;
    }
    let (added, removed) = if action == "added" { (Some(repository), None) } else { (None, Some(repository)) };
    let brief = |repository: &Repository| render::repository_brief(&state.world, repository);
    let payload = json!({
        "action": action,
        "repository_selection": installation.selection.as_str(),
        "repositories_added": added.map(brief).into_iter().collect::<Vec<_>>(),
        "repositories_removed": removed.map(brief).into_iter().collect::<Vec<_>>(),
        "requester": null,
    });
    let installation_id = installation.id;
    state.fire_installation("installation_repositories", installation_id, sender_id, payload);
}
