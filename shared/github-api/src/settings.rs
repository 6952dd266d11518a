//! What every client must be told: where GitHub is, and how long it may take.

use std::time::Duration;

const GITHUB: &str = "https://api.github.com";

#[derive(Debug, Clone, clap::Args)]
pub struct ApiSettings {
    /// The address of GitHub's REST API.
    #[arg(long, env = "FOUNDRY_GITHUB_URL", default_value = GITHUB)]
    pub github_url: String,
    /// How long one request may take. One that takes longer counts as failed.
    #[arg(long, env = "FOUNDRY_GITHUB_TIMEOUT_MS", default_value_t = 20_000)]
    pub github_timeout_ms: u64,
}

impl ApiSettings {
    /// Without a slash at the end. An empty setting is as good as none.
    pub(crate) fn address(&self) -> String {
        let address = self.github_url.trim().trim_end_matches('/');
        if address.is_empty() { GITHUB } else { address }.to_owned()
    }

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.github_timeout_ms)
    }
}
