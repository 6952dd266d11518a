//! Closing and reopening pull requests.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Change, pull_event};
use crate::refusal::Refusal;
use crate::state::State;
use crate::world::now;

/// Closes a pull request without merging it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClosePullRequest {
    pub repository: String,
    pub number: u64,
    pub by: Option<String>,
}

/// Reopens a pull request that was closed and not merged.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReopenPullRequest {
    pub repository: String,
    pub number: u64,
    pub by: Option<String>,
}

impl Change for ClosePullRequest {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (repository, sender) = resolve(state, &self.repository, self.by.as_deref())?;
        close(state, repository, self.number, sender)
    }
}

impl Change for ReopenPullRequest {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (repository, sender) = resolve(state, &self.repository, self.by.as_deref())?;
        reopen(state, repository, self.number, sender)
    }
}

pub(super) fn resolve(state: &State, full_name: &str, by: Option<&str>) -> Result<(u64, u64), Refusal> {
    let repository_id = state.world.repository_id(full_name)?;
    Ok((repository_id, state.sender(by, state.owner_id(repository_id)?)?))
}

/// Closing what is closed is no change and fires nothing.
pub(crate) fn close(state: &mut State, repository_id: u64, number: u64, sender_id: u64) -> Result<Value, Refusal> {
    let pull = state.pull_request_mut(repository_id, number)?;
    if !pull.is_open() {
        return Err(Refusal::unprocessable("The pull request is closed already"));
    }
    let at = now().max(pull.updated_at);
    pull.closed_at = Some(at);
    pull.updated_at = at;
    pull_event(state, repository_id, number, sender_id, json!({"action": "closed"}))
}

pub(crate) fn reopen(state: &mut State, repository_id: u64, number: u64, sender_id: u64) -> Result<Value, Refusal> {
    let pull = state.pull_request(repository_id, number)?;
    if pull.is_open() || pull.merged_at.is_some() {
        return Err(Refusal::unprocessable("Only a pull request that was closed without a merge can be reopened"));
    }
    let head = pull.head.repository_id.and_then(|id| state.world.repositories.get(&id));
    if head.is_none_or(|head| !head.branches.contains_key(&pull.head.name)) {
        let message = format!("state cannot be changed. The {} branch has been deleted.", pull.head.name);
        return Err(Refusal::custom("PullRequest", message));
    }
    let pull = state.pull_request_mut(repository_id, number)?;
    pull.closed_at = None;
    pull.touch(now());
    pull_event(state, repository_id, number, sender_id, json!({"action": "reopened"}))
}
