//! Installation tokens: asked for once, used until shortly before they expire.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex as SyncMutex, PoisonError},
    time::Duration,
};

use contracts::Millis;
use github_api::ApiError;
use serde::Deserialize;
use tokio::sync::Mutex;

use super::{As, Github, GithubError, InstallationState, installations::as_app_error};

/// A token is not used for its last minutes: a request may wait that long before it is sent.
const UNUSED: Duration = Duration::from_mins(5);

/// By installation, each under a lock of its own: while one is waited for, the others are there. No `Debug`: it holds
/// tokens.
#[derive(Default)]
pub(super) struct Tokens(SyncMutex<HashMap<u64, Slot>>);

type Slot = Arc<Mutex<Option<Token>>>;

#[derive(Deserialize)]
struct Token {
    token: String,
    expires_at: jiff::Timestamp,
}

impl Tokens {
    /// GitHub no longer takes it; the next request asks for another.
    pub async fn forget(&self, installation_id: u64) {
        *self.slot(installation_id).lock().await = None;
    }

    fn slot(&self, installation_id: u64) -> Slot {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(installation_id).or_default().clone()
    }
}

impl Github {
    /// Holds the lock while it asks, so that six requests of one sync ask for one token.
    pub(super) async fn installation_token(&self, installation_id: u64) -> Result<String, GithubError> {
        let slot = self.0.tokens.slot(installation_id);
        let mut known = slot.lock().await;
        if let Some(known) = known.as_ref().filter(|known| known.is_fresh(self.0.clock.now())) {
            return Ok(known.token.clone());
        }
        let url = self.0.api.url(&format!("/app/installations/{installation_id}/access_tokens"));
        let answer = match Box::pin(self.post(As::App, &url)).await {
            Ok(answer) => answer,
            Err(refusal) => return Err(Box::pin(self.without_a_token(installation_id, refusal)).await),
        };
        let fresh: Token = answer.json()?;
        Ok(known.insert(fresh).token.clone())
    }

    /// Why there is no token: whether the installation is closed, GitHub says when it is asked for the installation itself.
    async fn without_a_token(&self, installation_id: u64, refusal: GithubError) -> GithubError {
        match refusal {
            GithubError::Api(ApiError::NotFound { .. } | ApiError::Refused { .. }) => {}
            other => return as_app_error(other),
        }
        match self.installation_state_of(installation_id).await {
            Ok(InstallationState::Active) => GithubError::TokenWithheld { why: refusal.to_string() },
            Ok(InstallationState::Suspended | InstallationState::Gone) => GithubError::InstallationClosed,
            Err(error) => error,
        }
    }
}

impl Token {
    fn is_fresh(&self, now: Millis) -> bool {
        let unused_ms = Millis::try_from(UNUSED.as_millis()).unwrap_or(Millis::MAX);
        now < self.expires_at.as_millisecond().saturating_sub(unused_ms)
    }
}
