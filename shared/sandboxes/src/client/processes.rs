//! Processes that go on beside the agents: servers, watchers, terminals.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::call::{Call, LARGE_ANSWER, SMALL_ANSWER, segment};
use super::{Client, ClientError};

/// How long a process may take to end when it is asked to, before the call says that it still runs.
const STOP_WAIT: Duration = Duration::from_secs(5);
/// The server takes no more at once.
const INPUT_BYTES: usize = 64 << 10;

/// A process to be started. It sees the sandbox's environment and `environment` on top.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewProcess {
    pub command: String,
    pub args: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cwd: Option<String>,
    #[serde(rename = "env")]
    pub environment: BTreeMap<String, String>,
    /// A terminal: what it prints is one stream, and it can be resized.
    pub tty: bool,
    /// Takes input.
    pub interactive: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Process {
    pub id: String,
    pub command: String,
    pub args: Vec<String>,
    #[serde(default)]
    pub cwd: Option<String>,
    pub tty: bool,
    pub interactive: bool,
    pub status: ProcessStatus,
    /// Within the sandbox's own process namespace.
    #[serde(default)]
    pub pid: Option<u32>,
    #[serde(default)]
    pub exit_code: Option<i32>,
    pub created_at_ms: i64,
    #[serde(default)]
    pub exited_at_ms: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProcessStatus {
    Running,
    Exited,
}

#[derive(Deserialize)]
struct Processes {
    processes: Vec<Process>,
}

impl Client {
    /// Starts a process. The server allows 64 at a time.
    pub async fn create_process(&self, process: &NewProcess) -> Result<Process, ClientError> {
        let call = Call::new("start a process", 15, SMALL_ANSWER);
        call.json(self.request(Method::POST, "/v1/processes").json(process)).await
    }

    pub async fn processes(&self) -> Result<Vec<Process>, ClientError> {
        let call = Call::new("list its processes", 15, LARGE_ANSWER);
        Ok(call.json::<Processes>(self.request(Method::GET, "/v1/processes")).await?.processes)
    }

    pub async fn process(&self, id: &str) -> Result<Process, ClientError> {
        Call::new("look at a process", 15, SMALL_ANSWER).json(self.request(Method::GET, &path(id, ""))).await
    }

    /// `SIGTERM`, and a moment to end; the answer says whether it has.
    pub async fn stop_process(&self, id: &str) -> Result<Process, ClientError> {
        self.signal(Call::new("stop a process", 15, SMALL_ANSWER), id, "/stop").await
    }

    /// `SIGKILL`.
    pub async fn kill_process(&self, id: &str) -> Result<Process, ClientError> {
        self.signal(Call::new("kill a process", 15, SMALL_ANSWER), id, "/kill").await
    }

    async fn signal(&self, call: Call, id: &str, verb: &str) -> Result<Process, ClientError> {
        let wait = u64::try_from(STOP_WAIT.as_millis()).unwrap_or(u64::MAX);
        call.json(self.request(Method::POST, &path(id, verb)).query(&[("waitMs", wait)])).await
    }

    /// Forgets an ended process and its log. One that runs is refused (409).
    pub async fn delete_process(&self, id: &str) -> Result<(), ClientError> {
        Call::new("remove a process", 15, SMALL_ANSWER).bytes(self.request(Method::DELETE, &path(id, ""))).await?;
        Ok(())
    }

    /// Writes to its standard input, in pieces that the server takes.
    pub async fn send_input(&self, id: &str, bytes: &[u8]) -> Result<(), ClientError> {
        for piece in bytes.chunks(INPUT_BYTES) {
            let body = json!({ "data": STANDARD.encode(piece), "encoding": "base64" });
            let call = Call::new("take input", 15, SMALL_ANSWER);
            call.bytes(self.request(Method::POST, &path(id, "/input")).json(&body)).await?;
        }
        Ok(())
    }

    /// Of a terminal: its size in characters.
    pub async fn resize(&self, id: &str, columns: u16, rows: u16) -> Result<(), ClientError> {
        let call = Call::new("resize a terminal", 15, SMALL_ANSWER);
        let body = json!({ "cols": columns, "rows": rows });
        call.bytes(self.request(Method::POST, &path(id, "/terminal/resize")).json(&body)).await?;
        Ok(())
    }
}

pub(super) fn path(id: &str, verb: &str) -> String {
    format!("/v1/processes/{}{verb}", segment(id))
}
