//! The user service's process.

use github_api::ApiSettings;
use user::github::{Github, OauthClient};
use vault::Vault;

const ABOUT: &str = "Keeps people: who they are, where they are signed in and belong, and what is theirs alone.";

#[derive(clap::Args)]
#[group(skip)]
struct Flags {
    #[command(flatten)]
    github: ApiSettings,
    #[command(flatten)]
    client: OauthClient,
    /// What people's GitHub tokens are sealed with: id:base64key[,id:base64key…], each key 32 bytes. The first seals, all
    /// of them open; the gateway has the same. To change it, put a new one first.
    #[arg(long, env = "FOUNDRY_TOKEN_KEYS", hide_env_values = true)]
    token_keys: String,
}

fn main() -> anyhow::Result<()> {
    service_kit::run(env!("CARGO_PKG_NAME"), ABOUT, async |flags: Flags| {
        service_kit::install_tls()?;
        let vault = Vault::parse(&flags.token_keys)?;
        let github = Github::new(&flags.github)?.with_client(&flags.github, flags.client);
        Ok(user::service(github, vault))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_do_not_clash() {
        service_kit::command::<Flags>(env!("CARGO_PKG_NAME"), ABOUT).debug_assert();
    }
}
