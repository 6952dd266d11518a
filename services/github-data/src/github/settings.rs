//! What the client must be told: where GitHub is, and which App we are there.

use std::time::Duration;

use anyhow::Context;

use super::app::App;

const GITHUB: &str = "https://api.github.com";

/// No `Debug`: it holds the App's key.
#[derive(Clone, clap::Args)]
pub struct Settings {
    /// The address of GitHub's REST API.
    #[arg(long, env = "FOUNDRY_GITHUB_URL", default_value = GITHUB)]
    pub github_url: String,
    /// The GitHub App's id. Without one the service runs, and every sync says that GitHub is not set up.
    #[arg(long, env = "FOUNDRY_GITHUB_APP_ID", default_value = "")]
    pub github_app_id: String,
    /// The App's private key as PEM, or `@` and the path of a file that holds it.
    #[arg(long, env = "FOUNDRY_GITHUB_APP_PRIVATE_KEY", default_value = "", hide_env_values = true)]
    pub github_app_private_key: String,
    /// How long one request may take. A repository whose requests take longer counts as failed.
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

    pub(super) fn app(&self) -> anyhow::Result<Option<App>> {
        if self.github_app_id.is_empty() || self.github_app_private_key.is_empty() {
            return Ok(None);
        }
        let key = match self.github_app_private_key.strip_prefix('@') {
            Some(path) => {
                std::fs::read_to_string(path).with_context(|| format!("reading the App's key from {path}"))?
            }
            // An environment file has no room for line breaks.
            None => self.github_app_private_key.replace("\\n", "\n"),
        };
        App::new(&self.github_app_id, &key).map(Some)
    }
}
