//! GitHub's REST API, as one person sees it: who they are and where they belong.

mod answer;
mod belongings;
mod error;
mod settings;

use std::{sync::Arc, time::Duration};

use answer::Answer;
pub use belongings::{AccountFound, Belongings, Installed};
pub use error::GithubError;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use serde::de::DeserializeOwned;
pub use settings::Settings;
use tokio::sync::Semaphore;
use tracing::Instrument;
use vault::Token;

/// Requests under way at a time, over the whole process: many people may sign in at once, and GitHub's secondary limits
/// punish bursts.
const REQUESTS_AT_A_TIME: usize = 6;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const API_VERSION: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-github-api-version"), HeaderValue::from_static("2022-11-28"));
const JSON: HeaderValue = HeaderValue::from_static("application/vnd.github+json");

/// Most items for each request: GitHub's maximum.
const PER_PAGE: usize = 100;
/// 500 organizations: what one person may belong to here.
const PAGES: usize = contracts::limit::ORGANIZATIONS / PER_PAGE;

/// Cheap to clone; all clones share connections and the limit on requests under way.
#[derive(Clone)]
pub struct Github(Arc<Inner>);

struct Inner {
    /// Without a slash at the end.
    address: String,
    http: reqwest::Client,
    permits: Semaphore,
    per_page: usize,
}

impl Github {
    /// Needs a TLS provider installed in the process. Nothing is asked yet.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        Self::with_pages_of(PER_PAGE, settings)
    }

    fn with_pages_of(per_page: usize, settings: &Settings) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("foundry-user/", env!("CARGO_PKG_VERSION")))
            .default_headers(HeaderMap::from_iter([API_VERSION, (ACCEPT, JSON)]))
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(settings.timeout())
            // A redirect would take the token along to wherever it leads on the same host.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let permits = Semaphore::new(REQUESTS_AT_A_TIME);
        Ok(Self(Arc::new(Inner { address: settings.address(), http, permits, per_page })))
    }

    /// Every item of the list at `path`, of whose pages `P` each is a part.
    async fn list<P, T>(&self, token: &Token, path: &str) -> Result<Vec<T>, GithubError>
    where
        P: DeserializeOwned + IntoIterator<Item = T>,
    {
        let mut items = Vec::new();
        let mut url = self.url(&format!("{path}?per_page={}", self.0.per_page));
        for _ in 0..PAGES {
            let answer = self.get(token, &url).await?;
            items.extend(answer.json::<P>()?);
            match answer.next_page().and_then(|next| self.below(next)) {
                Some(next) => url = next,
                None => return Ok(items),
            }
        }
        Err(GithubError::TooLarge { path: path.to_owned(), max: PAGES, unit: "pages" })
    }

    async fn get(&self, token: &Token, url: &str) -> Result<Answer, GithubError> {
        let path = url.strip_prefix(&self.0.address).unwrap_or(url).split('?').next().unwrap_or_default();
        let span = tracing::info_span!("github", otel.kind = "client", http.request.method = "GET", url.path = path);
        async {
            let _permit = self.0.permits.acquire().await.expect("the semaphore is never closed");
            let request = self.0.http.get(url).header(AUTHORIZATION, authorization(token)?);
            let response = request.send().await.map_err(|error| GithubError::from_transport(path, error))?;
            Answer::read(path, response, runtime::now()).await
        }
        .instrument(span)
        .await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.address)
    }

    /// Only an address below GitHub's: a person's token goes nowhere else.
    fn below(&self, url: &str) -> Option<String> {
        url.strip_prefix(&self.0.address)?.starts_with('/').then(|| url.to_owned())
    }
}

/// The `Authorization` header's value, marked so that nothing prints it.
fn authorization(token: &Token) -> Result<HeaderValue, GithubError> {
    // What cannot stand in a header is no token of GitHub's.
    let value = HeaderValue::try_from(format!("Bearer {}", token.reveal()));
    let mut value = value.map_err(|_| GithubError::TokenRefused)?;
    value.set_sensitive(true);
    Ok(value)
}
