//! Lists that come in pages, each page naming the next in its `Link` header.

use github_api::ApiError;
use serde::de::DeserializeOwned;

use super::{As, Github, GithubError};

/// Most items for each request: GitHub's maximum.
pub(super) const PER_PAGE: &str = "per_page=100";
/// 50,000 items: a longer list would hold a sync, and its memory, for longer than its answer is worth.
const PAGES: usize = 500;

/// A whole list, or the news that it is what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing<T> {
    Unchanged,
    /// `etag` is there when the list fits one page: only then does GitHub's tag speak for all of it.
    Read {
        items: Vec<T>,
        etag: Option<String>,
    },
}

impl<T> Listing<T> {
    pub(super) fn map<U>(self, convert: impl FnMut(T) -> U) -> Listing<U> {
        match self {
            Self::Unchanged => Listing::Unchanged,
            Self::Read { items, etag } => Listing::Read { items: items.into_iter().map(convert).collect(), etag },
        }
    }

    /// What was read without an `etag` to compare with.
    pub fn items(self) -> Vec<T> {
        match self {
            Self::Unchanged => Vec::new(),
            Self::Read { items, .. } => items,
        }
    }
}

impl Github {
    /// Every item of the list at `path`, of whose pages `P` each is a part.
    pub(super) async fn list<P, T>(&self, who: As, path: &str, etag: Option<&str>) -> Result<Listing<T>, GithubError>
    where
        P: DeserializeOwned + IntoIterator<Item = T>,
    {
        let mut answer = self.get(who, &self.0.api.url(path), etag).await?;
        if answer.is_unchanged() {
            return Ok(Listing::Unchanged);
        }
        let mut items: Vec<T> = answer.json::<P>()?.into_iter().collect();
        let Some(mut url) = self.0.api.next_page(&answer)? else {
            return Ok(Listing::Read { items, etag: answer.etag() });
        };
        for _ in 1..PAGES {
            answer = self.get(who, &url, None).await?;
            items.extend(answer.json::<P>()?);
            match self.0.api.next_page(&answer)? {
                Some(next) => url = next,
                None => return Ok(Listing::Read { items, etag: None }),
            }
        }
        Err(ApiError::TooLarge { path: path.to_owned(), max: PAGES, unit: "pages" }.into())
    }
}
