//! Sandboxes in E2B's cloud: its control plane makes them, `envd` in each of them starts the sandbox-agent server.
//!
//! After E2B's definitions (github e2b-dev/infra) and what its SDK 2.51 does. Nothing is remembered here: whose a sandbox
//! is stands in its metadata, and the token of its server follows from our key and its id.

mod api;
mod create;
mod envd;
mod sandbox;
mod settings;

use std::time::{Duration, SystemTime};

use api::Api;
use sandbox::{Access, Listed};
pub use settings::E2bSettings;

use crate::{Client, ClientError, Endpoint, Found, Instance, ProviderError, State, Wanted};

/// The E2B provider.
#[derive(Debug)]
pub struct E2b {
    settings: E2bSettings,
    api: Api,
}

/// Of waking up and of placing one: E2B answers 500, 503 or 504 when it finds no place at once.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_secs(1);
/// A server that was just started answers within this.
const START_LIMIT: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(200);

impl E2b {
    /// Asks nothing yet. Needs a TLS provider installed in the process.
    pub fn new(settings: E2bSettings) -> Result<Self, ProviderError> {
        let api = Api::new(&settings)?;
        Ok(Self { settings, api })
    }

    /// See [`crate::Provider::create`].
    pub async fn create(&self, wanted: &Wanted) -> Result<Instance, ProviderError> {
        let (access, adopted) = self.made_or_found(wanted).await?;
        self.running_server(&access).await?;
        let expires_at = match self.state(&access.sandbox_id).await? {
            State::Running { expires_at } => expires_at,
            State::Paused => None,
            State::Gone => return Err(ProviderError::Gone(access.sandbox_id)),
        };
        Ok(Instance { provider_id: access.sandbox_id, expires_at, adopted, inherited: false })
    }

    pub async fn state(&self, provider_id: &str) -> Result<State, ProviderError> {
        let found = self.api.get::<Listed>(&format!("/sandboxes/{}", segment(provider_id))).await;
        match found {
            Ok(listed) => Ok(listed.state()),
            Err(ProviderError::Gone(_)) => Ok(State::Gone),
            Err(error) => Err(error),
        }
    }

    /// The lifetime is given on every call: without it E2B's own short one would begin.
    pub async fn connect(&self, provider_id: &str, lifetime: Duration) -> Result<Endpoint, ProviderError> {
        let access = self.wake(provider_id, lifetime).await?;
        self.running_server(&access).await
    }

    pub async fn extend(&self, provider_id: &str, lifetime: Duration) -> Result<Option<SystemTime>, ProviderError> {
        let body = serde_json::json!({ "timeout": lifetime.as_secs() });
        self.api.post(&format!("/sandboxes/{}/timeout", segment(provider_id)), &body).await?;
        Ok(Some(SystemTime::now() + lifetime))
    }

    pub async fn destroy(&self, provider_id: &str) -> Result<(), ProviderError> {
        match self.api.delete(&format!("/sandboxes/{}", segment(provider_id))).await {
            Ok(()) | Err(ProviderError::Gone(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// All with our owner in their metadata.
    pub async fn list(&self) -> Result<Vec<Found>, ProviderError> {
        let all = self.api.listed(&[(sandbox::OWNER, &self.settings.owner)]).await?;
        Ok(all.into_iter().filter_map(Listed::found).collect())
    }

    async fn wake(&self, provider_id: &str, lifetime: Duration) -> Result<Access, ProviderError> {
        let path = format!("/v2/sandboxes/{}/connect", segment(provider_id));
        let body = serde_json::json!({ "timeout": lifetime.as_secs() });
        let mut tries = 0;
        loop {
            tries += 1;
            let error = match self.api.post_for(&path, &body).await {
                Ok(woken) => return Ok(woken),
                Err(error @ (ProviderError::Gone(_) | ProviderError::Failed(_) | ProviderError::TimedOut { .. })) => {
                    error
                }
                Err(error) => return Err(error),
            };
            // 404 is also what E2B answers when it finds no place; only its state says that it is gone.
            if matches!(error, ProviderError::Gone(_)) || tries == TRIES {
                if self.state(provider_id).await? == State::Gone {
                    return Err(ProviderError::Gone(provider_id.to_owned()));
                }
                if tries == TRIES {
                    return Err(ProviderError::Failed(format!("E2B does not wake it up: {error}")));
                }
            }
            tokio::time::sleep(PAUSE * tries).await;
        }
    }

    /// Its sandbox-agent server, started if it does not answer: it is new, or was rebooted.
    async fn running_server(&self, access: &Access) -> Result<Endpoint, ProviderError> {
        let endpoint = self.settings.endpoint(access);
        let client = Client::new(&endpoint).map_err(|error| ProviderError::Failed(error.to_string()))?;
        if client.health().await.is_ok() {
            return Ok(endpoint);
        }
        envd::start_server(&self.settings, access, &endpoint).await?;
        let answers = async {
            loop {
                match client.health().await {
                    Ok(()) => return Ok(()),
                    Err(ClientError::Unauthorized) => return Err("its server has another token".to_owned()),
                    Err(_) => tokio::time::sleep(LOOK).await,
                }
            }
        };
        let seconds = START_LIMIT.as_secs();
        let timed_out = ProviderError::TimedOut { what: "starting the sandbox-agent server", seconds };
        match tokio::time::timeout(START_LIMIT, answers).await {
            Ok(Ok(())) => Ok(endpoint),
            Ok(Err(reason)) => Err(ProviderError::NotStarted { reason, log: String::new() }),
            Err(_) => Err(timed_out),
        }
    }
}

fn segment(text: &str) -> impl std::fmt::Display + '_ {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
}
