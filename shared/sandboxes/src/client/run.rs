//! One command, run to its end.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::call::{Call, LARGE_ANSWER};
use super::{Client, ClientError};

/// The server refuses to wait for longer.
const LONGEST_RUN: Duration = Duration::from_secs(300);
/// How long its answer may take beyond the command itself.
const ANSWER_LIMIT: Duration = Duration::from_secs(15);

/// A command to run. It sees the sandbox's environment and `environment` on top.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    pub command: String,
    pub args: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cwd: Option<String>,
    #[serde(rename = "env")]
    pub environment: BTreeMap<String, String>,
    #[serde(skip)]
    pub limit: Duration,
    /// Of standard output and error each; what is beyond is cut off and said so.
    pub max_output_bytes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunOutcome {
    /// `None` when a signal ended it.
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
    #[serde(flatten)]
    run: &'a Run,
    timeout_ms: u64,
}

impl Client {
    /// Runs it and waits for its end. An exit code other than 0 is no error here.
    pub async fn run(&self, run: &Run) -> Result<RunOutcome, ClientError> {
        let limit = run.limit.min(LONGEST_RUN);
        let body = Body { run, timeout_ms: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX) };
        let call = Call { what: "run a command", limit: limit + ANSWER_LIMIT, bytes: answer_bytes(run) };
        call.json(self.request(Method::POST, "/v1/processes/run").json(&body)).await
    }
}

/// Each byte of output may become six (`\u0000`) in JSON.
fn answer_bytes(run: &Run) -> usize {
    run.max_output_bytes.saturating_mul(12).saturating_add(LARGE_ANSWER)
}
