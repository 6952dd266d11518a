//! A repository's open pull requests, and one by itself.

use contracts::{Millis, PullRequest, RepositoryId, pull_request::PullRequestState};
use serde::Deserialize;

use super::{
    As, Github, GithubError, Listing,
    paging::PER_PAGE,
    text::{Line, Name},
};
use crate::changes::no_later_than;

/// Dates so far ahead of GitHub's clock are as good as its present: how its clock goes is known to some seconds.
const AHEAD_MS: Millis = 60_000;

#[derive(Debug, Deserialize)]
struct Found {
    number: u64,
    title: Line,
    state: String,
    #[serde(default)]
    draft: bool,
    merged_at: Option<String>,
    html_url: Line,
    head: End,
    base: End,
    user: Option<Author>,
    updated_at: jiff::Timestamp,
}

/// One of the two branches. A deleted fork leaves no repository.
#[derive(Debug, Deserialize)]
struct End {
    r#ref: Name,
    repo: Option<Named>,
}

#[derive(Debug, Deserialize)]
struct Named {
    id: u64,
    full_name: Name,
}

#[derive(Debug, Deserialize)]
struct Author {
    login: Name,
}

impl Github {
    /// Oldest first, so that what is opened while we read lands on the last page.
    pub async fn pull_requests(
        &self,
        installation_id: u64,
        full_name: &str,
        etag: Option<&str>,
    ) -> Result<Listing<PullRequest>, GithubError> {
        let path = format!("/repos/{full_name}/pulls?state=open&sort=created&direction=asc&{PER_PAGE}");
        let found = self.list::<Vec<Found>, _>(As::Installation(installation_id), &path, etag).await?;
        let latest = self.latest_date();
        Ok(found.map(|found| no_later_than(latest, found.into())))
    }

    /// One pull request, open or not. `None`: the repository has none of this number any more.
    pub async fn pull_request(
        &self,
        installation_id: u64,
        repository_id: &RepositoryId,
        full_name: &str,
        number: u64,
    ) -> Result<Option<PullRequest>, GithubError> {
        let url = self.0.api.url(&format!("/repos/{full_name}/pulls/{number}"));
        let found = self.get_if_there::<Found>(As::Installation(installation_id), &url).await?;
        let Some(found) = found else { return Ok(None) };
        match &found.base.repo {
            Some(base) if RepositoryId::for_number(base.id) != *repository_id => {
                Err(GithubError::AnotherRepository { asked: full_name.to_owned(), found: base.full_name.0.clone() })
            }
            _ => Ok(Some(no_later_than(self.latest_date(), found.into()))),
        }
    }

    /// GitHub can have dated nothing later, by the clock that its answers tell.
    fn latest_date(&self) -> Millis {
        self.0.clock.now() + AHEAD_MS
    }
}

impl Found {
    fn state(&self) -> PullRequestState {
        match self {
            Self { merged_at: Some(_), .. } => PullRequestState::Merged,
            Self { state, .. } if state == "closed" => PullRequestState::Closed,
            Self { draft: true, .. } => PullRequestState::Draft,
            _ => PullRequestState::Open,
        }
    }
}

impl From<Found> for PullRequest {
    fn from(found: Found) -> Self {
        Self {
            number: found.number,
            state: found.state(),
            title: found.title.0,
            url: found.html_url.0,
            head_branch: found.head.r#ref.0,
            head_repository: found.head.repo.map(|repository| repository.full_name.0),
            base_branch: found.base.r#ref.0,
            author_login: found.user.map(|author| author.login.0),
            updated_at: found.updated_at.as_millisecond(),
        }
    }
}
