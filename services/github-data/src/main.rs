//! The github-data service.

use anyhow::anyhow;
use clap::Parser;
use github_data::github::{Github, Settings};

/// GitHub data: repositories, branches, members and pull requests as GitHub says them.
#[derive(Parser)]
struct Config {
    #[command(flatten)]
    runtime: runtime::Config,
    #[command(flatten)]
    github: Settings,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::parse();
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("another TLS provider is already installed"))?;
    let github = Github::new(&config.github)?;
    runtime::run(github_data::service(github), config.runtime).await
}
