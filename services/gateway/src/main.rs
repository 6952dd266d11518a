//! The gateway's process.

use clap::{CommandFactory, FromArgMatches};

/// Small messages are made and dropped all the time. Services have it from the runtime.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut matches = messaging::flags::read(gateway::Settings::command());
    gateway::run(gateway::Settings::from_arg_matches_mut(&mut matches)?).await
}
