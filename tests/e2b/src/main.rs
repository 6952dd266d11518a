//! The stand-in as a program, for the demo and for a person with curl.

#![allow(clippy::disallowed_methods, reason = "The stand-in is an outside system: it has a clock and tasks of its own")]

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use e2b_standin::{E2bStandin, Options};
use sandboxes::{AgentProgram, LocalSettings};
use tokio::io::AsyncReadExt;
use tracing_subscriber::EnvFilter;

/// A stand-in for E2B: its API, envd, and isolated sandboxes of this machine behind them. Open /_standin/ for what it can
/// be made to do.
#[derive(Parser)]
#[command(name = "e2b-standin", version)]
struct Arguments {
    /// Where to listen; port 0 for a free one.
    #[arg(long, env = "E2B_STANDIN_LISTEN", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// The key that the API asks for.
    #[arg(long, env = "E2B_STANDIN_API_KEY", hide_env_values = true)]
    api_key: String,

    /// The template that there is.
    #[arg(long, env = "E2B_STANDIN_TEMPLATE", default_value = "foundry")]
    template: String,

    /// Where sandboxes have their folders; only this program writes there.
    #[arg(long, env = "E2B_STANDIN_FOLDER")]
    folder: PathBuf,

    /// The program that keeps a sandbox on this machine (foundry-sandbox).
    #[arg(long, env = "E2B_STANDIN_KEEPER")]
    keeper: PathBuf,

    /// The sandbox-agent server.
    #[arg(long, env = "E2B_STANDIN_SERVER")]
    server: PathBuf,

    /// Agents of the template: id=program[:argument…][,…].
    #[arg(long, env = "E2B_STANDIN_AGENTS", value_delimiter = ',')]
    agents: Vec<AgentProgram>,

    /// Addresses of this machine that sandboxes may reach.
    #[arg(long, env = "E2B_STANDIN_ALLOW", value_delimiter = ',')]
    allow: Vec<SocketAddr>,

    /// Stop when standard input closes, so that it never outlives the program that started it.
    #[arg(long, env = "E2B_STANDIN_EXIT_WITH_STDIN")]
    exit_with_stdin: bool,
}

#[tokio::main]
async fn main() -> Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let is_terminal = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_terminal).init();
    let arguments = Arguments::parse();
    let exit_with_stdin = arguments.exit_with_stdin;

    let standin = E2bStandin::start(arguments.options()).await?;
    println!("listening on http://{}", standin.address());

    stop_wanted(exit_with_stdin).await?;
    standin.stop().await;
    Ok(())
}

impl Arguments {
    fn options(self) -> Options {
        let local = LocalSettings {
            folder: self.folder,
            keeper: self.keeper,
            server: self.server,
            agents: self.agents,
            run_as: None,
            unisolated: false,
        };
        let Self { listen, api_key, template, allow, .. } = self;
        Options { listen, api_key, template, allow, local }
    }
}

/// Returns when the stand-in shall stop: at Ctrl-C or SIGTERM, or when standard input has ended.
async fn stop_wanted(exit_with_stdin: bool) -> Result<()> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        outcome = tokio::signal::ctrl_c() => outcome?,
        _ = terminated.recv() => {}
        outcome = stdin_closed(), if exit_with_stdin => outcome?,
    }
    Ok(())
}

async fn stdin_closed() -> Result<()> {
    let mut stdin = tokio::io::stdin();
    let mut ignored = [0; 256];
    while stdin.read(&mut ignored).await? > 0 {}
    Ok(())
}
