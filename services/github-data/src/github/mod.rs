//! GitHub's REST API, as one App sees it: installations, and what an installation may read.

mod allowance;
mod answer;
mod app;
mod branches;
mod error;
mod installations;
mod members;
mod paging;
mod pull_requests;
mod repositories;
mod settings;
mod tokens;

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use reqwest::{
    Method,
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH},
};
use tokio::sync::Semaphore;
use tracing::Instrument;

use allowance::Allowances;
use answer::Answer;
use app::App;
pub use branches::Branch;
pub use error::{GithubError, Scope};
pub use installations::Installation;
pub use paging::Listing;
pub use settings::Settings;
use tokens::Tokens;

/// Requests under way at a time, over the whole process. GitHub asks for few at once (its secondary limits punish
/// bursts), and more would not make a sync faster than its answers.
const REQUESTS_AT_A_TIME: usize = 6;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const API_VERSION: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-github-api-version"), HeaderValue::from_static("2022-11-28"));
const JSON: HeaderValue = HeaderValue::from_static("application/vnd.github+json");

/// Cheap to clone; all clones share connections, tokens and the limit on requests under way.
#[derive(Clone)]
pub struct Github(Arc<Inner>);

struct Inner {
    /// Without a slash at the end.
    address: String,
    http: reqwest::Client,
    app: Option<App>,
    tokens: Tokens,
    allowances: Allowances,
    permits: Semaphore,
}

/// On whose behalf a request is made.
#[derive(Debug, Clone, Copy)]
enum As {
    /// The App itself, which may only look after its installations.
    App,
    Installation(u64),
}

impl Github {
    /// Needs a TLS provider installed in the process. Without an App every request is refused; nothing is asked yet.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("foundry-github-data/", env!("CARGO_PKG_VERSION")))
            .default_headers(HeaderMap::from_iter([API_VERSION, (ACCEPT, JSON)]))
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(settings.timeout())
            .build()?;
        let (tokens, allowances) = Default::default();
        let permits = Semaphore::new(REQUESTS_AT_A_TIME);
        Ok(Self(Arc::new(Inner {
            address: settings.address(),
            http,
            app: settings.app()?,
            tokens,
            allowances,
            permits,
        })))
    }

    /// What GitHub last said is left of the installation's allowance.
    pub fn allowance(&self, installation_id: u64) -> Option<contracts::organization::RateLimit> {
        self.0.allowances.of(installation_id)
    }

    /// Gets `url`, which is below the address; with a known `etag`, [`Answer::is_unchanged`] may be true.
    async fn get(&self, who: As, url: &str, etag: Option<&str>) -> Result<Answer, GithubError> {
        self.0.allowances.check(who)?;
        let authorization = self.authorization(who).await?;
        let mut request = self.0.http.get(url).header(AUTHORIZATION, authorization);
        if let Some(etag) = etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        self.send(who, Method::GET, url, request).await
    }

    async fn post(&self, who: As, url: &str) -> Result<Answer, GithubError> {
        let authorization = self.authorization(who).await?;
        let request = self.0.http.post(url).header(AUTHORIZATION, authorization);
        self.send(who, Method::POST, url, request).await
    }

    async fn send(
        &self,
        who: As,
        method: Method,
        url: &str,
        request: reqwest::RequestBuilder,
    ) -> Result<Answer, GithubError> {
        let path = url.strip_prefix(&self.0.address).unwrap_or(url).split('?').next().unwrap_or_default();
        let span = tracing::info_span!("github", otel.kind = "client", http.request.method = %method, url.path = path);
        async {
            let _permit = self.0.permits.acquire().await.expect("the semaphore is never closed");
            let response = request.send().await.map_err(|error| GithubError::from_transport(path, error))?;
            self.0.allowances.note(who, response.headers());
            let answer = Answer::read(path, response, runtime::now()).await;
            if let (Err(GithubError::Unauthorized { .. }), As::Installation(id)) = (&answer, who) {
                self.0.tokens.forget(id).await;
            }
            answer
        }
        .instrument(span)
        .await
    }

    /// The `Authorization` header's value, marked so that nothing prints it.
    async fn authorization(&self, who: As) -> Result<HeaderValue, GithubError> {
        let token = match who {
            As::App => self.0.app.as_ref().ok_or(GithubError::NotConfigured)?.token(runtime::now())?,
            As::Installation(id) => self.installation_token(id).await?,
        };
        let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| GithubError::UnusableToken)?;
        value.set_sensitive(true);
        Ok(value)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.address)
    }
}
