//! The command `foundry`, which `cargo run` starts: a whole fleet on this machine.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use fleet::local;

/// Foundry on one machine: NATS, Postgres, GitHub's stand-in and every service, with nothing to configure.
#[derive(Debug, Parser)]
#[command(name = "foundry", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(flatten)]
    options: local::Options,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start a fleet and look after it until Ctrl-C: what happens without a command, too.
    Run(Box<local::Options>),
    /// Measure a fleet of its own: build with --release.
    Bench(bench::Options),
    /// Break a fleet of its own under load, and count what it has lost: build with --release.
    Chaos(chaos::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = match cli.command.unwrap_or(Command::Run(Box::new(cli.options))) {
        Command::Run(options) => local::run(*options).await,
        Command::Bench(options) => bench::run(options).await,
        Command::Chaos(options) => chaos::run(options).await,
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
