//! What the gateway must be told to run.

use std::{fmt, net::SocketAddr, num::NonZeroU32, path::PathBuf, str::FromStr};

use anyhow::{Context, ensure};
use reqwest::Url;

const GITHUB_API: &str = "https://api.github.com";

/// The public door of a Foundry fleet: HTTP, live pages and GitHub's webhooks.
#[derive(Debug, Clone, clap::Parser)]
#[command(name = "gateway", version)]
pub struct Settings {
    #[command(flatten)]
    pub messaging: messaging::Config,
    /// Where to listen for browsers and scripts.
    #[arg(long, env = "FOUNDRY_LISTEN", default_value = "127.0.0.1:7741")]
    pub listen: SocketAddr,
    /// The address by which browsers reach this door: `https://foundry.example`. Off this machine it must be https,
    /// because cookies are sent over nothing else. Without one, where it listens.
    #[arg(long, env = "FOUNDRY_PUBLIC_URL", default_value = "")]
    pub public_url: String,
    #[command(flatten)]
    pub github: GithubSettings,
    /// The keys that people's GitHub tokens are sealed with, the same as the user service's:
    /// `id:base64key[,id:base64key…]`. Without one, nobody can sign in.
    #[arg(long, env = "FOUNDRY_TOKEN_KEYS", hide_env_values = true, default_value = "")]
    pub token_keys: Secret,
    /// The secret GitHub signs its webhooks with. Without one, webhooks are refused.
    #[arg(long, env = "FOUNDRY_GITHUB_WEBHOOK_SECRET", hide_env_values = true, default_value = "")]
    pub github_webhook_secret: Secret,
    /// A folder with a built page (`web/dist`), instead of the one that is part of this program.
    #[arg(long, env = "FOUNDRY_WEB_DIR")]
    pub web_dir: Option<PathBuf>,
    /// Where people look at traces: Jaeger's own address, `http://127.0.0.1:16686`. The page then leads from each trace to
    /// it. Without one, the page shows what it knows itself.
    #[arg(long, env = "FOUNDRY_JAEGER_URL", default_value = "")]
    pub jaeger_url: String,
    #[command(flatten)]
    pub allowance: Allowance,
    /// How many proxies of our own are in front: so many entries of `X-Forwarded-For`, from its end, are believed, and the
    /// limit for strangers is of the address that the outermost has seen. Without any, of whoever connects.
    #[arg(long, env = "FOUNDRY_PROXIES", default_value = "0")]
    pub proxies: usize,
}

impl Settings {
    /// Without a slash at the end; `None`: there is none. A page makes a link of it, so it must be the address of a page.
    pub fn traces_url(&self) -> anyhow::Result<Option<String>> {
        let setting = self.jaeger_url.trim().trim_end_matches('/');
        if setting.is_empty() {
            return Ok(None);
        }
        let url = Url::parse(setting).context("FOUNDRY_JAEGER_URL is not an address")?;
        ensure!(matches!(url.scheme(), "http" | "https"), "FOUNDRY_JAEGER_URL must begin with http:// or https://");
        Ok(Some(setting.to_owned()))
    }
}

/// How much one person's browsers, as much again their API tokens, or one address of strangers may send through this process, so
/// that one does not fill what all share. Ten seconds' worth may come at once.
#[derive(Debug, Clone, clap::Args)]
pub struct Allowance {
    /// Commands of one person, in a second.
    #[arg(long, env = "FOUNDRY_PERSON_COMMANDS", default_value = "100")]
    pub commands_a_second: NonZeroU32,
    /// Kilobytes of one person's commands, in a second.
    #[arg(long, env = "FOUNDRY_PERSON_KILOBYTES", default_value = "2048")]
    pub kilobytes_a_second: NonZeroU32,
    /// Queries of one person, in a second.
    #[arg(long, env = "FOUNDRY_PERSON_QUERIES", default_value = "200")]
    pub queries_a_second: NonZeroU32,
    /// Requests from one address of people who have not said who they are, in a second.
    #[arg(long, env = "FOUNDRY_ADDRESS_REQUESTS", default_value = "100")]
    pub strangers_a_second: NonZeroU32,
}

