//! The gateway's process.

use clap::Parser;

/// Small messages are made and dropped all the time. Services have it from the runtime.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    gateway::run(gateway::Settings::parse()).await
}
