//! In whose name something is done with the branch. What moves it is done as the task's owner, whose credentials are inside;
//! whoever else asks for it must be allowed to do it themselves.

use contracts::{
    Actor, UserId,
    organization::GetTask,
    sandbox::InsideIdentity,
    task::Detail,
    user::{GithubToken, GithubTokenFound},
};
use runtime::Caller;
use serde::{Deserialize, Serialize};

use super::{
    super::{Inside, Trouble, inject},
    Doing, look,
};
use crate::{
    github::{self, AsPerson},
    store,
};

/// What is acted on, and as whom; recorded. No token is in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Acting {
    pub owner: UserId,
    pub branch: String,
    /// `owner/name`
    pub repository: String,
    pub base: Option<String>,
}

/// Whose credentials were put inside.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Injected {
    pub generation: i32,
    pub identity: InsideIdentity,
    /// They were somebody else's before, or nobody's.
    pub is_new: bool,
}

/// The task's pull request, as its line has it, with who asks.
pub struct Asked {
    pub repository: String,
    pub pull_request: Option<u64>,
    token: GithubTokenFound,
}

impl Doing {
    /// The owner, if they may be acted as.
    pub(super) async fn who(&self) -> Result<Acting, Trouble> {
        let caller = Caller::service(Actor::Sandbox);
        let task = self.run.client().query(&self.key, &Detail {}, &caller).await?;
        if task.status.is_ended() {
            return Err(Trouble::Lasting(format!("The task is {}", task.status.as_str())));
        }
        if let Some(pull_request) = task.pull_request.as_ref().filter(|it| it.is_of_fork(&task.repository_name)) {
            let fork = pull_request.head_repository.as_deref().unwrap_or("a repository that is gone");
            return Err(Trouble::Lasting(format!("The branch is in {fork}, a fork: it is pushed from there")));
        }
        let owner = task.owner.ok_or_else(|| {
            Trouble::Lasting("The task has no active owner: make somebody its owner, or send it a message".into())
        })?;
        if let Some(person) = self.input.asked_by.as_ref().filter(|person| **person != owner.user_id) {
            self.may_act_for(person, &owner.user_id, &owner.login, &task.repository_name).await?;
        }
        Ok(Acting {
            owner: owner.user_id,
            branch: task.branch,
            repository: task.repository_name,
            base: task.pull_request.map(|pull_request| pull_request.base_branch),
        })
    }

    /// Nobody's credentials are put to use by somebody else who could not do it, nor before they have acted on the task
    /// themselves: to be made its owner is no consent.
    async fn may_act_for(&self, person: &UserId, owner: &UserId, login: &str, repository: &str) -> Result<(), Trouble> {
        let sandbox = store::sandboxes::find(self.run.reader().db(), &self.key).await?;
        let inside = sandbox.and_then(|sandbox| sandbox.record.identity).map(|identity| identity.user_id);
        if inside.as_ref() != Some(owner) {
            let message = format!(
                "{login} answers for the task and has not acted on it yet: they have to, or you become its owner"
            );
            return Err(Trouble::Lasting(message));
        }
        let found = self.token(person).await?;
        let may = self.github(&found, repository)?.may_push().await.map_err(|error| trouble(&error))?;
        if may { Ok(()) } else { Err(Trouble::Lasting(format!("GitHub does not let you push to {repository}"))) }
    }

    /// Puts the owner's credentials inside, as they are now.
    pub(super) async fn inject(&self, acting: &Acting) -> Result<Injected, Trouble> {
        let (generation, provider_id) = self.ready().await?;
        let sandbox = store::sandboxes::find(self.run.reader().db(), &self.key).await?;
        let sandbox = sandbox.ok_or_else(|| Trouble::Lasting("There is no sandbox".into()))?;
        let inside = Inside::connect(&self.work, &provider_id).await?;
        let (identity, _) = inject(&self.run, &inside, &sandbox.source.clone_url, &acting.owner).await?;
        let is_new = sandbox.record.identity.is_none_or(|known| known.user_id != acting.owner);
        Ok(Injected { generation, identity, is_new })
    }

    /// The sandbox, which may have gone since the operation began.
    pub(super) async fn ready(&self) -> Result<(i32, String), Trouble> {
        let ready = look::ready(&self.run, &self.key).await?;
        ready.ok_or_else(|| Trouble::Lasting("The sandbox is gone: the next message makes another one".into()))
    }

    pub(super) async fn inside(&self) -> Result<Inside, Trouble> {
        let (_, provider_id) = self.ready().await?;
        Inside::connect(&self.work, &provider_id).await
    }

    /// The task's pull request and the token of whoever asks; of the owner, for an operator.
    pub(super) async fn asked(&self) -> Result<Asked, Trouble> {
        let (query, caller) = (GetTask { task_id: self.key.task_id.clone() }, Caller::service(Actor::Sandbox));
        let line = self.run.client().query(&self.key.organization_id, &query, &caller).await?;
        if line.status.is_ended() {
            return Err(Trouble::Lasting(format!("The task is {}", line.status.as_str())));
        }
        let person = self.input.asked_by.clone().or(line.owner.map(|owner| owner.user_id));
        let person = person.ok_or_else(|| Trouble::Lasting("There is nobody to ask GitHub as".into()))?;
        let pull_request = line.pull_request.map(|pull_request| pull_request.number);
        Ok(Asked { repository: line.repository_name, pull_request, token: self.token(&person).await? })
    }

    pub(super) fn as_asked<'a>(&'a self, asked: &'a Asked) -> Result<AsPerson<'a>, Trouble> {
        self.github(&asked.token, &asked.repository)
    }

    /// Fresh: it may have been taken back, or have become another one.
    async fn token(&self, person: &UserId) -> Result<GithubTokenFound, Trouble> {
        Ok(self.run.client().query(person, &GithubToken {}, &Caller::service(Actor::Sandbox)).await?)
    }

    fn github<'a>(&'a self, found: &'a GithubTokenFound, repository: &'a str) -> Result<AsPerson<'a>, Trouble> {
        Ok(self.work.github()?.as_person(&found.token, repository))
    }
}

/// What GitHub did not do, as a step's trouble.
pub fn trouble(error: &github_api::ApiError) -> Trouble {
    let words = github::words(error);
    if github::may_pass(error) { Trouble::Passing(words) } else { Trouble::Lasting(words) }
}
