//! What the client must be told: where GitHub is.

use std::time::Duration;

const GITHUB: &str = "https://api.github.com";

#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// The address of GitHub's REST API.
    #[arg(long, env = "FOUNDRY_GITHUB_URL", default_value = GITHUB)]
    pub github_url: String,
    /// How long one request may take.
    #[arg(long, env = "FOUNDRY_GITHUB_TIMEOUT_MS", default_value_t = 20_000)]
    pub github_timeout_ms: u64,
}

impl Settings {
    /// Without a slash at the end. An empty setting is as good as none.
    pub(super) fn address(&self) -> String {
        let address = self.github_url.trim().trim_end_matches('/');
        if address.is_empty() { GITHUB } else { address }.to_owned()
    }

    pub(super) fn timeout(&self) -> Duration {
        Duration::from_millis(self.github_timeout_ms)
    }
}
