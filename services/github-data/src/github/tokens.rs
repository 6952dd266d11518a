//! Installation tokens: asked for once, used until shortly before they expire.

use std::{collections::HashMap, time::Duration};

use contracts::Millis;
use github_api::ApiError;
use serde::Deserialize;
use tokio::sync::Mutex;

use super::{As, Github, GithubError};

/// A token is not used for its last minutes: a request may wait that long before it is sent.
const UNUSED: Duration = Duration::from_mins(5);

/// By installation. No `Debug`: it holds tokens.
#[derive(Default)]
pub(super) struct Tokens(Mutex<HashMap<u64, Token>>);

#[derive(Deserialize)]
struct Token {
    token: String,
    expires_at: jiff::Timestamp,
}

impl Tokens {
    /// GitHub no longer takes it; the next request asks for another.
    pub async fn forget(&self, installation_id: u64) {
        self.0.lock().await.remove(&installation_id);
    }
}

impl Github {
    /// Holds the lock while it asks, so that six requests of one sync ask for one token.
    pub(super) async fn installation_token(&self, installation_id: u64) -> Result<String, GithubError> {
        let mut tokens = self.0.tokens.0.lock().await;
        if let Some(known) = tokens.get(&installation_id).filter(|known| known.is_fresh(self.0.clock.now())) {
            return Ok(known.token.clone());
        }
        let url = self.0.api.url(&format!("/app/installations/{installation_id}/access_tokens"));
        let answer = Box::pin(self.post(As::App, &url)).await.map_err(as_installation_error)?;
        let fresh: Token = answer.json()?;
        let token = fresh.token.clone();
        tokens.insert(installation_id, fresh);
        Ok(token)
    }
}

impl Token {
    fn is_fresh(&self, now: Millis) -> bool {
        let unused_ms = Millis::try_from(UNUSED.as_millis()).unwrap_or(Millis::MAX);
        now < self.expires_at.as_millisecond().saturating_sub(unused_ms)
    }
}

/// What GitHub's answers mean where the installation was known a moment ago.
fn as_installation_error(error: GithubError) -> GithubError {
    match error {
        GithubError::Api(ApiError::Unauthorized { path }) => {
            GithubError::BadCredentials { message: format!("401 at {path}") }
        }
        GithubError::Api(ApiError::NotFound { .. } | ApiError::Refused { .. }) => GithubError::InstallationClosed,
        other => other,
    }
}
