//! The repositories an installation reaches.

use std::collections::BTreeMap;

use contracts::{RepositoryId, organization::Repository};
use github_api::ApiError;
use serde::Deserialize;

use super::{As, Github, GithubError, paging::PER_PAGE};

#[derive(Debug, Deserialize)]
struct Found {
    id: u64,
    full_name: String,
    clone_url: String,
    /// GitHub leaves it out of some answers about empty repositories.
    default_branch: Option<String>,
    private: bool,
}

#[derive(Deserialize)]
struct Page {
    repositories: Vec<Found>,
}

impl IntoIterator for Page {
    type Item = Found;
    type IntoIter = std::vec::IntoIter<Found>;

    fn into_iter(self) -> Self::IntoIter {
        self.repositories.into_iter()
    }
}

impl Github {
    pub async fn repositories(&self, installation_id: u64) -> Result<Vec<Repository>, GithubError> {
        let path = format!("/installation/repositories?{PER_PAGE}");
        let found = self.list::<Page, _>(As::Installation(installation_id), &path, None).await?;
        // A list that changes while its pages are read may show one twice.
        let by_id: BTreeMap<_, _> = found.items().into_iter().map(|found| (found.id, found)).collect();
        Ok(by_id.into_values().map(Repository::from).collect())
    }

    /// The repository of this name; `None` when GitHub has none that the installation may see.
    pub async fn repository(&self, installation_id: u64, full_name: &str) -> Result<Option<Repository>, GithubError> {
        let url = self.0.api.url(&format!("/repos/{full_name}"));
        match self.get(As::Installation(installation_id), &url, None).await {
            Ok(answer) => Ok(Some(answer.json::<Found>()?.into())),
            Err(GithubError::Api(ApiError::NotFound { .. })) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl From<Found> for Repository {
    fn from(found: Found) -> Self {
        Self {
            repository_id: RepositoryId::for_number(found.id),
            full_name: found.full_name,
            clone_url: found.clone_url,
            default_branch: found.default_branch.unwrap_or_else(|| "main".to_owned()),
            private: found.private,
        }
    }
}
