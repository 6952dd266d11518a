//! The scripted agent as a program: a line in, lines out, until standard input ends.

use anyhow::Result;
use clap::Parser;
use scripted_agent::protocol::output::Output;
use scripted_agent::{Agent, Options};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};

/// Bytes of the longest line that is read. Without it a client that never ends a line would fill memory; a prompt with a
/// few images fits.
const LONGEST_LINE_BYTES: u64 = 64 * 1024 * 1024;

#[tokio::main]
async fn main() -> Result<()> {
    let mut agent = Agent::new(Options::parse(), Output::start(std::io::stdout()));
    let mut input = BufReader::new(tokio::io::stdin());
    let mut line = Vec::new();

    loop {
        line.clear();
        let count = (&mut input).take(LONGEST_LINE_BYTES).read_until(b'\n', &mut line).await?;
        if count == 0 {
            break;
        }
        anyhow::ensure!(line.ends_with(b"\n") || count as u64 != LONGEST_LINE_BYTES, "a line is too long");
        agent.receive(String::from_utf8_lossy(&line).trim());
    }

    agent.finish().await;
    // A thread still waits for standard input; it must not keep the process.
    std::process::exit(0)
}
