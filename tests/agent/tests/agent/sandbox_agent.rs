//! The agent behind the real sandbox-agent server, when it is there: FOUNDRY_SANDBOX_AGENT, or on the PATH.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures::StreamExt;
use futures::stream::BoxStream;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::process::text_of;
use crate::repository::Repository;

/// How long the server may take for anything.
const WITHIN: Duration = Duration::from_secs(30);

/// The agent whose place ours takes.
const AGENT: &str = "mock";

struct Server {
    child: Child,
    address: String,
    http: reqwest::Client,
}

#[tokio::test]
async fn a_turn_runs_through_the_real_server() {
    let Some(program) = program() else {
        println!("skipped: there is no sandbox-agent; name one with FOUNDRY_SANDBOX_AGENT");
        return;
    };
    let repository = Repository::new();
    place(&repository);
    let server = Server::start(&program, &repository).await;
    assert_eq!(server.refused("scripted").await, StatusCode::BAD_REQUEST);

    let initialized = server.call(json!({"id": 1, "method": "initialize", "params": {"protocolVersion": 1}})).await;
    assert_eq!(initialized["result"]["agentInfo"]["name"], "scripted-agent");
    let mut events = server.events().await;
    let cwd = repository.path();
    let opened = server.call(json!({"id": 2, "method": "session/new", "params": {"cwd": cwd, "mcpServers": []}})).await;
    let session = opened["result"]["sessionId"].clone();

    let text = "/chunks 20\n/ask May I\n/write made.txt by the agent";
    let prompt = json!({"sessionId": session, "prompt": [{"type": "text", "text": text}]});
    let prompting = server.call(json!({"id": 3, "method": "session/prompt", "params": prompt}));
    let watching = async {
        let mut updates = Vec::new();
        loop {
            let event = tokio::time::timeout(WITHIN, events.next()).await.unwrap().unwrap();
            if event["method"] == "session/request_permission" {
                let outcome = json!({"outcome": "selected", "optionId": "yes"});
                server.post(&json!({"jsonrpc": "2.0", "id": event["id"], "result": {"outcome": outcome}})).await;
            } else if event["id"] == 3 {
                return updates;
            } else {
                updates.push(event["params"]["update"].clone());
            }
        }
    };
    let (answer, updates) = tokio::join!(prompting, watching);

    assert_eq!(answer["result"]["stopReason"], "end_turn");
    let numbers: String = (1..=20).map(|number| format!("{number}\n")).collect();
    assert_eq!(text_of(&updates, "agent_message_chunk"), format!("{numbers}answered: allow_once"));
    assert_eq!(repository.read("made.txt"), "by the agent");
}

/// Puts the agent where the server looks for it.
fn place(repository: &Repository) {
    let folder = repository.home().join("data/sandbox-agent/bin/agent_processes");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(env!("CARGO_BIN_EXE_scripted-agent"), folder.join(format!("{AGENT}-acp"))).unwrap();
}

fn program() -> Option<PathBuf> {
    let named = std::env::var_os("FOUNDRY_SANDBOX_AGENT").map(PathBuf::from);
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).map(|folder| folder.join("sandbox-agent")).find(|program| program.is_file())
    };
    named.or_else(on_path)
}

impl Server {
    async fn start(program: &Path, repository: &Repository) -> Self {
        // The server cannot choose a port itself and tell it.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(program)
            .args(["server", "--no-token", "--no-telemetry", "--host", "127.0.0.1", "--port"])
            .arg(address.port().to_string())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", repository.home())
            .env("XDG_DATA_HOME", repository.home().join("data"))
            .env("SANDBOX_AGENT_REQUIRE_PREINSTALL", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Another test may have installed it; it is the same one.
        rustls::crypto::ring::default_provider().install_default().unwrap_or_default();
        let server = Self { child, address: format!("http://{address}/v1"), http: reqwest::Client::new() };
        tokio::time::timeout(WITHIN, server.healthy()).await.expect("the server becomes healthy");
        server
    }

    async fn healthy(&self) {
        while self.http.get(format!("{}/health", self.address)).send().await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn post(&self, message: &Value) -> Value {
        let url = format!("{}/acp/test?agent={AGENT}", self.address);
        let response = self.http.post(url).json(message).timeout(WITHIN).send().await.unwrap();
        let (status, body) = (response.status(), response.text().await.unwrap());
        assert!(status.is_success(), "{status}: {body}");
        serde_json::from_str(&body).unwrap_or_default()
    }

    async fn call(&self, mut request: Value) -> Value {
        request["jsonrpc"] = json!("2.0");
        self.post(&request).await
    }

    async fn refused(&self, agent: &str) -> StatusCode {
        let url = format!("{}/acp/other?agent={agent}", self.address);
        self.http.post(url).json(&json!({"jsonrpc": "2.0", "method": "x"})).send().await.unwrap().status()
    }

    /// What the agent prints, in order.
    async fn events(&self) -> BoxStream<'static, Value> {
        let response = self.http.get(format!("{}/acp/test", self.address)).send().await.unwrap();
        let bytes = response.bytes_stream();
        let events = futures::stream::unfold((bytes.boxed(), Vec::new()), |(mut bytes, mut buffer)| async move {
            loop {
                if let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
                    let line: Vec<u8> = buffer.drain(..=end).collect();
                    if let Some(data) = line.strip_prefix(b"data:") {
                        return Some((serde_json::from_slice(data).unwrap(), (bytes, buffer)));
                    }
                } else {
                    buffer.extend(bytes.next().await?.unwrap());
                }
            }
        });
        events.boxed()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The agent ends with its server: its standard input does.
        self.child.kill().unwrap_or_default();
        self.child.wait().unwrap();
    }
}
