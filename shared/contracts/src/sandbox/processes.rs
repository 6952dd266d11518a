//! Processes that people start beside the agents, servers and terminals, what they print, and what is typed into them.
//!
//! The list of a task's processes is in the view `sandbox.<org>.<task>` ([`super::SandboxRecord::processes`]), so a page that
//! follows it needs no other question; [`ListProcesses`] asks the sandbox itself. What a process prints is followed on the
//! live socket under the topic `terminal.<org>.<task>.<process>` ([`TerminalTopic`]) and read in pages by [`ProcessLog`].
//! What people type and a terminal's size go through the same topic and nowhere else: they are worth nothing later, so they
//! are not commands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SandboxStatus;
use crate::{Key, Millis, ProcessId, TaskKey, UserId, message};

/// What a process is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ProcessStatus {
    /// The sandbox is asked to start it.
    Starting,
    /// It runs.
    Running,
    /// It has ended; `exitCode` says how.
    Exited,
    /// It could not be started; `error` says why.
    Failed,
}

/// One process that somebody has started in a task's sandbox. It stays in the list after its end, with what it has
/// printed, until somebody removes it or the sandbox ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessRecord {
    /// The process's id; ours, not the system's.
    pub process_id: ProcessId,
    /// What people call it: one line. Without one that was given, the command's last part.
    pub title: String,
    /// The program; null for the login shell: the first of zsh, bash and sh that the sandbox has.
    pub command: Option<String>,
    /// Its arguments.
    pub args: Vec<String>,
    /// Where it was started; null for the repository's folder.
    pub cwd: Option<String>,
    /// Whether it is a terminal: what it prints is one stream, and it has a size.
    pub tty: bool,
    /// Whether it takes input. Terminals do.
    pub interactive: bool,
    /// The status.
    pub status: ProcessStatus,
    /// The system's number for it inside the sandbox; null until it runs.
    pub pid: Option<u32>,
    /// What it has ended with; null until then, and when a signal has ended it.
    pub exit_code: Option<i32>,
    /// Why it could not be started, and what to do; null otherwise.
    pub error: Option<String>,
    /// Who has started it; null for an operator.
    pub created_by: Option<UserId>,
    /// When that was, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it ended, in milliseconds since 1970; null until then.
    pub exited_at: Option<Millis>,
    /// What the sandbox calls it; null until it runs. Of no use to pages.
    pub sandbox_process: Option<String>,
}

/// Starts a process in the task's sandbox. Refused while the sandbox is not ready (opening a session or sending a message
/// makes it so), and for a sandbox with 64 processes: whoever wants more removes some that have ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateProcess {
    /// The program, found as a shell finds it; null for the login shell, which is a terminal whatever `tty` says.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PROCESS_BYTES))]
    pub command: Option<String>,
    /// Its arguments, each as it is: no shell reads them.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PROCESS_BYTES), inner(length(max = crate::limit::PROCESS_BYTES)))]
    pub args: Vec<String>,
    /// Where to start it: absolute, or within the repository. Null for the repository's folder.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PROCESS_BYTES))]
    pub cwd: Option<String>,
    /// Whether it gets a terminal.
    #[serde(default)]
    pub tty: bool,
    /// The terminal's width in characters, 1 to 1,000; 80 without one.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::TERMINAL_CHARACTERS))]
    pub cols: Option<u16>,
    /// The terminal's height in characters, 1 to 1,000; 24 without one.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::TERMINAL_CHARACTERS))]
    pub rows: Option<u16>,
    /// What to call it: one line of 1 to 100 characters. Null for the command's name.
    #[serde(default)]
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub title: Option<String>,
}
message!(Command: CreateProcess, Sandbox "createProcess" (TaskKey), Member => ProcessRecord);

/// Renames a process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenameProcess {
    /// The process's id.
    pub process_id: ProcessId,
    /// What to call it: one line of 1 to 100 characters.
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub title: String,
}
message!(Command: RenameProcess, Sandbox "renameProcess" (TaskKey), Member => ProcessRecord);

/// Asks a process to end, with all that it has started: a terminal as if it were closed (`SIGHUP`), another one by
/// `SIGTERM`. Refused for one that does not run. The answer comes before the end: that is seen in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StopProcess {
    /// The process's id.
    pub process_id: ProcessId,
}
message!(Command: StopProcess, Sandbox "stopProcess" (TaskKey), Member => ProcessRecord);

/// What a process can be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Signal {
    /// `SIGINT`: as Ctrl-C.
    Interrupt,
    /// `SIGTERM`: please end.
    Terminate,
    /// `SIGHUP`: its terminal is gone.
    Hangup,
    /// `SIGKILL`: no process can refuse it.
    #[default]
    Kill,
}

