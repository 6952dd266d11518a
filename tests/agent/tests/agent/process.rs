//! A client of the agent: starts the binary in a repository of its own and speaks with it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::repository::Repository;

/// How long a message may take that must come; only a broken agent needs it.
const WITHIN: Duration = Duration::from_secs(30);

pub struct Agent {
    pub repository: Repository,
    pub session: String,
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    stderr: Receiver<String>,
    next_id: u64,
}

/// What came until a request was answered.
#[derive(Debug)]
pub struct Turn {
    pub updates: Vec<Value>,
    pub answer: Value,
}

impl Agent {
    /// A process with an open session in a repository.
    pub fn start() -> Self {
        let mut agent = Self::process(Repository::new());
        agent.initialize();
        let cwd = agent.repository.path().to_owned();
        let opened = agent.call("session/new", json!({"cwd": cwd, "mcpServers": []}));
        agent.session = opened.answer["result"]["sessionId"].as_str().unwrap().to_owned();
        agent.next_update("available_commands_update");
        agent
    }

    /// A process that nobody has spoken with.
    pub fn process(repository: Repository) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_scripted-agent"))
            .env("HOME", repository.home())
            .env("SCRIPTED_AGENT_PACE", "0")
            .env("CANARY", "yellow")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = lines_of(child.stdout.take().unwrap());
        let stderr = lines_of(child.stderr.take().unwrap());
        let stdin = child.stdin.take();
        Self { repository, session: String::new(), child, stdin, lines, stderr, next_id: 1 }
    }

    pub fn initialize(&mut self) -> Turn {
        let capabilities = json!({"session": {"notices": {}}});
        self.call("initialize", json!({"protocolVersion": 1, "clientCapabilities": capabilities}))
    }

    /// The same repository and HOME with another process; this one is killed.
    pub fn killed_and_started_again(mut self) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let repository = std::mem::replace(&mut self.repository, Repository::none());
        let mut agent = Self::process(repository);
        agent.initialize();
        agent.session = self.session.clone();
        agent
    }

    pub fn line(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = json!(format!("request-{}", self.next_id));
        self.next_id += 1;
        self.line(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string());
        id
    }

    pub fn respond(&mut self, id: &Value, result: Value) {
        self.line(&json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string());
    }

    /// Sends a request and returns what came until its answer.
    pub fn call(&mut self, method: &str, params: Value) -> Turn {
        let id = self.request(method, params);
        self.until_answer(&id)
    }

    pub fn send_prompt(&mut self, text: &str) -> Value {
        let session = self.session.clone();
        self.request("session/prompt", json!({"sessionId": session, "prompt": [{"type": "text", "text": text}]}))
    }

    /// Sends a prompt and returns the whole turn; nobody may be asked in it.
    pub fn prompt(&mut self, text: &str) -> Turn {
        let id = self.send_prompt(text);
        self.until_answer(&id)
    }

    pub fn cancel(&mut self) {
        let session = self.session.clone();
        self.line(&json!({"jsonrpc": "2.0", "method": "session/cancel", "params": {"sessionId": session}}).to_string());
    }

    pub fn set_mode(&mut self, mode: &str) -> Turn {
        let session = self.session.clone();
        self.call("session/set_mode", json!({"sessionId": session, "modeId": mode}))
    }

    pub fn until_answer(&mut self, id: &Value) -> Turn {
        let mut updates = Vec::new();
        loop {
            let message = self.next();
            if message["id"] == *id && message["method"].is_null() {
                return Turn { updates, answer: message };
            }
            assert_eq!(message["method"], "session/update", "{message}");
            updates.push(message["params"]["update"].clone());
        }
    }

    /// The request for permission that comes next, after updates.
    pub fn next_permission(&mut self) -> Value {
        loop {
            let message = self.next();
            if message["method"] == "session/request_permission" {
                return message;
            }
            assert_eq!(message["method"], "session/update", "{message}");
        }
    }

    /// The next update of that kind, after others.
    pub fn next_update(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next();
            let update = &message["params"]["update"];
            if update["sessionUpdate"] == kind {
                return update.clone();
            }
            assert_eq!(message["method"], "session/update", "{message}");
        }
    }

    pub fn next(&mut self) -> Value {
        serde_json::from_str(&self.next_line()).unwrap()
    }

    pub fn next_line(&mut self) -> String {
        self.lines.recv_timeout(WITHIN).expect("a line on standard output")
    }

    pub fn next_stderr(&mut self) -> String {
        self.stderr.recv_timeout(WITHIN).expect("a line on standard error")
    }

    /// Everything on standard output until the process has ended, and how it ended.
    pub fn until_end(&mut self) -> (Vec<String>, ExitStatus) {
        let lines = self.lines.iter().collect();
        (lines, self.child.wait().unwrap())
    }

    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().unwrap_or_default();
        self.child.wait().unwrap();
    }
}

impl Turn {
    pub fn stop_reason(&self) -> &str {
        self.answer["result"]["stopReason"].as_str().unwrap_or_else(|| panic!("no stop reason: {}", self.answer))
    }

    pub fn error_code(&self) -> i64 {
        self.answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {}", self.answer))
    }

    /// Everything that was said.
    pub fn said(&self) -> String {
        text_of(&self.updates, "agent_message_chunk")
    }

    pub fn of_kind(&self, kind: &str) -> Vec<&Value> {
        self.updates.iter().filter(|update| update["sessionUpdate"] == kind).collect()
    }

    /// The status with which each tool call ended, in the order in which they began.
    pub fn call_ends(&self) -> Vec<&str> {
        let calls = self.of_kind("tool_call");
        let end = |call: &&Value| {
            let updates = self.of_kind("tool_call_update");
            let last = updates.into_iter().rfind(|update| update["toolCallId"] == call["toolCallId"]);
            last.map_or("pending", |update| update["status"].as_str().unwrap())
        };
        calls.iter().map(end).collect()
    }
}

pub fn text_of(updates: &[Value], kind: &str) -> String {
    let chunks = updates.iter().filter(|update| update["sessionUpdate"] == kind);
    chunks.map(|chunk| chunk["content"]["text"].as_str().unwrap()).collect()
}

fn lines_of(output: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
