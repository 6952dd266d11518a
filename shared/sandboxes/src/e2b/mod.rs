//! Sandboxes in E2B's cloud.

use std::time::{Duration, SystemTime};

use crate::{Endpoint, Found, Instance, ProviderError, Secret, State, Wanted};

/// How E2B is asked.
#[derive(Debug, Clone)]
pub struct E2bSettings {
    pub key: Secret,
    /// `https://api.e2b.app`, or a stand-in's.
    pub api: String,
    /// Where sandboxes are when the API does not say; with `{port}-{sandbox}` before it. A stand-in gives a whole address.
    pub sandbox_url: Option<String>,
    pub template: String,
}

#[derive(Debug)]
pub struct E2b {
    settings: E2bSettings,
}

impl E2b {
    pub fn new(settings: E2bSettings) -> Result<Self, ProviderError> {
        Ok(Self { settings })
    }
    pub async fn create(&self, _wanted: &Wanted) -> Result<Instance, ProviderError> {
        Err(ProviderError::Gone(self.settings.api.clone()))
    }
    pub async fn state(&self, _provider_id: &str) -> Result<State, ProviderError> {
        Ok(State::Gone)
    }
    pub async fn connect(&self, provider_id: &str, _lifetime: Duration) -> Result<Endpoint, ProviderError> {
        Err(ProviderError::Gone(provider_id.to_owned()))
    }
    pub async fn extend(&self, provider_id: &str, _lifetime: Duration) -> Result<Option<SystemTime>, ProviderError> {
        Err(ProviderError::Gone(provider_id.to_owned()))
    }
    pub async fn destroy(&self, _provider_id: &str) -> Result<(), ProviderError> {
        Ok(())
    }
    pub async fn list(&self) -> Result<Vec<Found>, ProviderError> {
        Ok(Vec::new())
    }
}
