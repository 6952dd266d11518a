//! Merging pull requests.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::pull_request_state::resolve;
use super::{Change, pull_event, push_to};
use crate::contents::person;
use crate::git::{MergeMethod, Merged, Merging};
use crate::refusal::Refusal;
use crate::state::State;
use crate::world::{PullRequest, now};

/// Merges an open pull request into its base branch.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MergePullRequest {
    pub repository: String,
    pub number: u64,
    pub by: Option<String>,
}

/// How it is merged, and what its commit says.
#[derive(Debug, Default)]
pub(crate) struct MergeWords {
    pub method: MergeMethod,
    /// GitHub's usual words without it.
    pub title: Option<String>,
    pub message: Option<String>,
}

impl Change for MergePullRequest {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (repository, sender) = resolve(state, &self.repository, self.by.as_deref())?;
        merge(state, repository, self.number, sender, MergeWords::default())
    }
}

/// Merges in git and in the world, or changes nothing.
pub(crate) fn merge(
    state: &mut State,
    repository_id: u64,
    number: u64,
    sender_id: u64,
    words: MergeWords,
) -> Result<Value, Refusal> {
    let pull = state.pull_request(repository_id, number)?;
    if !pull.is_open() || pull.is_draft {
        return Err(not_mergeable());
    }
    let repository = &state.world.repositories[&repository_id];
    let base = repository.branches.get(&pull.base_ref).ok_or_else(not_mergeable)?.sha.clone();
    let merging = Merging {
        repository_id,
        base_branch: pull.base_ref.clone(),
        base: base.clone(),
        head: pull.head.sha.clone(),
        method: words.method,
        message: message(state, pull, &words),
        by: person(&state.world.accounts[&sender_id]),
        at: now().max(pull.updated_at),
    };
    let commit = match state.merge_commits(&merging)? {
        Merged::At(commit) => commit,
        Merged::Conflict => return Err(not_mergeable()),
        Merged::BaseMoved => {
            let message = "Base branch was modified. Review and try the merge again.";
            return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, message));
        }
        Merged::Unknown => state.make_commit(repository_id, Some(&base), &merging.message, sender_id),
    };

    let pull = state.pull_request_mut(repository_id, number)?;
    pull.merged_at = Some(merging.at);
    pull.closed_at = Some(merging.at);
    pull.updated_at = merging.at;
    pull.merged_by = Some(sender_id);
    pull.merge_commit_sha = Some(commit.clone());
    let merged = pull_event(state, repository_id, number, sender_id, json!({"action": "closed"}))?;
    push_to(state, repository_id, &merging.base_branch, Some(commit), sender_id)?;
    Ok(merged)
}

fn not_mergeable() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Pull Request is not mergeable")
}

/// GitHub's usual words for a merge, unless the caller has better ones.
fn message(state: &State, pull: &PullRequest, words: &MergeWords) -> String {
    let owner = state.world.accounts.get(&pull.head.owner_id).map_or("ghost", |owner| owner.login.as_str());
    let usual = match words.method {
        MergeMethod::Squash => (format!("{} (#{})", pull.title, pull.number), pull.body.clone().unwrap_or_default()),
        _ => (format!("Merge pull request #{} from {owner}/{}", pull.number, pull.head.name), pull.title.clone()),
    };
    let title = words.title.clone().unwrap_or(usual.0);
    let body = words.message.clone().unwrap_or(usual.1);
    format!("{title}\n\n{body}").trim_end().to_owned()
}
