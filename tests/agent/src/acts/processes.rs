//! Steps that start programs.

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::protocol::update::Speech;
use crate::turn::command::execute;
use crate::turn::{Stop, Turn};

/// How long a forked child sleeps: longer than any test, short enough not to stay for days if a test is killed.
const SLEEP_SECONDS: &str = "3600";

pub async fn run(turn: &mut Turn, command: &str) -> Result<(), Stop> {
    execute(turn, command, "sh", &["-c", command]).await.map(drop)
}

/// Commits everything; when adding fails, there is nothing to commit.
pub async fn commit(turn: &mut Turn, message: &str) -> Result<(), Stop> {
    if execute(turn, "git add --all", "git", &["add", "--all"]).await?.succeeded() {
        execute(turn, "git commit", "git", &["commit", "--message", message]).await?;
    }
    Ok(())
}

pub async fn push(turn: &mut Turn) -> Result<(), Stop> {
    execute(turn, "git push origin HEAD", "git", &["push", "origin", "HEAD"]).await.map(drop)
}

/// Starts children that nobody waits for and that outlive the turn, as daemons of careless programs do.
pub async fn fork(turn: &mut Turn, children: u32, detached: bool) -> Result<(), Stop> {
    let mut ids = Vec::new();
    for _ in 0..children {
        let mut command = Command::new("sleep");
        command.arg(SLEEP_SECONDS).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if detached {
            command.process_group(0);
        }
        match command.spawn() {
            Ok(child) => ids.push(child.id().to_string()),
            Err(error) => return turn.say(Speech::Message, &format!("sleep could not be started: {error}")).await,
        }
    }
    turn.say(Speech::Message, &format!("children: {}", ids.join(" "))).await
}
