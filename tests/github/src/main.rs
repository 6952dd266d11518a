//! The stand-in as a program, for the demo and for a person with curl.

#![allow(clippy::disallowed_methods, reason = "The stand-in is an outside system: it has a clock and tasks of its own")]

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use github_standin::{Content, Generated, GitHub, Options};
use tokio::io::AsyncReadExt;
use tracing_subscriber::EnvFilter;

/// A stand-in for GitHub: REST API, sign-in pages and webhooks. Open /_standin/ for what it can be made to do.
#[derive(Parser)]
#[command(name = "github-standin", version)]
struct Arguments {
    /// Where to listen; port 0 for a free one.
    #[arg(long, env = "GITHUB_STANDIN_LISTEN", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// How others reach it, if not by the address it listens on.
    #[arg(long, env = "GITHUB_STANDIN_PUBLIC_URL")]
    public_url: Option<String>,

    /// Serve the organization in this file instead of a generated one.
    #[arg(long, env = "GITHUB_STANDIN_SNAPSHOT")]
    snapshot: Option<PathBuf>,

    /// The login of the generated organization.
    #[arg(long, env = "GITHUB_STANDIN_ORGANIZATION", default_value_t = Generated::default().organization)]
    organization: String,

    /// How many repositories the generated organization has.
    #[arg(long, env = "GITHUB_STANDIN_REPOSITORIES", default_value_t = Generated::default().repositories)]
    repositories: usize,

    /// How many open pull requests its busiest repository has.
    #[arg(long, env = "GITHUB_STANDIN_BUSIEST_PULL_REQUESTS", default_value_t = Generated::default().busiest_pull_requests)]
    busiest_pull_requests: usize,

    /// Another seed makes other pull requests; the same one always the same.
    #[arg(long, env = "GITHUB_STANDIN_SEED", default_value_t = Generated::default().seed)]
    seed: u64,

    /// Let one repository answer 404 and one 500 though they are listed.
    #[arg(long, env = "GITHUB_STANDIN_AWKWARD_FAILURES")]
    awkward_failures: bool,

    /// Where to deliver webhooks; without it they are only recorded.
    #[arg(long, env = "GITHUB_STANDIN_WEBHOOK_URL")]
    webhook_url: Option<String>,

    /// What webhooks are signed with.
    #[arg(long, env = "GITHUB_STANDIN_WEBHOOK_SECRET", default_value_t = Options::default().webhook_secret, hide_env_values = true)]
    webhook_secret: String,

    /// The App's id.
    #[arg(long, env = "GITHUB_STANDIN_APP_ID", default_value_t = Options::default().app_id)]
    app_id: u64,

    /// The App's name in addresses.
    #[arg(long, env = "GITHUB_STANDIN_APP_SLUG", default_value_t = Options::default().app_slug)]
    app_slug: String,

    /// PEM file with the public key of the App; the demo key's without it.
    #[arg(long, env = "GITHUB_STANDIN_APP_PUBLIC_KEY")]
    app_public_key: Option<PathBuf>,

    /// The OAuth client id.
    #[arg(long, env = "GITHUB_STANDIN_CLIENT_ID", default_value_t = Options::default().client_id)]
    client_id: String,

    /// The OAuth client secret.
    #[arg(long, env = "GITHUB_STANDIN_CLIENT_SECRET", default_value_t = Options::default().client_secret, hide_env_values = true)]
    client_secret: String,

    /// Where people may be sent after signing in; may be given several times.
    #[arg(long = "callback-url", env = "GITHUB_STANDIN_CALLBACK_URLS", value_delimiter = ',', default_values_t = Options::default().callback_urls)]
    callback_urls: Vec<String>,

    /// Where people are sent after installing the App.
    #[arg(long, env = "GITHUB_STANDIN_SETUP_URL")]
    setup_url: Option<String>,

    /// Let checks report by themselves whenever something is pushed.
    #[arg(long, env = "GITHUB_STANDIN_REPORTS_CHECKS")]
    reports_checks: bool,

    /// Where repositories are made when git first asks for them; a temporary folder without it.
    #[arg(long, env = "GITHUB_STANDIN_GIT_FOLDER")]
    git_folder: Option<PathBuf>,

    /// Stop when standard input closes, so that it never outlives the program that started it.
    #[arg(long, env = "GITHUB_STANDIN_EXIT_WITH_STDIN")]
    exit_with_stdin: bool,
}

#[tokio::main]
async fn main() -> Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let is_terminal = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_terminal).init();
    let arguments = Arguments::parse();
    let exit_with_stdin = arguments.exit_with_stdin;

    let github = GitHub::start(arguments.options()?).await?;
    println!("listening on http://{}", github.address());

    stop_wanted(exit_with_stdin).await?;
    github.stop().await;
    Ok(())
}

impl Arguments {
    fn options(self) -> Result<Options> {
        let content = match self.snapshot {
            Some(file) => Content::Snapshot(file),
            None => Content::Generated(Generated {
                organization: self.organization,
                repositories: self.repositories,
                busiest_pull_requests: self.busiest_pull_requests,
                awkward_failures: self.awkward_failures,
                seed: self.seed,
            }),
        };
        let app_public_key = match self.app_public_key {
            Some(file) => std::fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?,
            None => Options::default().app_public_key,
        };
        Ok(Options {
            listen: self.listen,
            public_url: self.public_url,
            content,
            app_id: self.app_id,
            app_slug: self.app_slug,
            app_public_key,
            client_id: self.client_id,
            client_secret: self.client_secret,
            callback_urls: self.callback_urls,
            setup_url: self.setup_url,
            webhook_url: self.webhook_url,
            webhook_secret: self.webhook_secret,
            reports_checks: self.reports_checks,
            git_folder: self.git_folder,
            git_limits: Options::default().git_limits,
        })
    }
}

/// Returns when the stand-in shall stop: at Ctrl-C or SIGTERM, or when standard input has ended.
async fn stop_wanted(exit_with_stdin: bool) -> Result<()> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        outcome = tokio::signal::ctrl_c() => outcome?,
        _ = terminated.recv() => {}
        outcome = stdin_closed(), if exit_with_stdin => outcome?,
    }
    Ok(())
}

async fn stdin_closed() -> Result<()> {
    let mut stdin = tokio::io::stdin();
    let mut ignored = [0; 256];
    while stdin.read(&mut ignored).await? > 0 {}
    Ok(())
}
