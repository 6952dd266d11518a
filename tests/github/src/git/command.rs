//! Running the machine's git: alone with its own configuration, and never for long.

use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process_group};

/// Without it a command that hangs would hold the stand-in's lock, and with it everybody.
const LONGEST_COMMAND: Duration = Duration::from_secs(30);

/// Nothing of the user's or the machine's configuration gets in, and nothing asks at a terminal.
pub(super) const ENVIRONMENT: [(&str, &str); 6] = [
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ADVICE", "0"),
    ("HOME", "/nonexistent"),
    ("LC_ALL", "C"),
];

pub(super) struct Output {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Output {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

/// Runs git in a repository, with this on its standard input, whatever it says.
pub(super) fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)], input: &[u8]) -> Result<Output> {
    let mut command = Command::new("git");
    command.env_clear().envs(ENVIRONMENT).envs(environment.iter().copied());
    command.env("PATH", search_path()).arg("--git-dir").arg(folder).args(arguments).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut child = command.spawn().context("start git")?;
    let group = Pid::from_child(&child);
    let (mut stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());

    std::thread::scope(|scope| {
        let (done, is_done) = mpsc::channel::<()>();
        scope.spawn(move || {
            if is_done.recv_timeout(LONGEST_COMMAND) == Err(mpsc::RecvTimeoutError::Timeout) {
                tracing::warn!("A git command took too long and was killed");
                kill_process_group(group, Signal::KILL).ok();
            }
        });
        let complaint = scope.spawn(move || read_all(stderr));
        scope.spawn(move || {
            // Git may end before it has read everything, which its answer then says.
            stdin.take().map(|mut stdin| stdin.write_all(input)).transpose().ok();
        });
        let stdout = read_all(stdout);
        let status = child.wait();
        drop(done);
        let stderr = String::from_utf8_lossy(&complaint.join().unwrap_or_default()).trim().to_owned();
        Ok(Output { code: status.context("wait for git")?.code(), stdout, stderr })
    })
}

/// Runs git and takes anything but success for an error.
pub(super) fn succeed(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Output> {
    let output = run(folder, arguments, &[], input)?;
    ensure!(output.code == Some(0), "git {}: {}", arguments.first().unwrap_or(&""), output.stderr);
    Ok(output)
}

pub(super) fn search_path() -> std::ffi::OsString {
    std::env::var_os("PATH").unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".into())
}

fn read_all(source: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(Err(error)) = source.map(|mut source| source.read_to_end(&mut bytes)) {
        tracing::debug!(%error, "Could not read all that git wrote");
    }
    bytes
}
