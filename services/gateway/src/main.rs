//! The gateway's process.

use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    gateway::run(gateway::Settings::parse()).await
}
