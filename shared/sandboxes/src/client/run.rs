//! One command, run to its end.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::call::{Call, LARGE_ANSWER};
use super::{Client, ClientError};

/// The server refuses to wait for longer than 300 s.
const LONGEST_RUN: Duration = Duration::from_secs(290);
/// What ends a command in time, with all that it has started: the server ends only the command itself, and then waits
/// for whoever still holds its output.
const TIMER: &str = "timeout";
/// Between being asked to end and being killed; `timeout` ends with these exit codes then, or is killed itself.
const KILL_AFTER: Duration = Duration::from_secs(2);
const ASKED: i32 = 124;
const KILLED: i32 = 137;
/// The server's clock starts once it has the process, whose timer runs already: by so much it may count too little.
const LATE_CLOCK: Duration = Duration::from_secs(1);
/// How long the server may take beyond the command itself, and its answer beyond that.
const SERVER_LIMIT: Duration = Duration::from_secs(8);
const ANSWER_LIMIT: Duration = Duration::from_secs(8);

/// A command to run. It sees the sandbox's environment and `environment` on top.
#[derive(Debug, Clone)]
pub struct Run {
    pub command: String,
    pub args: Vec<String>,
    pub cwd: Option<String>,
    pub environment: BTreeMap<String, String>,
    /// At most 290 s. It is ended then, with what it has started.
    pub limit: Duration,
    /// Of standard output and error each; what is beyond is cut off and said so.
    pub max_output_bytes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunOutcome {
    /// `None` when a signal or its time limit ended it; 127 when there is no such program.
    pub exit_code: Option<i32>,
    /// It took longer than its limit and was ended.
    pub timed_out: bool,
    pub stdout: String,
    pub stderr: String,
    pub stdout_truncated: bool,
    pub stderr_truncated: bool,
    pub duration_ms: u64,
}

impl Run {
    /// `command` with `args` in the home folder, for 30 s at most, its output cut off after 1 MiB.
    pub fn new(command: &str, args: &[&str]) -> Self {
        Self {
            command: command.to_owned(),
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
            cwd: None,
            environment: BTreeMap::new(),
            limit: Duration::from_secs(30),
            max_output_bytes: 1 << 20,
        }
    }
}

impl RunOutcome {
    pub fn succeeded(&self) -> bool {
        self.exit_code == Some(0) && !self.timed_out
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    command: &'static str,
    args: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cwd: Option<&'a str>,
    env: &'a BTreeMap<String, String>,
    timeout_ms: u64,
    max_output_bytes: usize,
}

impl Client {
    /// Runs it and waits for its end. An exit code other than 0 is no error here.
    pub async fn run(&self, run: &Run) -> Result<RunOutcome, ClientError> {
        let limit = run.limit.min(LONGEST_RUN);
        let timer = [format!("--kill-after={}", KILL_AFTER.as_secs()), limit.as_secs_f64().to_string()];
        let command = timer.iter().chain([&run.command]).chain(&run.args);
        let body = Body {
            command: TIMER,
            args: command.map(String::as_str).collect(),
            cwd: run.cwd.as_deref(),
            env: &run.environment,
            timeout_ms: millis(limit + SERVER_LIMIT),
            max_output_bytes: run.max_output_bytes,
        };
        let all = limit + SERVER_LIMIT + ANSWER_LIMIT;
        let call = Call { what: "run a command", limit: all, bytes: answer_bytes(run) };
        let outcome = call.json(self.request(Method::POST, "/v1/processes/run").json(&body)).await?;
        Ok(in_time(outcome, limit))
    }
}

/// A command may end with the timer's own exit codes; then it has not taken that long.
fn in_time(mut outcome: RunOutcome, limit: Duration) -> RunOutcome {
    let least = limit - LATE_CLOCK.min(limit / 2);
    let ended_by_timer =
        matches!(outcome.exit_code, None | Some(ASKED | KILLED)) && outcome.duration_ms >= millis(least);
    if ended_by_timer {
        outcome.timed_out = true;
        outcome.exit_code = None;
    }
    outcome
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Each byte of output may become six (`\u0000`) in JSON.
fn answer_bytes(run: &Run) -> usize {
    run.max_output_bytes.saturating_mul(12).saturating_add(LARGE_ANSWER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed_out(exit_code: Option<i32>, duration_ms: u64, limit: Duration) -> bool {
        let (stdout, stderr) = (String::new(), String::new());
        let outcome = RunOutcome {
            exit_code,
            timed_out: false,
            stdout,
            stderr,
            stdout_truncated: false,
            stderr_truncated: false,
            duration_ms,
        };
        in_time(outcome, limit).timed_out
    }

    #[test]
    fn a_timer_that_started_before_the_servers_clock_has_ended_the_command_all_the_same() {
        for (duration_ms, limit_ms) in [(199, 200), (120, 200), (29_300, 30_000), (30_000, 30_000)] {
            let limit = Duration::from_millis(limit_ms);
            for exit_code in [None, Some(ASKED), Some(KILLED)] {
                assert!(timed_out(exit_code, duration_ms, limit), "{exit_code:?} after {duration_ms} of {limit_ms} ms");
            }
        }
    }

    #[test]
    fn a_command_that_ends_by_itself_has_not_taken_too_long() {
        let limit = Duration::from_secs(30);
        assert!(!timed_out(Some(ASKED), 20_000, limit) && !timed_out(Some(KILLED), 20_000, limit));
        assert!(!timed_out(Some(0), 30_000, limit) && !timed_out(Some(1), 30_000, limit));
    }
}
