//! A sandbox as E2B's API writes it.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer};

use crate::{Found, Secret, State};

/// Metadata: our name of it.
pub(super) const NAME: &str = "foundrySandbox";
pub(super) const ORGANIZATION: &str = "foundryOrganization";
/// Metadata: which Foundry made it.
pub(super) const OWNER: &str = "foundryOwner";
/// Metadata: which of our attempts made it, for people who look at extras.
pub(super) const ATTEMPT: &str = "foundryAttempt";

/// What lets us in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Access {
    #[serde(rename = "sandboxID")]
    pub sandbox_id: String,
    #[serde(default)]
    pub domain: Option<String>,
    #[serde(default)]
    pub envd_access_token: Option<Secret>,
    #[serde(default)]
    pub traffic_access_token: Option<Secret>,
}

/// What is told of each of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    #[serde(rename = "sandboxID")]
    pub sandbox_id: String,
    #[serde(deserialize_with = "time")]
    pub started_at: SystemTime,
    #[serde(deserialize_with = "time")]
    end_at: SystemTime,
    state: String,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
}

impl Listed {
    pub fn state(&self) -> State {
        // Paused time does not count, so its end says nothing.
        if self.state == "paused" {
            return State::Paused;
        }
        State::Running { expires_at: Some(self.end_at) }
    }

    /// `None` when somebody gave it a name that is none of ours.
    pub fn found(self) -> Option<Found> {
        let state = self.state();
        let name = self.metadata.get(NAME)?.parse().ok()?;
        let organization = self.metadata.get(ORGANIZATION).cloned().unwrap_or_default();
        Some(Found { provider_id: self.sandbox_id, name, organization, created_at: self.started_at, state })
    }
}

/// RFC 3339.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
    let time: jiff::Timestamp = String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)?;
    Ok(time.into())
}
