//! The github-data service.

use anyhow::anyhow;
use clap::Parser;
use github_data::github::{Github, Settings};

/// GitHub data: repositories, branches, members and pull requests as GitHub says them.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    runtime: runtime::Config,
    #[command(flatten)]
    github: Settings,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("another TLS provider is already installed"))?;
    let github = Github::new(&arguments.github)?;
    runtime::run(github_data::service(github), arguments.runtime).await
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_flags_do_not_clash() {
        Arguments::command().debug_assert();
    }
}
