//! What is done with the task's pull request at GitHub, as the person who asks.

use contracts::sandbox::{GitOutcome, MergePullRequest, PublishPullRequest, PublishedPullRequest};
use github_api::ApiError;

use super::{
    super::Trouble,
    Acting, Doing,
    acting::{Asked, trouble},
    done, look,
};
use crate::{
    github::{Found, Offer},
    store,
};

impl Doing {
    /// Opens the branch's pull request, or gives the one that is open title and text. Done again, it finds what it has opened.
    pub(super) async fn publish(&self, acting: &Acting, command: &PublishPullRequest) -> Result<GitOutcome, Trouble> {
        let asked = self.asked().await?;
        let github = self.as_asked(&asked)?;
        let offer = Offer {
            branch: &acting.branch,
            base: acting.base.as_deref(),
            title: &command.title,
            body: &command.body,
            draft: command.draft,
        };
        let known = github.find_open(&acting.branch).await.map_err(|error| trouble(&error))?;
        let (found, word) = match known {
            Some(known) => (github.edit(known.number, &offer).await, "has title and text"),
            None => (github.open(&offer).await, "is open"),
        };
        let found = found.map_err(|error| match error {
            // Somebody was faster: it is found the next time.
            ApiError::Refused { status: 422, ref message, .. } if message.contains("already exists") => {
                Trouble::Passing(crate::github::words(&error))
            }
            error => trouble(&error),
        })?;
        Ok(of(&found, format!("Pull request #{} {word}", found.number)))
    }

    pub(super) async fn make_ready(&self) -> Result<GitOutcome, Trouble> {
        let asked = self.asked().await?;
        let github = self.as_asked(&asked)?;
        let mut found = github.pull_request(number(&asked)?).await.map_err(|error| trouble(&error))?;
        if found.draft {
            github.mark_ready(&found.node_id).await.map_err(|error| trouble(&error))?;
            found.draft = false;
        }
        Ok(of(&found, format!("Pull request #{} is ready for review", found.number)))
    }

    pub(super) async fn merge(&self, command: &MergePullRequest) -> Result<GitOutcome, Trouble> {
        self.must_be_pushed().await?;
        let asked = self.asked().await?;
        let github = self.as_asked(&asked)?;
        let found = github.pull_request(number(&asked)?).await.map_err(|error| trouble(&error))?;
        let message = format!("Pull request #{} is merged", found.number);
        if !found.merged {
            let merged = github.merge(found.number, &found.head.sha, command.method).await;
            merged.map_err(|error| trouble(&error))?;
        }
        Ok(of(&found, message))
    }

    /// What was not pushed would not be in it.
    async fn must_be_pushed(&self) -> Result<(), Trouble> {
        let is_there = look::ready(&self.run, &self.key).await?.is_some();
        let branch = store::branches::find(self.run.reader().db(), &self.key).await?;
        let status = branch.and_then(|branch| branch.state.status).filter(|_| is_there);
        match status.map(|status| status.upstream.map_or(status.unpushed, |upstream| upstream.ahead)) {
            None | Some(0) => Ok(()),
            Some(count) => Err(Trouble::Lasting(format!(
                "Commits of the sandbox are not on GitHub yet ({count}): push them first"
            ))),
        }
    }
}

fn number(asked: &Asked) -> Result<u64, Trouble> {
    asked.pull_request.ok_or_else(|| Trouble::Lasting("The task has no pull request: publish one first".into()))
}

fn of(found: &Found, message: String) -> GitOutcome {
    GitOutcome { pull_request: Some(PublishedPullRequest::from(found)), ..done(message) }
}
