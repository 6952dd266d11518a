//! Opening and editing pull requests.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Change, branch_out, is_commit_id, push_to};
use crate::events::Event;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::{Head, PullRequest, now};

/// Opens a pull request, making its head branch if there is none.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpenPullRequest {
    /// The `owner/name` it is merged into.
    pub repository: String,
    pub title: String,
    /// The branch that the commits are on.
    pub head: String,
    /// The `owner/name` of a fork, if the head branch is there.
    pub head_repository: Option<String>,
    /// The default branch, unless named.
    pub base: Option<String>,
    pub author: Option<String>,
    pub body: Option<String>,
    pub draft: bool,
}

/// Changes what is given and leaves the rest.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UpdatePullRequest {
    pub repository: String,
    pub number: u64,
    pub title: Option<String>,
    pub body: Option<String>,
    pub draft: Option<bool>,
    pub base: Option<String>,
    /// Pushes this commit to the head branch.
    pub head_sha: Option<String>,
    /// When it was changed last, of which no webhook tells.
    pub updated_at: Option<Timestamp>,
    pub by: Option<String>,
}

/// A pull request whose branches are known to exist.
pub(crate) struct Opening {
    pub repository_id: u64,
    pub head_repository_id: u64,
    pub head: String,
    pub base: String,
    pub title: String,
    pub body: Option<String>,
    pub is_draft: bool,
    pub author_id: u64,
}

impl Change for OpenPullRequest {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let head_repository_id =
            self.head_repository.as_deref().map_or(Ok(repository_id), |name| state.world.repository_id(name))?;
        let owner_id = state.owner_id(repository_id)?;
        let author_id = state.sender(self.author.as_deref(), owner_id)?;
        if self.title.trim().is_empty() || self.head.is_empty() {
            return Err(Refusal::unprocessable("A pull request needs a title and a head branch"));
        }
        let repository = &state.world.repositories[&repository_id];
        let base = self.base.unwrap_or_else(|| repository.default_branch.clone());
        let found = repository.branches.get(&base).ok_or_else(|| Refusal::invalid("PullRequest", "base", "invalid"))?;
        let before = found.sha.clone();
        let head_repository = &state.world.repositories[&head_repository_id];
        if !head_repository.branches.contains_key(&self.head) {
            let commit = state.make_commit(head_repository_id, Some(&before), &self.head, author_id);
            branch_out(state, head_repository_id, &self.head, commit, author_id)?;
        }

        let opening = Opening {
            repository_id,
            head_repository_id,
            head: self.head,
            base,
            title: self.title,
            body: self.body,
            is_draft: self.draft,
            author_id,
        };
        open(state, opening)
    }
}

/// Opens a pull request between two branches that exist, refusing what GitHub refuses.
pub(crate) fn open(state: &mut State, opening: Opening) -> Result<Value, Refusal> {
    let resource = "PullRequest";
    let id = state.world.next_id();
    let base_repository = state.world.repositories.get(&opening.repository_id).ok_or_else(Refusal::not_found)?;
    let head_repository = state.world.repositories.get(&opening.head_repository_id).ok_or_else(Refusal::not_found)?;
    let base = base_repository.branches.get(&opening.base);
    let base_sha = base.ok_or_else(|| Refusal::invalid(resource, "base", "invalid"))?.sha.clone();
    let head = head_repository.branches.get(&opening.head);
    let head_sha = head.ok_or_else(|| Refusal::invalid(resource, "head", "invalid"))?.sha.clone();
    if state.git.is_ancestor(opening.repository_id, &head_sha, &base_sha) {
        let message = format!("No commits between {} and {}", opening.base, opening.head);
        return Err(Refusal::custom(resource, message));
    }
    let is_same = |pull: &&PullRequest| {
        pull.comes_from(opening.head_repository_id, &opening.head) && pull.base_ref == opening.base
    };
    if base_repository.open_pull_requests().find(is_same).is_some() {
        let label = format!("{}:{}", state.world.owner_of(head_repository).login, opening.head);
        return Err(Refusal::custom(resource, format!("A pull request already exists for {label}.")));
    }

    let number = base_repository.next_number();
    let at = now();
    let pull = PullRequest {
        id,
        number,
        title: opening.title,
        body: opening.body,
        author_id: opening.author_id,
        is_draft: opening.is_draft,
        head: Head {
            name: opening.head,
            sha: head_sha,
            repository_id: Some(opening.head_repository_id),
            owner_id: head_repository.owner_id,
        },
        base_ref: opening.base,
        base_sha,
        created_at: at,
        updated_at: at,
        closed_at: None,
        merged_at: None,
        merged_by: None,
        merge_commit_sha: None,
    };
    if let Some(repository) = state.world.repositories.get_mut(&opening.repository_id) {
        repository.pull_requests.insert(number, pull);
    }
    pull_event(state, opening.repository_id, number, opening.author_id, json!({"action": "opened"}))
}