/// Where GitHub is, and as which application people sign in there.
#[derive(Debug, Clone, clap::Args)]
pub struct GithubSettings {
    /// The address of GitHub's REST API; of an enterprise server `https://<host>/api/v3`.
    #[arg(long, env = "FOUNDRY_GITHUB_URL", default_value = GITHUB_API, value_parser = github_api::http_address)]
    pub github_url: String,
    /// The address of GitHub's pages. Without one, that of the API's own server: an enterprise server has both.
    #[arg(long, env = "FOUNDRY_GITHUB_WEB_URL", default_value = "", value_parser = github_api::http_address)]
    pub github_web_url: String,
    /// The OAuth client's id. Without one, nobody can sign in.
    #[arg(long, env = "FOUNDRY_GITHUB_CLIENT_ID", default_value = "")]
    pub github_client_id: String,
    #[arg(long, env = "FOUNDRY_GITHUB_CLIENT_SECRET", hide_env_values = true, default_value = "")]
    pub github_client_secret: Secret,
    /// The GitHub App's name in addresses (`github.com/apps/<slug>`). Without one, nobody is sent to install it.
    #[arg(long, env = "FOUNDRY_GITHUB_APP_SLUG", default_value = "")]
    pub github_app_slug: String,
}

/// The defaults of `compose.yaml`, which everybody can read, by the setting that has them there.
const PUBLIC_SECRETS: [(&str, &str); 4] = [
    ("FOUNDRY_TOKEN_KEYS", "local:bG9jYWwta2V5LWZvci10aGlzLW1hY2hpbmUtb25seSE="),
    ("FOUNDRY_GITHUB_CLIENT_SECRET", "local-client-secret"),
    ("FOUNDRY_GITHUB_WEBHOOK_SECRET", "local-webhook-secret"),
    ("FOUNDRY_NATS_PASSWORD", "local-gateway"),
];

impl Settings {
    /// The settings with a secret that everybody can read.
    pub fn public_secrets(&self) -> Vec<&'static str> {
        let given = [
            self.token_keys.expose(),
            self.github.github_client_secret.expose(),
            self.github_webhook_secret.expose(),
            self.messaging.nats_password.as_deref().unwrap_or_default(),
        ];
        let is_public = |((_, public), given): &((&str, &str), &str)| given.contains(public);
        PUBLIC_SECRETS.into_iter().zip(given).filter(is_public).map(|((setting, _), _)| setting).collect()
    }
}

impl GithubSettings {
    /// The API's address, without a slash at the end. An empty setting is as good as none.
    pub fn api(&self) -> String {
        address(&self.github_url, GITHUB_API)
    }

    /// The pages' address, likewise.
    pub fn web(&self) -> String {
        github_api::web_address(&self.github_web_url, &self.github_url)
    }
}

fn address(setting: &str, usual: &str) -> String {
    let address = setting.trim().trim_end_matches('/');
    if address.is_empty() { usual } else { address }.to_owned()
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

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
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

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;

    #[test]
    fn a_secret_does_not_show_itself() {
        assert_eq!(format!("{:?}", Secret("swordfish".into())), "***");
    }

    #[test]
    fn the_secrets_of_compose_are_known_to_be_public() {
        let compose = include_str!("../../../compose.yaml");
        for (setting, public) in PUBLIC_SECRETS {
            assert!(compose.contains(&format!(":-{public}}}")), "{setting} has another default there");
        }
        let settings = |flags: &[&str]| Settings::parse_from(["gateway"].iter().chain(flags)).public_secrets();
        assert_eq!(settings(&["--github-webhook-secret", "local-webhook-secret"]), ["FOUNDRY_GITHUB_WEBHOOK_SECRET"]);
        let rotated =
            "new:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,local:bG9jYWwta2V5LWZvci10aGlzLW1hY2hpbmUtb25seSE=";
        assert_eq!(settings(&["--token-keys", rotated]), ["FOUNDRY_TOKEN_KEYS"]);
        assert!(settings(&["--github-webhook-secret", "drawn"]).is_empty());
    }

    #[test]
    fn the_flags_do_not_clash() {
        Settings::command().debug_assert();
    }

    #[test]
    fn traces_are_looked_at_at_the_address_of_a_page() {
        let settings = |url: &str| Settings::parse_from(["gateway", "--jaeger-url", url]).traces_url();
        assert_eq!(settings(" ").expect("none"), None);
        let known = settings("http://127.0.0.1:16686/").expect("an address");
        assert_eq!(known.as_deref(), Some("http://127.0.0.1:16686"));
        assert!(settings("javascript:alert(1)").is_err() && settings("jaeger").is_err());
    }

    #[test]
    fn an_empty_address_is_the_usual_one() {
        assert_eq!(address(" ", GITHUB_API), GITHUB_API);
        assert_eq!(address("http://127.0.0.1:7750/", GITHUB_API), "http://127.0.0.1:7750");
    }
}
