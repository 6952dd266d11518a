//! The repositories an installation reaches.

use std::collections::BTreeMap;

use contracts::{
    RepositoryId,
    organization::{Repository, RepositoryGone},
};
use serde::Deserialize;

use super::{
    As, Github, GithubError,
    paging::PER_PAGE,
    text::{Line, Name},
};

#[derive(Debug, Deserialize)]
struct Found {
    id: u64,
    full_name: Name,
    clone_url: Line,
    /// GitHub leaves it out of some answers about empty repositories.
    default_branch: Option<Name>,
    private: bool,
    owner: Owner,
}

#[derive(Debug, Deserialize)]
struct Owner {
    login: Name,
}

/// The App at one repository.
#[derive(Debug, Deserialize)]
struct InstalledHere {
    id: u64,
}

/// Where a repository is that a list did not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// Among those that the installation reaches, perhaps under another name.
    Here(Repository),
    Gone(RepositoryGone),
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
        Ok(self.get_if_there::<Found>(As::Installation(installation_id), &url).await?.map(Repository::from))
    }

    /// Where the repository is by now, which was among those of the account `login`. That GitHub shows it is not enough:
    /// everybody sees a public one, whether the App was installed for it or not.
    pub async fn whereabouts(
        &self,
        installation_id: u64,
        login: &str,
        repository_id: &RepositoryId,
    ) -> Result<Whereabouts, GithubError> {
        let gone = |why| Ok(Whereabouts::Gone(why));
        let Some(number) = repository_id.number() else { return gone(RepositoryGone::NotShown) };
        let url = self.0.api.url(&format!("/repositories/{number}"));
        let found = self.get_if_there::<Found>(As::Installation(installation_id), &url).await?;
        let Some(found) = found else { return gone(RepositoryGone::NotShown) };

        let url = self.0.api.url(&format!("/repos/{}/installation", found.full_name.0));
        let here = self.get_if_there::<InstalledHere>(As::App, &url).await?;
        match here.is_some_and(|here| here.id == installation_id) {
            true => Ok(Whereabouts::Here(found.into())),
            false if found.owner.login.0.eq_ignore_ascii_case(login) => gone(RepositoryGone::NotSelected),
            false => gone(RepositoryGone::Moved),
        }
    }
}

impl From<Found> for Repository {
    fn from(found: Found) -> Self {
        Self {
            repository_id: RepositoryId::for_number(found.id),
            full_name: found.full_name.0,
            clone_url: found.clone_url.0,
            default_branch: found.default_branch.map_or_else(|| "main".to_owned(), |name| name.0),
            private: found.private,
        }
    }
}
