//! A repository's branches.

use serde::Deserialize;

use super::{As, Github, GithubError, Listing, paging::PER_PAGE, text::Name};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub name: String,
    pub commit_sha: String,
}

#[derive(Debug, Deserialize)]
struct Found {
    name: Name,
    commit: Commit,
}

#[derive(Debug, Deserialize)]
struct Commit {
    sha: Name,
}

impl Github {
    /// An empty repository has none.
    pub async fn branches(
        &self,
        installation_id: u64,
        full_name: &str,
        etag: Option<&str>,
    ) -> Result<Listing<Branch>, GithubError> {
        let path = format!("/repos/{full_name}/branches?{PER_PAGE}");
        let found = self.list::<Vec<Found>, _>(As::Installation(installation_id), &path, etag).await?;
        Ok(found.map(|found| Branch { name: found.name.0, commit_sha: found.commit.sha.0 }))
    }
}
