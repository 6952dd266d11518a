//! What the gateway must be told to run.

use std::{fmt, net::SocketAddr, str::FromStr};

use crate::limits;

/// The public door of a Foundry fleet: HTTP, live pages and GitHub's webhooks.
#[derive(Debug, Clone, clap::Parser)]
#[command(name = "gateway", version)]
pub struct Settings {
    #[command(flatten)]
    pub runtime: runtime::Config,
    /// Where to listen for browsers and scripts.
    #[arg(long, env = "FOUNDRY_LISTEN", default_value = "127.0.0.1:7741")]
    pub listen: SocketAddr,
    /// What callers present as `Authorization: Bearer …`; at least 16 characters.
    #[arg(long, env = "FOUNDRY_API_TOKEN", hide_env_values = true, value_parser = api_token)]
    pub api_token: Secret,
    /// The secret GitHub signs its webhooks with. Without one, webhooks are refused.
    #[arg(long, env = "FOUNDRY_GITHUB_WEBHOOK_SECRET", hide_env_values = true, default_value = "")]
    pub github_webhook_secret: Secret,
}

/// A text that no log may show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

fn api_token(text: &str) -> Result<Secret, String> {
    if text.len() < limits::TOKEN_CHARACTERS_MIN {
        return Err(format!("a token needs at least {} characters", limits::TOKEN_CHARACTERS_MIN));
    }
    Ok(Secret(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show_itself() {
        assert_eq!(format!("{:?}", Secret("swordfish".into())), "***");
    }

    #[test]
    fn a_token_that_could_be_guessed_is_refused() {
        assert!(api_token("short").is_err());
        assert!(api_token("0123456789abcdef").is_ok());
    }
}
