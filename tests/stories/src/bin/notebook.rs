//! The notebook's process.

use clap::Parser;

/// Keeps notes, runs errands, and misbehaves on request.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    runtime: runtime::Config,
    #[command(flatten)]
    notebook: stories::notebook::Settings,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    runtime::run(stories::notebook::service(&arguments.notebook), arguments.runtime).await
}