/// Sends a process, and all that it has started, a signal; `kill` unless another one is named. Refused for one that does
/// not run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KillProcess {
    /// The process's id.
    pub process_id: ProcessId,
    /// Which signal.
    #[serde(default)]
    pub signal: Signal,
}
message!(Command: KillProcess, Sandbox "killProcess" (TaskKey), Member => ProcessRecord);

/// Takes a process that has ended, or could not be started, out of the list, with what it has printed. Refused for one that
/// runs: stop it first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemoveProcess {
    /// The process's id.
    pub process_id: ProcessId,
}
message!(Command: RemoveProcess, Sandbox "removeProcess" (TaskKey), Member => ProcessRecord);

/// The processes that people have started in the task's sandbox, as the sandbox has them at this moment. A sandbox that is
/// gone, or was never there, has none, and the warning says so: that is a state, not an error.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListProcesses {}
message!(Query: ListProcesses, Sandbox "listProcesses" (TaskKey), Member => ProcessList);

/// The processes of a task's sandbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessList {
    /// The sandbox's status; null when the task never had one.
    pub sandbox: Option<SandboxStatus>,
    /// Oldest first; at most 64. What the sandbox runs for itself and its agents is not among them.
    pub processes: Vec<ProcessRecord>,
    /// Why there are none, or why they are as last known: one sentence, with what to do. Null when the sandbox has answered.
    pub warning: Option<String>,
}

/// How bytes are written in JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Encoding {
    /// As they are (RFC 4648, section 4).
    #[default]
    Base64,
    /// As text. What is no UTF-8 is replaced, also where a chunk ends within a character.
    Text,
}

/// What a process has printed, page by page: give the last chunk's `last` as the next `since`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProcessLog {
    /// The process's id.
    pub process_id: ProcessId,
    /// Only what comes behind this sequence; null or 0 for all that is kept.
    #[serde(default)]
    pub since: Option<u64>,
    /// About how many bytes of output, 1 to 131,072; 65,536 without one. A page has one piece at least.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::LOG_BYTES))]
    pub limit: Option<u32>,
    /// How the bytes are written.
    #[serde(default)]
    pub encoding: Encoding,
}
message!(Query: ProcessLog, Sandbox "processLog" (TaskKey), Member => ProcessLogPage);

/// One page of what a process has printed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessLogPage {
    /// In order. Neighbours of one stream come as one chunk.
    pub chunks: Vec<OutputChunk>,
    /// Whether more is there already.
    pub more: bool,
    /// How the process has ended; null while it runs, and while `more` is there to be read.
    pub ended: Option<ProcessEnd>,
}

/// Which of a process's streams it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OutputStream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// Of a terminal: everything.
    Pty,
}

/// Something that a process has printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutputChunk {
    /// The sequence of its first piece. Pieces are numbered 1, 2, 3 … over all streams of the process: a gap between two
    /// chunks says that so many pieces are no longer kept (the sandbox keeps the last 10 MiB).
    pub first: u64,
    /// The sequence of its last piece: resume from here.
    pub last: u64,
    /// Which stream.
    pub stream: OutputStream,
    /// The bytes; base64 unless text was asked for.
    pub data: String,
}

/// How a process has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProcessEnd {
    /// Null when a signal has ended it.
    pub exit_code: Option<i32>,
    /// When, in milliseconds since 1970.
    pub at: Millis,
}

/// What a workflow or a follower tells of a process to the sandbox's actor, which alone writes its record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyProcess {
    /// The generation that it is about. News of another one changes nothing.
    pub generation: i32,
    /// The process's id.
    pub process_id: ProcessId,
    /// The news.
    pub news: ProcessNews,
}
message!(Command: ApplyProcess, Sandbox "applyProcess" (TaskKey), Service => super::SandboxApplied);

/// News of a process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProcessNews {
    /// It runs.
    Started {
        /// What the sandbox calls it.
        sandbox_process: String,
        /// The system's number for it.
        pid: Option<u32>,
    },
    /// It could not be started.
    Failed {
        /// What happened, and what to do.
        message: String,
    },
    /// It has ended.
    Exited(ProcessEnd),
}

/// Starts a process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProcessStart {
    /// Which generation of the sandbox.
    pub generation: i32,
    /// The provider's id for the sandbox.
    pub provider_id: String,
    /// What to start.
    pub process: ProcessRecord,
    /// The terminal's size, in characters: columns, rows.
    pub size: (u16, u16),
}
message!(Workflow: ProcessStart, Sandbox "processStart" (TaskKey), Service => ());

