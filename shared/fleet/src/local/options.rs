//! The flags of `cargo run`. Their comments are the manual.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::environment::GithubAccess;
use crate::settings::{Github, GithubStandin, SandboxChoice};

#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Where data, logs and secrets are kept [default: .foundry in the checkout].
    #[arg(long, value_name = "DIR", env = "FOUNDRY_DATA")]
    pub data: Option<PathBuf>,

    /// Delete what an earlier run left: data, token, logs.
    #[arg(long)]
    pub fresh: bool,

    /// Do not sync the organization after the start.
    #[arg(long)]
    pub no_sync: bool,

    /// The binaries are built already.
    #[arg(long)]
    pub no_build: bool,

    /// Which GitHub to talk to. The real one takes its App from FOUNDRY_GITHUB_APP_ID, FOUNDRY_GITHUB_APP_SLUG,
    /// FOUNDRY_GITHUB_APP_PRIVATE_KEY (PEM, or @file) and FOUNDRY_GITHUB_WEBHOOK_SECRET, and its OAuth client from
    /// FOUNDRY_GITHUB_CLIENT_ID and FOUNDRY_GITHUB_CLIENT_SECRET.
    #[arg(long, value_enum, default_value_t, env = "FOUNDRY_GITHUB")]
    pub github: GithubChoice,

    /// Where sandboxes come from. With FOUNDRY_E2B_API_KEY they are made at E2B, unless it is the stand-in's.
    #[arg(long, value_enum, default_value_t)]
    pub sandboxes: SandboxChoice,

    /// Repositories of the stand-in's generated organization.
    #[arg(long, value_name = "N", default_value_t = 160)]
    pub repositories: usize,

    /// The organization's login: the stand-in's generated one, or the one to sync from the real GitHub.
    #[arg(long, value_name = "LOGIN", default_value = "acme")]
    pub organization: String,

    /// Who signs in at the stand-in after the start, and whose token is printed.
    #[arg(long, value_name = "LOGIN", default_value = "alice")]
    pub person: String,

    /// A file with the stand-in's content, instead of a generated organization.
    #[arg(long, value_name = "FILE", conflicts_with = "repositories")]
    pub snapshot: Option<PathBuf>,

    /// By which browsers reach the gateway, if not by where it listens: https://foundry.example
    #[arg(long, value_name = "URL", env = "FOUNDRY_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// Instances of each service behind the gateway.
    #[arg(long, value_name = "N", default_value = "1")]
    pub instances: NonZeroUsize,

    /// Send traces there (OTLP over HTTP), as to the Jaeger of compose.yaml: http://127.0.0.1:4318
    #[arg(long, value_name = "URL", env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otlp: Option<String>,

    #[command(flatten)]
    pub app: GithubApp,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum GithubChoice {
    /// A server on this machine that behaves like GitHub, with a generated organization.
    #[default]
    Standin,
    /// GitHub itself, with your App's credentials.
    Real,
}

/// The real GitHub's address and App, by environment only: a command line is seen by everybody on the machine.
#[derive(Debug, Clone, Args)]
pub struct GithubApp {
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_URL", default_value = "https://api.github.com")]
    github_url: String,
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_WEB_URL", default_value = "")]
    github_web_url: String,
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_APP_SLUG")]
    github_app_slug: Option<String>,
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_CLIENT_ID")]
    github_client_id: Option<String>,
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_CLIENT_SECRET", hide_env_values = true)]
    github_client_secret: Option<String>,
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_APP_ID")]
    github_app_id: Option<String>,
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_APP_PRIVATE_KEY", hide_env_values = true)]
    github_app_private_key: Option<String>,
    #[arg(hide = true, long, env = "FOUNDRY_GITHUB_WEBHOOK_SECRET", hide_env_values = true)]
    github_webhook_secret: Option<String>,
}

impl Options {
    /// The GitHub they ask for; refused when the real one's credentials are not there.
    pub fn github(&self) -> Result<Github> {
        match self.github {
            GithubChoice::Standin => Ok(Github::Standin(GithubStandin {
                repositories: self.repositories,
                organization: self.organization.clone(),
                snapshot: self.snapshot.clone(),
                arguments: vec!["--reports-checks".to_owned()],
            })),
            GithubChoice::Real => Ok(Github::At(GithubAccess {
                url: self.app.github_url.clone(),
                web_url: self.app.github_web_url.clone(),
                app_id: needed(&self.app.github_app_id, "FOUNDRY_GITHUB_APP_ID")?,
                app_slug: needed(&self.app.github_app_slug, "FOUNDRY_GITHUB_APP_SLUG")?,
                client_id: needed(&self.app.github_client_id, "FOUNDRY_GITHUB_CLIENT_ID")?,
                client_secret: needed(&self.app.github_client_secret, "FOUNDRY_GITHUB_CLIENT_SECRET")?,
                app_private_key: needed(&self.app.github_app_private_key, "FOUNDRY_GITHUB_APP_PRIVATE_KEY")?,
                webhook_secret: needed(&self.app.github_webhook_secret, "FOUNDRY_GITHUB_WEBHOOK_SECRET")?,
            })),
        }
    }
}

fn needed(value: &Option<String>, name: &str) -> Result<String> {
    value.clone().with_context(|| format!("--github real needs the environment variable {name}"))
}
