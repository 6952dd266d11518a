//! GitHub's REST API, as one person sees it: who they are and where they belong.

mod belongings;
mod error;
mod renewal;

use std::sync::Arc;

pub use belongings::{AccountFound, Belongings, Installed};
pub use error::GithubError;
use github_api::{Answer, Api, ApiError, ApiSettings, Redirects};
pub use renewal::{OauthClient, Renewed};
use serde::de::DeserializeOwned;
use vault::Token;

/// Most items for each request: GitHub's maximum.
const PER_PAGE: usize = 100;
/// 500 organizations: what one person may belong to here.
const PAGES: usize = contracts::limit::ORGANIZATIONS / PER_PAGE;

/// A whole list, but for what organizations do not show without single sign-on.
struct Listed<T> {
    items: Vec<T>,
    /// Their numbers.
    withheld: Vec<u64>,
}

/// Cheap to clone; all clones share connections and the limit on requests under way.
#[derive(Clone)]
pub struct Github {
    api: Arc<Api>,
    per_page: usize,
    client: Option<Arc<OauthClient>>,
}

impl Github {
    /// Needs a TLS provider installed in the process. Nothing is asked yet.
    pub fn new(settings: &ApiSettings) -> anyhow::Result<Self> {
        Self::with_pages_of(PER_PAGE, settings)
    }

    fn with_pages_of(per_page: usize, settings: &ApiSettings) -> anyhow::Result<Self> {
        let user_agent = concat!("foundry-user/", env!("CARGO_PKG_VERSION"));
        let api = Arc::new(Api::new(settings, user_agent, Redirects::Refused)?);
        Ok(Self { api, per_page, client: None })
    }

    /// Every item of the list at `path`, of whose pages `P` each is a part.
    async fn list<P, T>(&self, token: &Token, path: &str) -> Result<Listed<T>, GithubError>
    where
        P: DeserializeOwned + IntoIterator<Item = T>,
    {
        let (mut items, mut withheld) = (Vec::new(), Vec::new());
        let mut url = self.api.url(&format!("{path}?per_page={}", self.per_page));
        for _ in 0..PAGES {
            let answer = self.get(token, &url).await?;
            items.extend(answer.json::<P>()?);
            withheld.extend(answer.withheld());
            match self.api.next_page(&answer)? {
                Some(next) => url = next,
                None => {
                    withheld.sort_unstable();
                    withheld.dedup();
                    return Ok(Listed { items, withheld });
                }
            }
        }
        Err(ApiError::TooLarge { path: path.to_owned(), max: PAGES, unit: "pages" }.into())
    }

    async fn get(&self, token: &Token, url: &str) -> Result<Answer, GithubError> {
        let response = self.api.get(url, github_api::bearer(token.reveal())?, None).await?;
        Ok(response.read(runtime::now()).await?)
    }
}
