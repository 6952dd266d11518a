//! Checks that report how they stand.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Change;
use crate::events::Event;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::now;

/// Lets the checks of a branch's newest commit report how they stand, or those of every open pull request.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportChecks {
    pub repository: String,
    /// Every open pull request's, unless named.
    pub branch: Option<String>,
    /// How the tests end; made up from the commit, unless given.
    pub tests: Option<Verdicts>,
    pub by: Option<String>,
}

/// How the tests of a commit stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdicts {
    Running,
    Failed,
    Passed,
}

/// How somebody has said that the tests of a commit stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reported {
    pub verdict: Verdicts,
    pub at: Timestamp,
    /// From 1: whoever reports anew begins another run.
    pub run: u64,
}

impl Verdicts {
    /// Whether they are under way, and whether they have failed.
    pub(crate) fn of_tests(self) -> (bool, bool) {
        (self == Self::Running, self == Self::Failed)
    }
}

impl Change for ReportChecks {
    type Outcome = Vec<String>;

    fn apply(self, state: &mut State) -> Result<Vec<String>, Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let sender_id = state.sender(self.by.as_deref(), state.owner_id(repository_id)?)?;
        let repository = &state.world.repositories[&repository_id];
        let commits: Vec<String> = match &self.branch {
            Some(name) => vec![repository.branches.get(name).ok_or_else(Refusal::not_found)?.sha.clone()],
            None => repository.open_pull_requests().map(|pull| pull.head.sha.clone()).collect(),
        };
        for sha in &commits {
            if let Some(verdict) = self.tests {
                let run = state.check_verdicts.get(sha).map_or(1, |reported| reported.run + 1);
                state.check_verdicts.insert(sha.clone(), Reported { verdict, at: now(), run });
            }
            report(state, repository_id, sha, sender_id);
        }
        Ok(commits)
    }
}

/// One event for each check.
pub(super) fn report(state: &mut State, repository_id: u64, sha: &str, sender_id: u64) {
    state.check_suites.entry(sha.to_owned()).or_insert_with(now);
    let repository = &state.world.repositories[&repository_id];
    let account_id = repository.owner_id;
    for check_run in render::check_runs(state, repository, sha) {
        let action = if check_run["status"] == "completed" { "completed" } else { "created" };
        let payload = json!({"action": action, "check_run": check_run});
        state.fire(Event { name: "check_run", account_id, repository_id: Some(repository_id), sender_id, payload });
    }
}
