//! Installing, suspending and removing the App.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Change;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::{Installation, RepositorySelection, now};

/// Installs the App on an account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CreateInstallation {
    pub account: String,
    /// The `owner/name` of each chosen repository; all repositories without it.
    pub repositories: Option<Vec<String>>,
    pub by: Option<String>,
}

/// Chooses other repositories for an installation.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SelectRepositories {
    pub account: String,
    /// The `owner/name` of each chosen repository; all repositories without it.
    pub repositories: Option<Vec<String>>,
    pub by: Option<String>,
}

/// Uninstalls the App; its tokens end at once.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeleteInstallation {
    pub account: String,
    pub by: Option<String>,
}

/// Suspends an installation: its tokens are refused, and only `unsuspend` and `deleted` are heard of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SuspendInstallation {
    pub account: String,
    pub by: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnsuspendInstallation {
    pub account: String,
    pub by: Option<String>,
}

impl Change for CreateInstallation {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let account_id = state.world.require_account(&self.account)?.id;
        let sender_id = state.sender(self.by.as_deref(), account_id)?;
        if state.world.installation_on(account_id).is_some() {
            return Err(Refusal::unprocessable("The App is installed there already"));
        }
        let selection = selection(state, account_id, self.repositories.as_deref())?;
        let id = state.world.next_id();
        let at = now();
        let (suspended_at, suspended_by) = (None, None);
        let installation =
            Installation { id, account_id, selection, suspended_at, suspended_by, created_at: at, updated_at: at };
        state.world.installations.insert(id, installation);
        installation_event(state, id, "created", sender_id);
        Ok(rendered(state, id))
    }
}

impl Change for SelectRepositories {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (id, account_id, sender_id) = resolve(state, &self.account, self.by.as_deref())?;
        let selection = selection(state, account_id, self.repositories.as_deref())?;
        let before = covered(state, id);
        let installation = installation_mut(state, id)?;
        installation.selection = selection;
        installation.updated_at = now();
        let after = covered(state, id);

        for (action, ids) in [("added", &after - &before), ("removed", &before - &after)] {
            if ids.is_empty() {
                continue;
            }
            let briefs: Vec<Value> =
                ids.iter().map(|id| render::repository_brief(&state.world, &state.world.repositories[id])).collect();
            let (added, removed) = if action == "added" { (briefs, Vec::new()) } else { (Vec::new(), briefs) };
            let payload = json!({
                "action": action,
                "repository_selection": state.world.installations[&id].selection.as_str(),
                "repositories_added": added,
                "repositories_removed": removed,
                "requester": null,
            });
            state.fire_installation("installation_repositories", id, sender_id, payload);
        }
        Ok(rendered(state, id))
    }
}

impl Change for DeleteInstallation {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let (id, _, sender_id) = resolve(state, &self.account, self.by.as_deref())?;
        installation_event(state, id, "deleted", sender_id);
        state.tokens.revoke_installation(id);
        state.world.installations.remove(&id);
        Ok(())
    }
}

impl Change for SuspendInstallation {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (id, _, sender_id) = resolve(state, &self.account, self.by.as_deref())?;
        let installation = installation_mut(state, id)?;
        installation.suspended_at = Some(now());
        installation.suspended_by = Some(sender_id);
        installation_event(state, id, "suspend", sender_id);
        Ok(rendered(state, id))
    }
}

impl Change for UnsuspendInstallation {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (id, _, sender_id) = resolve(state, &self.account, self.by.as_deref())?;
        let installation = installation_mut(state, id)?;
        installation.suspended_at = None;
        installation.suspended_by = None;
        installation_event(state, id, "unsuspend", sender_id);
        Ok(rendered(state, id))
    }
}

fn resolve(state: &State, account: &str, by: Option<&str>) -> Result<(u64, u64, u64), Refusal> {
    let account_id = state.world.require_account(account)?.id;
    let installation = state.world.installation_on(account_id);
    let id = installation.ok_or_else(|| Refusal::unknown("installation on", account))?.id;
    Ok((id, account_id, state.sender(by, account_id)?))
}

fn installation_mut(state: &mut State, id: u64) -> Result<&mut Installation, Refusal> {
    state.world.installations.get_mut(&id).ok_or_else(Refusal::not_found)
}

fn selection(state: &State, account_id: u64, names: Option<&[String]>) -> Result<RepositorySelection, Refusal> {
    let Some(names) = names else { return Ok(RepositorySelection::All) };
    let mut ids = BTreeSet::new();
    for name in names {
        let id = state.world.repository_id(name)?;
        if state.owner_id(id)? != account_id {
            return Err(Refusal::unprocessable(format!("{name:?} belongs to another account")));
        }
        ids.insert(id);
    }
    Ok(RepositorySelection::Selected(ids))
}

fn covered(state: &State, id: u64) -> BTreeSet<u64> {
    let repositories = state.world.installation_repositories(&state.world.installations[&id]);
    repositories.into_iter().map(|repository| repository.id).collect()
}

fn rendered(state: &State, id: u64) -> Value {
    render::installation(&state.world, &state.app, &state.world.installations[&id])
}

fn installation_event(state: &mut State, id: u64, action: &str, sender_id: u64) {
    let repositories = state.world.installation_repositories(&state.world.installations[&id]);
    let briefs: Vec<Value> =
        repositories.into_iter().map(|repository| render::repository_brief(&state.world, repository)).collect();
    let payload = json!({"action": action, "repositories": briefs, "requester": null});
    state.fire_installation("installation", id, sender_id, payload);
}
