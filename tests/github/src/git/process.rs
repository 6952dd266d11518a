//! A `git http-backend` that answers one request, and ends with it.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use axum::body::BodyDataStream;
use futures::StreamExt;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use super::command::{ENVIRONMENT, search_path};

/// What git complains about is for the log; it must not grow without end.
const LARGEST_COMPLAINT_BYTES: u64 = 16 * 1024;

/// Kills the process and everything that it started when it is dropped before its end.
pub(super) struct Process {
    child: Child,
    group: Option<Pid>,
    pump: Option<JoinHandle<()>>,
    is_too_large: Arc<AtomicBool>,
}

impl Process {
    /// Starts it. Answers also with what it writes.
    pub fn start(
        environment: &[(&str, String)],
        body: BodyDataStream,
        largest_bytes: u64,
    ) -> Result<(Process, ChildStdout)> {
        let mut command = Command::new("git");
        command.env_clear().envs(ENVIRONMENT).env("PATH", search_path());
        command.envs(environment.iter().map(|(name, value)| (*name, value.as_str())));
        command.arg("http-backend").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.process_group(0).kill_on_drop(true);
        let mut child = command.spawn().context("start git http-backend")?;
        let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        let stdout = child.stdout.take().context("the output of git http-backend")?;
        if let Some(stderr) = child.stderr.take() {
            tokio::spawn(log(stderr));
        }
        let is_too_large = Arc::new(AtomicBool::new(false));
        let pump = child.stdin.take().map(|stdin| {
            let is_too_large = is_too_large.clone();
            tokio::spawn(async move {
                if !pump(body, stdin, largest_bytes).await {
                    is_too_large.store(true, Ordering::Relaxed);
                    kill(group);
                }
            })
        });
        Ok((Process { child, group, pump, is_too_large }, stdout))
    }

    /// Whether the caller sent more than is allowed, for which the process was killed.
    pub fn is_too_large(&self) -> bool {
        self.is_too_large.load(Ordering::Relaxed)
    }

    /// Waits for the end of a process that has closed its output.
    pub async fn finish(&mut self) {
        match self.child.wait().await {
            Ok(status) => tracing::trace!(%status, "git http-backend ended"),
            Err(error) => tracing::warn!(%error, "Could not wait for git http-backend"),
        }
        self.group = None;
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(pump) = self.pump.take() {
            pump.abort();
        }
        kill(self.group.take());
    }
}

fn kill(group: Option<Pid>) {
    if let Some(Err(error)) = group.map(|group| kill_process_group(group, Signal::KILL)) {
        tracing::debug!(%error, "A git process had ended before it was killed");
    }
}

/// Passes on what the caller sends, piece by piece. False if it is more than allowed.
async fn pump(mut body: BodyDataStream, mut stdin: ChildStdin, largest_bytes: u64) -> bool {
    let mut passed = 0;
    while let Some(Ok(piece)) = body.next().await {
        passed += piece.len() as u64;
        if passed > largest_bytes {
            return false;
        }
        // Git may end before it has read everything; its answer says why.
        if stdin.write_all(&piece).await.is_err() {
            return true;
        }
    }
    true
}

async fn log(stderr: ChildStderr) {
    let mut text = Vec::new();
    let mut start = stderr.take(LARGEST_COMPLAINT_BYTES);
    match start.read_to_end(&mut text).await {
        Ok(0) => {}
        Ok(_) => tracing::info!(stderr = %String::from_utf8_lossy(&text).trim(), "git http-backend complained"),
        Err(error) => tracing::debug!(%error, "Could not read what git http-backend complained about"),
    }
    let mut rest = start.into_inner();
    if let Err(error) = tokio::io::copy(&mut rest, &mut tokio::io::sink()).await {
        tracing::debug!(%error, "Could not read the rest of it");
    }
}
