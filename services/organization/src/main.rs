//! The organization service's process.

use clap::Parser;

/// Keeps each organization's profile, members, repositories and the lines of its tasks.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    runtime: runtime::Config,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    runtime::run(organization::service(), Arguments::parse().runtime).await
}
