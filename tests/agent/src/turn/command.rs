//! Programs that a turn runs: real output, real exit code, and nothing left of them after a cancel.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

use super::{Stop, Turn};
use crate::protocol::tool::{self, ToolCall};

/// Bytes that are kept of each of the two outputs; without it a chatty command would fill memory and transcript.
const KEPT_BYTES: usize = 256 * 1024;

/// How long output is still read after a program has ended, when a child of its own holds it open.
const AFTER_END: Duration = Duration::from_millis(300);

/// What came of a program.
#[derive(Debug, PartialEq)]
pub struct Finished {
    /// `None` when a signal ended it, or when it could not be started.
    pub exit_code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Finished {
    pub fn succeeded(&self) -> bool {
        self.exit_code == Some(0)
    }

    fn content(&self) -> Vec<Value> {
        let exit = self.exit_code.map_or("no exit code".to_owned(), |code| format!("exit code {code}"));
        let whole = format!("{}{}", self.stdout, self.stderr);
        vec![tool::text(&format!("```\n{}\n```\n{exit}", whole.trim_end()))]
    }

    fn to_json(&self) -> Value {
        json!({"exitCode": self.exit_code, "stdout": self.stdout, "stderr": self.stderr})
    }
}

/// Runs a program in the session's directory, as a tool call of kind execute.
pub async fn execute(turn: &mut Turn, title: &str, program: &str, arguments: &[&str]) -> Result<Finished, Stop> {
    let cwd = turn.session.cwd.clone();
    let call = ToolCall::new("execute", title).with_input(json!({"command": title, "cwd": cwd}));
    let id = turn.begin(&call).await?;
    turn.goes_on(&id).await?;

    let finished = run(turn, program, arguments, &cwd).await?;

    turn.end(&id, finished.succeeded(), finished.content(), finished.to_json()).await?;
    Ok(finished)
}

async fn run(turn: &Turn, program: &str, arguments: &[&str], cwd: &Path) -> Result<Finished, Stop> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(cwd)
        // Nobody is there to type a password: git must fail, not wait.
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let stderr = format!("{program} could not be started: {error}\n");
            return Ok(Finished { exit_code: None, stdout: String::new(), stderr });
        }
    };

    let outcome = turn.unless_cancelled(finish(&mut child)).await;
    if outcome.is_err() {
        kill_group(&mut child).await;
    }
    outcome
}

async fn finish(child: &mut Child) -> Finished {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let exit = {
        let reading = async { tokio::join!(read(out, &mut stdout), read(err, &mut stderr)) };
        tokio::pin!(reading);
        tokio::select! {
            _ = &mut reading => child.wait().await,
            exit = child.wait() => {
                // A child of its own may hold the output open for ever; what it says later is nobody's business.
                tokio::time::timeout(AFTER_END, &mut reading).await.unwrap_or_default();
                exit
            }
        }
    };
    Finished {
        exit_code: exit.ok().and_then(|status| status.code()),
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Reads to the end and keeps the beginning.
async fn read(from: Option<impl AsyncRead + Unpin>, into: &mut Vec<u8>) {
    let Some(mut from) = from else { return };
    let mut buffer = [0; 8192];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let room = KEPT_BYTES.saturating_sub(into.len());
        into.extend_from_slice(&buffer[..count.min(room)]);
    }
}

/// Ends the program with every child in its process group.
async fn kill_group(child: &mut Child) {
    let Some(id) = child.id() else { return };
    // A shell's `kill` knows groups; Debian's wants the signal behind `-s`.
    let killed = Command::new("sh").args(["-c", &format!("kill -s KILL -- -{id}")]).status().await;
    match killed {
        Ok(status) if status.success() => {}
        outcome => eprintln!("scripted-agent: could not end process group {id}: {outcome:?}"),
    }
    // At least the program itself; without this a failure above would hold the cancelled turn.
    if let Err(error) = child.kill().await {
        eprintln!("scripted-agent: could not end process {id}: {error}");
    }
}
