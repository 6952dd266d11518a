//! Statuses of commits, as services report them that make no checks.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Change;
use crate::events::Event;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::now;

/// Lets a service report how the newest commit of a branch stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportStatus {
    pub repository: String,
    pub branch: String,
    /// What people read: which service.
    pub context: String,
    pub state: Verdict,
    #[serde(default)]
    pub by: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Pending,
    Success,
    Failure,
    Error,
}

/// One report; a later one of the same service is another.
#[derive(Debug, Clone)]
pub(crate) struct Status {
    pub id: usize,
    pub context: String,
    pub state: Verdict,
    pub at: Timestamp,
}

impl Change for ReportStatus {
    /// The commit.
    type Outcome = String;

    fn apply(self, state: &mut State) -> Result<String, Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let account_id = state.owner_id(repository_id)?;
        let sender_id = state.sender(self.by.as_deref(), account_id)?;
        let branch = state.world.repositories[&repository_id].branches.get(&self.branch);
        let sha = branch.ok_or_else(Refusal::not_found)?.sha.clone();
        let id = 1 + state.statuses.values().map(Vec::len).sum::<usize>();
        let status = Status { id, context: self.context, state: self.state, at: now() };
        state.statuses.entry(sha.clone()).or_default().push(status.clone());

        let repository = &state.world.repositories[&repository_id];
        let mut payload = render::status(state, &status);
        payload["sha"] = json!(sha);
        payload["name"] = json!(state.world.full_name(repository));
        payload["commit"] = json!({"sha": sha});
        payload["branches"] = render::branches_with(repository, &sha);
        state.fire(Event { name: "status", account_id, repository_id: Some(repository_id), sender_id, payload });
        Ok(sha)
    }
}
