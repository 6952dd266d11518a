//! The task service's process.

use clap::Parser;

/// Keeps the record of each task that a person has acted on.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    runtime: runtime::Config,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    runtime::run(task::service(), Arguments::parse().runtime).await
}
