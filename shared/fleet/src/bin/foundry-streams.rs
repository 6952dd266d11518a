//! Makes the streams and buckets, where no launcher does: in containers, and before a new version is rolled out.

use anyhow::{Context, Result};
use clap::Parser;

/// Makes every stream and bucket that the services use, or changes those that are different; then ends.
#[derive(Parser)]
#[command(name = "foundry-streams", version)]
struct Arguments {
    /// Where NATS is.
    #[arg(long, env = "FOUNDRY_NATS_URL", default_value = "nats://127.0.0.1:4222")]
    nats_url: String,
    /// A user that may make streams, which no service may.
    #[arg(long, env = "FOUNDRY_NATS_USER", default_value = "cli")]
    nats_user: String,
    #[arg(long, env = "FOUNDRY_NATS_PASSWORD", hide_env_values = true, default_value = "")]
    nats_password: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { nats_url, nats_user, nats_password } = Arguments::parse();
    let options = async_nats::ConnectOptions::with_user_and_password(nats_user, nats_password);
    let nats = options.connect(&nats_url).await.with_context(|| format!("cannot connect to {nats_url}"))?;
    fleet::make_streams(&nats).await
}
