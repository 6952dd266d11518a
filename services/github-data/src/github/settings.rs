//! What the client must be told: where GitHub is, and which App we are there.

use std::time::Duration;

use anyhow::Context;
use github_api::ApiSettings;

use super::app::App;

/// No `Debug`: it holds the App's key.
#[derive(Clone, clap::Args)]
pub struct Settings {
    #[command(flatten)]
    pub api: ApiSettings,
    /// The GitHub App's id. Without one the service runs, and every sync says that GitHub is not set up.
    #[arg(long, env = "FOUNDRY_GITHUB_APP_ID", default_value = "")]
    pub github_app_id: String,
    /// The App's private key as PEM, or `@` and the path of a file that holds it.
    #[arg(long, env = "FOUNDRY_GITHUB_APP_PRIVATE_KEY", default_value = "", hide_env_values = true)]
    pub github_app_private_key: String,
    /// How often, in seconds, it is looked whether a webhook was lost on its way or an organization is to be read again.
    #[arg(long, env = "FOUNDRY_GITHUB_LOOK_SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub github_look_seconds: u64,
}

impl Settings {
    pub fn look_every(&self) -> Duration {
        Duration::from_secs(self.github_look_seconds)
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