/// Sends a process a signal, or forgets one that has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProcessEnding {
    /// Which generation of the sandbox.
    pub generation: i32,
    /// The provider's id for the sandbox.
    pub provider_id: String,
    /// The process's id.
    pub process_id: ProcessId,
    /// What the sandbox calls it.
    pub sandbox_process: String,
    /// Which signal; null to forget it.
    pub signal: Option<Signal>,
}
message!(Workflow: ProcessEnding, Sandbox "processEnding" (TaskKey), Service => ());

/// A process as something to follow on the live socket: `terminal.acme.t-1.<process>`.
///
/// ```text
/// → {"type":"subscribe","topic":"terminal.acme.t-1.p","since":0}      everything that is kept, then what it prints
/// ← {"type":"output","topic":"terminal.acme.t-1.p","chunks":[{"first":1,"last":3,"stream":"pty","data":"aGk="}]}
/// → {"type":"input","topic":"terminal.acme.t-1.p","data":"bHMN"}      base64, at most 8,192 bytes of input
/// ← {"type":"inputTaken","topic":"terminal.acme.t-1.p","count":1}     so many `input` frames in all are with the process
/// → {"type":"resize","topic":"terminal.acme.t-1.p","cols":120,"rows":40}
/// ← {"type":"exited","topic":"terminal.acme.t-1.p","exitCode":0,"at":1767225600000}
/// ← {"type":"closed","topic":"terminal.acme.t-1.p","reason":"ended"}
/// → {"type":"subscribe","topic":"terminal.acme.t-1.p","since":3}      after a lost connection: behind the last `last`
/// ```
///
/// What was typed and could not be given on is told (`error`), and is not tried again: it may have been taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TerminalTopic {
    /// The task in whose sandbox it runs.
    pub task: TaskKey,
    /// The process.
    pub process_id: ProcessId,
}

impl TerminalTopic {
    /// `None`: it is no process's name.
    pub fn parse(text: &str) -> Option<Self> {
        let tokens: Vec<_> = text.strip_prefix("terminal.")?.split('.').collect();
        let (process, task) = tokens.split_last()?;
        Some(Self { task: TaskKey::parse(task).ok()?, process_id: process.parse().ok()? })
    }

    /// Where a gateway asks the sandbox service about it, over core NATS: `sandbox.terminal.acme.t-1.<process>`. Asked with
    /// a [`TerminalRequest`], answered by a [`TerminalAnswer`].
    pub fn subject(&self) -> String {
        format!("sandbox.{self}")
    }

    /// All of these subjects, for whoever answers.
    pub const SUBJECTS: &str = "sandbox.terminal.*.*.*";
}

impl std::fmt::Display for TerminalTopic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "terminal.{}.{}", self.task.tokens(), self.process_id)
    }
}

/// Where a gateway says that somebody follows a session or a terminal of a task, over core NATS, every few minutes:
/// `sandbox.watched.<org>.<task>`, without a body. Its provider keeps the sandbox meanwhile.
pub const WATCHED: &str = "sandbox.watched.*.*";

/// The subject of [`WATCHED`] for one task.
pub fn watched(task: &TaskKey) -> String {
    format!("sandbox.watched.{}", task.tokens())
}

/// What a gateway asks of a process, on behalf of those who follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TerminalRequest {
    /// What is printed behind `since`: answered as soon as there is something, or after `wait_ms` with an empty page.
    Read {
        /// The sequence of the newest piece that is known.
        since: u64,
        /// How long the answer may wait, in milliseconds.
        wait_ms: u64,
    },
    /// What somebody has typed, base64. Given once: without an answer nobody knows whether it was taken.
    Input {
        /// At most 64 KiB.
        data: String,
    },
    /// The size of a terminal, in characters.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
}

/// What the sandbox service answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum TerminalAnswer {
    /// To a read.
    Output(ProcessLogPage),
    /// The process has it.
    Done,
    /// It was not done.
    Refused {
        /// A stable name for programs.
        code: String,
        /// What people should read.
        message: String,
        /// Whether asking again shortly may help.
        passing: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_has_a_name_of_four_parts_which_is_its_subject_as_well() {
        let topic = TerminalTopic::parse("terminal.acme.t-1.p-1").expect("a topic");
        assert_eq!((topic.task.tokens().as_str(), topic.process_id.as_str()), ("acme.t-1", "p-1"));
        assert_eq!(topic.subject(), "sandbox.terminal.acme.t-1.p-1");
        for text in
            ["terminal.acme.t-1", "terminal.acme.t-1.p.x", "terminal.acme.*.p", "session.acme.t-1.p", "terminal."]
        {
            assert_eq!(TerminalTopic::parse(text), None, "{text}");
        }
    }
}