impl Change for UpdatePullRequest {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let repository_id = state.world.repository_id(&self.repository)?;
        let owner_id = state.owner_id(repository_id)?;
        let sender_id = state.sender(self.by.as_deref(), owner_id)?;
        let head = state.pull_request(repository_id, self.number)?.head.clone();
        let draft = self.draft;
        if self.head_sha.as_deref().is_some_and(|commit| !is_commit_id(commit)) {
            return Err(Refusal::unprocessable("A commit id has 40 hexadecimal digits"));
        }
        edit(state, (repository_id, self.number), self.title, self.body.map(Some), self.base, sender_id)?;

        if let Some(is_draft) = draft {
            set_draft(state, repository_id, self.number, is_draft, sender_id)?;
        }
        if let Some(commit) = self.head_sha {
            let head_repository_id = head.repository_id.ok_or_else(|| Refusal::unprocessable("The fork is gone"))?;
            push_to(state, head_repository_id, &head.name, Some(commit), sender_id)?;
        }
        if let Some(at) = self.updated_at {
            state.pull_request_mut(repository_id, self.number)?.updated_at = at;
        }
        let repository = &state.world.repositories[&repository_id];
        Ok(render::pull_request_in_full(&state.world, repository, state.pull_request(repository_id, self.number)?))
    }
}

/// Edits title, body and base, with one `edited` event that says what they were before.
pub(crate) fn edit(
    state: &mut State,
    (repository_id, number): (u64, u64),
    title: Option<String>,
    body: Option<Option<String>>,
    base: Option<String>,
    sender_id: u64,
) -> Result<(), Refusal> {
    let base_sha = match &base {
        Some(name) => {
            let branch = state.world.repositories.get(&repository_id).and_then(|found| found.branches.get(name));
            Some(branch.ok_or_else(|| Refusal::invalid("PullRequest", "base", "invalid"))?.sha.clone())
        }
        None => None,
    };
    let pull = state.pull_request_mut(repository_id, number)?;
    let mut changes = json!({});
    if let Some(title) = title.filter(|title| *title != pull.title) {
        changes["title"] = json!({"from": std::mem::replace(&mut pull.title, title)});
    }
    if let Some(body) = body.filter(|body| *body != pull.body) {
        changes["body"] = json!({"from": std::mem::replace(&mut pull.body, body)});
    }
    if let (Some(base), Some(base_sha)) = (base.filter(|base| *base != pull.base_ref), base_sha) {
        let before = std::mem::replace(&mut pull.base_sha, base_sha);
        changes["base"] =
            json!({"ref": {"from": std::mem::replace(&mut pull.base_ref, base)}, "sha": {"from": before}});
    }
    if changes.as_object().is_some_and(|changes| !changes.is_empty()) {
        pull.touch(now());
        pull_event(state, repository_id, number, sender_id, json!({"action": "edited", "changes": changes}))?;
    }
    Ok(())
}

pub(crate) fn set_draft(
    state: &mut State,
    repository: u64,
    number: u64,
    is_draft: bool,
    sender: u64,
) -> Result<(), Refusal> {
    let pull = state.pull_request_mut(repository, number)?;
    if pull.is_draft == is_draft {
        return Ok(());
    }
    pull.is_draft = is_draft;
    pull.touch(now());
    let action = if is_draft { "converted_to_draft" } else { "ready_for_review" };
    pull_event(state, repository, number, sender, json!({"action": action}))?;
    Ok(())
}

/// Fires a `pull_request` event and answers with the pull request as it now is.
pub(crate) fn pull_event(
    state: &mut State,
    repository_id: u64,
    number: u64,
    sender_id: u64,
    mut payload: Value,
) -> Result<Value, Refusal> {
    let pull = state.pull_request(repository_id, number)?;
    let repository = &state.world.repositories[&repository_id];
    let account_id = repository.owner_id;
    let rendered = render::pull_request_in_full(&state.world, repository, pull);
    payload["number"] = json!(number);
    payload["pull_request"] = rendered.clone();
    state.fire(Event { name: "pull_request", account_id, repository_id: Some(repository_id), sender_id, payload });
    Ok(rendered)
}
