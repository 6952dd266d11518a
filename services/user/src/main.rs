//! The user service's process.

use anyhow::anyhow;
use clap::Parser;
use github_api::ApiSettings;
use user::github::Github;
use vault::Vault;

/// Keeps people: who they are, where they are signed in and belong, and what is theirs alone.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    runtime: runtime::Config,
    #[command(flatten)]
    github: ApiSettings,
    /// What people's GitHub tokens are sealed with: id:base64key[,id:base64key…], each key 32 bytes. The first seals, all
    /// of them open; the gateway has the same. To change it, put a new one first.
    #[arg(long, env = "FOUNDRY_TOKEN_KEYS", hide_env_values = true)]
    token_keys: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("another TLS provider is already installed"))?;
    let vault = Vault::parse(&arguments.token_keys)?;
    let github = Github::new(&arguments.github)?;
    runtime::run(user::service(github, vault), arguments.runtime).await
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
