//! The audit log service's process.

use clap::Parser;

/// Keeps what happened in each organization, append-only.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    runtime: runtime::Config,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    runtime::run(audit_log::service(), Arguments::parse().runtime).await
}
