//! GitHub's rate limits as the installations meet them: what is left to each, and what is not even asked.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use contracts::organization::RateLimit;
use github_api::ApiError;

use super::As;

/// What is left to each installation of each allowance, as last seen.
#[derive(Default)]
pub(super) struct Allowances(Mutex<HashMap<(u64, Resource), RateLimit>>);

/// GitHub counts the requests of its two APIs apart (the header `x-ratelimit-resource`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Resource {
    Rest,
    Graphql,
}

impl Allowances {
    pub fn of(&self, installation_id: u64, resource: Resource) -> Option<RateLimit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(installation_id, resource)).cloned()
    }

    /// Refuses what GitHub would refuse, without asking.
    pub fn check(&self, who: As, resource: Resource) -> Result<(), ApiError> {
        let As::Installation(id) = who else { return Ok(()) };
        match self.of(id, resource) {
            Some(seen) if seen.remaining == 0 && seen.resets_at > runtime::now() => {
                Err(ApiError::RateLimited { resets_at: seen.resets_at })
            }
            _ => Ok(()),
        }
    }

    pub fn note(&self, who: As, resource: Resource, seen: Option<RateLimit>) {
        if let (As::Installation(id), Some(seen)) = (who, seen) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((id, resource), seen);
        }
    }
}
