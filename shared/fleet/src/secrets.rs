//! Passwords and the API token of one fleet: generated once, kept beside its data, readable by its owner only.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::files::{random_word, write_private};

/// 40 letters and digits carry more than 200 bits.
const LENGTH: usize = 40;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Secrets {
    /// What callers of the gateway present.
    pub token: String,
    pub github_webhook_secret: String,
    postgres_admin: String,
    postgres: BTreeMap<String, String>,
    nats: BTreeMap<String, String>,
}

impl Secrets {
    pub fn generate() -> Self {
        let mut secrets = Self {
            token: random_word(LENGTH),
            github_webhook_secret: random_word(LENGTH),
            postgres_admin: random_word(LENGTH),
            postgres: BTreeMap::new(),
            nats: BTreeMap::new(),
        };
        secrets.complete();
        secrets
    }

    /// Those of `file`, or new ones written there. A service that came later gets its passwords.
    pub fn load_or_generate(file: &Path) -> Result<Self> {
        let mut secrets = if file.exists() {
            let text = std::fs::read_to_string(file)?;
            serde_json::from_str(&text).with_context(|| format!("{} is damaged; start with --fresh", file.display()))?
        } else {
            Self::generate()
        };
        secrets.complete();
        write_private(file, &serde_json::to_string_pretty(&secrets)?)?;
        Ok(secrets)
    }

    pub fn admin_password(&self) -> &str {
        &self.postgres_admin
    }

    pub fn database_password(&self, service: &str) -> &str {
        self.postgres.get(service).map_or("", String::as_str)
    }

    /// For a service, `cli` or `system`.
    pub fn nats_password(&self, user: &str) -> &str {
        self.nats.get(user).map_or("", String::as_str)
    }

    fn complete(&mut self) {
        for user in crate::services::nats_users().chain(["system"]) {
            self.nats.entry(user.to_owned()).or_insert_with(|| random_word(LENGTH));
        }
        for service in crate::services::with_database() {
            self.postgres.entry(service.name.to_owned()).or_insert_with(|| random_word(LENGTH));
        }
    }
}
