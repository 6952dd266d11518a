//! The providers behind one interface.

use std::time::{Duration, SystemTime};

use crate::{E2b, Endpoint, Found, Instance, Local, Name, ProviderError, State, Wanted};

/// Where sandboxes come from. Cheap to share behind an `Arc`; every call may be repeated.
#[derive(Debug)]
pub enum Provider {
    Local(Local),
    E2b(E2b),
}

impl Provider {
    /// `local` or `e2b`, as it is stored with a sandbox.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Local(_) => "local",
            Self::E2b(_) => "e2b",
        }
    }

    /// Whether one that rests may come back without its newest files, or not at all.
    pub fn may_lose_files(&self) -> bool {
        matches!(self, Self::E2b(_))
    }

    /// Makes the sandbox and returns once its sandbox-agent server answers. One of the same name is adopted instead,
    /// whoever made it, and also where an earlier call's answer was lost.
    pub async fn create(&self, wanted: &Wanted) -> Result<Instance, ProviderError> {
        match self {
            Self::Local(local) => local.create(wanted).await,
            Self::E2b(e2b) => e2b.create(wanted).await,
        }
    }

    /// Asks without changing anything: a paused one stays paused.
    pub async fn state(&self, provider_id: &str) -> Result<State, ProviderError> {
        match self {
            Self::Local(local) => local.state(provider_id).await,
            Self::E2b(e2b) => e2b.state(provider_id).await,
        }
    }

    /// The address of its sandbox-agent server; wakes up a paused one. It lives for at least `lifetime` from now.
    /// [`ProviderError::Gone`] when it has ended.
    pub async fn connect(&self, provider_id: &str, lifetime: Duration) -> Result<Endpoint, ProviderError> {
        match self {
            Self::Local(local) => local.connect(provider_id).await,
            Self::E2b(e2b) => e2b.connect(provider_id, lifetime).await,
        }
    }

    /// Lets it live for `lifetime` from now; answers when it ends, `None` when it never does by itself.
    pub async fn extend(&self, provider_id: &str, lifetime: Duration) -> Result<Option<SystemTime>, ProviderError> {
        match self {
            Self::Local(local) => local.extend(provider_id).await,
            Self::E2b(e2b) => e2b.extend(provider_id, lifetime).await,
        }
    }

    /// Starts one anew on its own files, whether it has ended or does not answer any more; `false` where nothing is left of
    /// them. Whatever runs in it ends.
    pub async fn restart(&self, wanted: &Wanted) -> Result<bool, ProviderError> {
        match self {
            Self::Local(local) => local.restart(wanted).await,
            // What has ended there has ended with its files.
            Self::E2b(_) => Ok(false),
        }
    }

    /// Ends what runs in it, and leaves its files to those that follow it, where the provider can have the one without the other.
    pub async fn abandon(&self, provider_id: &str) -> Result<(), ProviderError> {
        match self {
            Self::Local(local) => local.abandon(provider_id).await,
            Self::E2b(e2b) => e2b.destroy(provider_id).await,
        }
    }

    /// Whether one of these has ended and left its files to those that follow it.
    pub async fn has_files(&self, names: &[Name]) -> Result<bool, ProviderError> {
        match self {
            Self::Local(local) => local.has_files(names).await,
            Self::E2b(_) => Ok(false),
        }
    }

    /// Ends it with everything in it, its files as well. One that is gone already is no error.
    pub async fn destroy(&self, provider_id: &str) -> Result<(), ProviderError> {
        match self {
            Self::Local(local) => local.destroy(provider_id).await,
            Self::E2b(e2b) => e2b.destroy(provider_id).await,
        }
    }

    /// All that this provider has for us, also what nobody remembers.
    pub async fn list(&self) -> Result<Vec<Found>, ProviderError> {
        match self {
            Self::Local(local) => local.list().await,
            Self::E2b(e2b) => e2b.list().await,
        }
    }

    /// The end of what its sandbox-agent server printed, at most `bytes`; empty where the provider keeps none.
    pub async fn log(&self, provider_id: &str, bytes: usize) -> Result<String, ProviderError> {
        match self {
            Self::Local(local) => local.log(provider_id, bytes).await,
            Self::E2b(_) => Ok(String::new()),
        }
    }
}
