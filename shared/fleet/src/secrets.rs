//! Passwords and keys of one fleet: generated once, kept beside its data, readable by its owner only.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use test_postgres::{
    Passwords,
    files::{random_word, write_private},
};

/// 40 letters and digits carry more than 200 bits.
const LENGTH: usize = 40;

/// XChaCha20-Poly1305's.
const KEY_BYTES: usize = 32;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Secrets {
    pub github_webhook_secret: String,
    /// What the OAuth client proves itself with to the stand-in.
    #[serde(default)]
    pub github_client_secret: String,
    /// What people's GitHub tokens are sealed with: `FOUNDRY_TOKEN_KEYS`.
    #[serde(default)]
    pub token_keys: String,
    /// The stand-in E2B's key. It stays: what opens sandboxes follows from it.
    #[serde(default)]
    pub e2b_key: String,
    #[serde(flatten)]
    pub postgres: Passwords,
    nats: BTreeMap<String, String>,
}

impl Secrets {
    pub fn generate() -> Self {
        let mut secrets = Self {
            github_webhook_secret: random_word(LENGTH),
            github_client_secret: String::new(),
            token_keys: String::new(),
            e2b_key: String::new(),
            postgres: Passwords::generate(),
            nats: BTreeMap::new(),
        };
        secrets.complete();
        secrets
    }

    /// Those of `file`, or new ones written there.
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

    /// For a service, `cli` or `system`.
    pub fn nats_password(&self, user: &str) -> &str {
        self.nats.get(user).map_or("", String::as_str)
    }

    /// A fleet keeps what it was made with, and gets what came later.
    fn complete(&mut self) {
        if self.github_client_secret.is_empty() {
            self.github_client_secret = random_word(LENGTH);
        }
        if self.token_keys.is_empty() {
            self.token_keys = format!("k1:{}", STANDARD.encode(rand::random::<[u8; KEY_BYTES]>()));
        }
        if self.e2b_key.is_empty() {
            self.e2b_key = format!("e2b_{}", random_word(LENGTH));
        }
        for user in crate::services::nats_users().chain(["system"]) {
            self.nats.entry(user.to_owned()).or_insert_with(|| random_word(LENGTH));
        }
        self.postgres.complete();
    }
}
