//! GitHub's API, as one App sees it: installations, and what an installation may read.

mod allowance;
mod app;
mod branches;
mod checks;
mod clock;
mod deliveries;
mod error;
mod graphql;
mod installations;
mod members;
mod memberships;
mod paging;
mod pull_requests;
mod repositories;
mod settings;
mod text;
mod tokens;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use allowance::{Allowances, Resource};
use app::App;
pub use branches::Branch;
pub use checks::Checked;
pub use clock::Clock;
use contracts::organization::RateLimit;
use deliveries::Settled;
pub use error::{GithubError, Scope};
use github_api::{Answer, Api, ApiError, Redirects, Response, Tenant};
pub use installations::{Installation, InstallationState};
pub use memberships::{Membership, MembershipOf};
pub use paging::Listing;
pub use repositories::Whereabouts;
use serde::de::DeserializeOwned;
pub use settings::Settings;
use tokens::Tokens;

/// Cheap to clone; all clones share connections, tokens and the limit on requests under way.
#[derive(Clone)]
pub struct Github(Arc<Inner>);

struct Inner {
    api: Api,
    app: Option<App>,
    tokens: Tokens,
    allowances: Allowances,
    clock: Clock,
    settled: Settled,
}

/// On whose behalf a request is made.
#[derive(Debug, Clone, Copy)]
enum As {
    /// The App itself, which may only look after its installations.
    App,
    Installation(u64),
}

impl As {
    const fn tenant(self) -> Tenant {
        match self {
            Self::App => None,
            Self::Installation(id) => Some(id),
        }
    }
}

impl Github {
    /// Needs a TLS provider installed in the process. Without an App every request is refused; nothing is asked yet.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let user_agent = concat!("foundry-github-data/", env!("CARGO_PKG_VERSION"));
        let api = Api::new(&settings.api, user_agent, Redirects::Followed)?;
        let (tokens, allowances, clock, settled) = Default::default();
        Ok(Self(Arc::new(Inner { api, app: settings.app()?, tokens, allowances, clock, settled })))
    }

    pub fn clock(&self) -> Clock {
        self.0.clock.clone()
    }

    /// What GitHub last said is left of the installation's allowance for the REST API.
    pub fn allowance(&self, installation_id: u64) -> Option<RateLimit> {
        self.0.allowances.of(installation_id, Resource::Rest)
    }

    /// Gets `url`, which is below the address; with a known `etag`, [`Answer::is_unchanged`] may be true.
    async fn get(&self, who: As, url: &str, etag: Option<&str>) -> Result<Answer, GithubError> {
        self.0.allowances.check(who, Resource::Rest)?;
        let authorization = github_api::bearer(&self.token(who).await?)?;
        let response = self.0.api.get_for(who.tenant(), url, authorization, etag).await?;
        self.read(who, Resource::Rest, response).await
    }

    /// The same for one thing; `None`: GitHub has none there, or shows it to nobody of this installation.
    async fn get_if_there<T: DeserializeOwned>(&self, who: As, url: &str) -> Result<Option<T>, GithubError> {
        match self.get(who, url, None).await {
            Ok(answer) => Ok(Some(answer.json()?)),
            Err(GithubError::Api(ApiError::NotFound { .. })) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn post(&self, who: As, url: &str) -> Result<Answer, GithubError> {
        let authorization = github_api::bearer(&self.token(who).await?)?;
        let response = self.0.api.post(url, authorization).await?;
        self.read(who, Resource::Rest, response).await
    }

    /// Reads the answer, and learns from it what is left to the installation and whether its token is still taken.
    async fn read(&self, who: As, resource: Resource, response: Response<'_>) -> Result<Answer, GithubError> {
        let now = runtime::now();
        self.0.allowances.note(who, resource, response.rate_limit(now));
        let differs = response.date().is_some_and(|date| self.0.clock.note(date, now));
        let answer = response.read(now).await;
        // The App's token says from when until when it is good, by the clock that we took for GitHub's.
        if let (Err(ApiError::Unauthorized { .. }), As::App, true) = (&answer, who, differs) {
            return Err(GithubError::ClockDiffers);
        }
        if let (Err(ApiError::Unauthorized { .. }), As::Installation(id)) = (&answer, who) {
            self.0.tokens.forget(id).await;
        }
        Ok(answer?)
    }

    async fn token(&self, who: As) -> Result<String, GithubError> {
        match who {
            As::App => self.0.app.as_ref().ok_or(GithubError::NotConfigured)?.token(self.0.clock.now()),
            As::Installation(id) => self.installation_token(id).await,
        }
    }
}
