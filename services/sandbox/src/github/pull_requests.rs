//! A repository's pull requests: found, opened, changed, merged.

use contracts::sandbox::{MergeMethod, PublishedPullRequest};
use github_api::{Answer, ApiError, bearer};
use reqwest::Method;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::AsPerson;
use crate::git;

/// A pull request as GitHub's REST API has it.
#[derive(Debug, Clone, Deserialize)]
pub struct Found {
    pub number: u64,
    pub html_url: String,
    pub node_id: String,
    pub state: String,
    #[serde(default)]
    pub draft: bool,
    #[serde(default)]
    pub merged: bool,
    pub head: Head,
    /// Null while GitHub finds it out.
    #[serde(default)]
    pub mergeable: Option<bool>,
    #[serde(default)]
    pub mergeable_state: Option<String>,
    #[serde(default)]
    pub requested_reviewers: Vec<Account>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Head {
    pub sha: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Account {
    pub login: String,
    #[serde(default)]
    pub avatar_url: Option<String>,
}

/// A pull request as it is to be.
#[derive(Debug)]
pub struct Offer<'a> {
    pub branch: &'a str,
    /// `None`: the repository's default branch.
    pub base: Option<&'a str>,
    pub title: &'a str,
    pub body: &'a str,
    pub draft: bool,
}

#[derive(Deserialize)]
struct Repository {
    default_branch: String,
    #[serde(default)]
    permissions: Permissions,
}

#[derive(Default, Deserialize)]
struct Permissions {
    #[serde(default)]
    push: bool,
}

impl From<&Found> for PublishedPullRequest {
    fn from(found: &Found) -> Self {
        Self { number: found.number, url: found.html_url.clone(), is_draft: found.draft }
    }
}

impl AsPerson<'_> {
    /// Whether GitHub lets the person push to the repository.
    pub async fn may_push(&self) -> Result<bool, ApiError> {
        Ok(self.get::<Repository>("").await?.permissions.push)
    }

    /// The open pull request of a branch of this repository.
    pub async fn find_open(&self, branch: &str) -> Result<Option<Found>, ApiError> {
        let owner = self.repository.split('/').next().unwrap_or_default();
        let head = format!("{}%3A{}", git::encoded(owner), git::encoded(branch));
        let found: Vec<Found> = self.get(&format!("/pulls?state=open&head={head}&per_page=1")).await?;
        Ok(found.into_iter().next())
    }

    /// Opens one. Refused by GitHub when there is one: whoever asks looks first, and again when that was refused.
    pub async fn open(&self, offer: &Offer<'_>) -> Result<Found, ApiError> {
        let base = match offer.base {
            Some(base) => base.to_owned(),
            None => self.get::<Repository>("").await?.default_branch,
        };
        let Offer { branch, title, body, draft, .. } = offer;
        let body = json!({ "title": title, "body": body, "head": branch, "base": base, "draft": draft });
        self.change(Method::POST, "/pulls", &body).await?.json()
    }

    /// Gives it another title and text.
    pub async fn edit(&self, number: u64, offer: &Offer<'_>) -> Result<Found, ApiError> {
        let body = json!({ "title": offer.title, "body": offer.body });
        self.change(Method::PATCH, &format!("/pulls/{number}"), &body).await?.json()
    }

    pub async fn pull_request(&self, number: u64) -> Result<Found, ApiError> {
        self.get(&format!("/pulls/{number}")).await
    }

    /// Merges it, if its newest commit is this one.
    pub async fn merge(&self, number: u64, head: &str, method: MergeMethod) -> Result<(), ApiError> {
        let body = json!({ "sha": head, "merge_method": method });
        self.change(Method::PUT, &format!("/pulls/{number}/merge"), &body).await?;
        Ok(())
    }

    /// Makes a draft ready for review. Only GitHub's GraphQL API can (`markPullRequestReadyForReview`).
    pub async fn mark_ready(&self, node_id: &str) -> Result<(), ApiError> {
        let query = "mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) \
                     { pullRequest { isDraft } } }";
        let body = json!({ "query": query, "variables": { "id": node_id } });
        let api = &self.github.api;
        let path = "/graphql";
        let response = api.change(Method::POST, &api.graphql_url(), bearer(self.token)?, &body).await?;
        let answer: Value = response.read(runtime::now()).await?.json()?;
        match answer["errors"][0]["message"].as_str() {
            None => Ok(()),
            Some(message) => {
                let message = message.chars().take(200).collect();
                Err(ApiError::Refused { path: path.to_owned(), status: 200, message })
            }
        }
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        let response = self.github.api.get(&self.url(path), bearer(self.token)?, None).await?;
        response.read(runtime::now()).await?.json()
    }

    async fn change(&self, method: Method, path: &str, body: &Value) -> Result<Answer, ApiError> {
        let response = self.github.api.change(method, &self.url(path), bearer(self.token)?, body).await?;
        response.read(runtime::now()).await
    }

    fn url(&self, path: &str) -> String {
        self.github.api.url(&format!("/repos/{}{path}", self.repository))
    }
}
