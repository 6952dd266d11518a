//! One child process: its log, its real pid, its end. Nothing it starts outlives the process that started it.

mod family;
mod paused;

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::{postgres::Owner, wait};
use paused::Paused;

/// How to start a process.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Its name for people: `task-1`.
    pub name: String,
    pub program: PathBuf,
    pub arguments: Vec<String>,
    pub environment: Vec<(String, String)>,
    /// Output is appended here.
    pub log: PathBuf,
    /// The user it runs as; ours when `None`.
    pub owner: Option<Owner>,
    pub lifeline: Lifeline,
}

/// How the process learns that its launcher is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifeline {
    /// It watches its own standard input, and stops gracefully at its end (`FOUNDRY_LIFELINE=stdin`).
    Stdin,
    /// It knows nothing of us: a watcher beside it reads the standard input, and sends this signal at its end.
    Watcher(Signal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// `SIGTERM`: a graceful stop, for everything but Postgres, which would wait for its clients.
    Terminate,
    /// `SIGINT`: Postgres's fast shutdown.
    Interrupt,
}

/// Settings without secrets that a person may give all services at once; each takes those that it knows.
pub const PASSED_ON: [&str; 19] = [
    "FOUNDRY_ADDRESS_REQUESTS",
    "FOUNDRY_DATABASE_CONNECTIONS",
    "FOUNDRY_EVENT_LOG_BYTES",
    "FOUNDRY_EVENT_LOG_DAYS",
    "FOUNDRY_GITHUB_LOOK_SECONDS",
    "FOUNDRY_GITHUB_TIMEOUT_MS",
    "FOUNDRY_JAEGER_URL",
    "FOUNDRY_JSON_LOGS",
    "FOUNDRY_PERMISSION_SECONDS",
    "FOUNDRY_PERSON_COMMANDS",
    "FOUNDRY_PERSON_KILOBYTES",
    "FOUNDRY_PERSON_QUERIES",
    "FOUNDRY_PROXIES",
    "FOUNDRY_QUIET_SECONDS",
    "FOUNDRY_RETAIN_SECONDS",
    "FOUNDRY_SANDBOX_RUN_AS",
    "FOUNDRY_SANDBOX_UNISOLATED",
    "FOUNDRY_WEB_DIR",
    "FOUNDRY_WORKFLOWS",
];

/// Keys of whoever starts a fleet, for the models of their agents: for the one service that makes sandboxes, like the further
/// variables that [`FURTHER_KEYS`] names.
pub const KEYS: [&str; 2] = ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"];

/// Names variables, with commas between them, that are put into sandboxes.
pub const FURTHER_KEYS: &str = "FOUNDRY_SANDBOX_PASS_ON";

/// Whether a child has a variable of its launcher's. Settings of the launcher are not the child's, and each gets what it needs and
/// no other's secrets.
fn is_inherited(name: &str, further_keys: &str) -> bool {
    let is_setting = name.starts_with("FOUNDRY_") && !PASSED_ON.contains(&name);
    let is_key = KEYS.contains(&name) || further_keys.split(',').any(|key| key.trim() == name);
    !is_setting && !is_key
}

/// The shell becomes the program (`exec`), so the pid we know is the program's own; the watcher is its only child. It must
/// outlive the `SIGHUP` that the kernel sends to a group whose parent dies while it stands still.
const WATCHED: &str = r#"
signal=$1; shift
exec 3<&0
(trap '' HUP; while read -r _; do :; done <&3; kill -s "$signal" $$) >/dev/null 2>&1 &
exec 3<&- </dev/null
exec "$@"
"#;

/// How long a dropped server may take to stop.
const END_LIMIT: Duration = Duration::from_secs(3);

/// What one process writes, in a file to which each of its runs adds.
#[derive(Debug, Clone)]
pub struct Log {
    path: PathBuf,
    /// Where the output of this run begins.
    start: u64,
}

#[derive(Debug)]
pub struct Process {
    name: String,
    log: Log,
    pid: u32,
    stop_signal: Signal,
    lifeline_kind: Lifeline,
    child: Mutex<Child>,
    /// Held open: its closing is the news of our death.
    lifeline: Mutex<Option<ChildStdin>>,
    /// While it stands still.
    paused: Mutex<Vec<Paused>>,
}

impl Launch {
    pub fn spawn(&self) -> Result<Process> {
        let log = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.log)?;
        let start = log.metadata()?.len();

        let mut child =
            self.command(&log)?.spawn().with_context(|| format!("cannot start {}", self.program.display()))?;

        Ok(Process {
            name: self.name.clone(),
            log: Log { path: self.log.clone(), start },
            pid: child.id(),
            stop_signal: match self.lifeline {
                Lifeline::Stdin => Signal::Terminate,
                Lifeline::Watcher(signal) => signal,
            },
            lifeline_kind: self.lifeline,
            lifeline: Mutex::new(child.stdin.take()),
            child: Mutex::new(child),
            paused: Mutex::default(),
        })
    }

    fn command(&self, log: &File) -> Result<Command> {
        let mut command = match self.lifeline {
            Lifeline::Stdin => Command::new(&self.program),
            Lifeline::Watcher(signal) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", WATCHED, "watched", signal.name()]).arg(&self.program);
                shell
            }
        };
        let further_keys = std::env::var(FURTHER_KEYS).unwrap_or_default();
        for (name, _) in std::env::vars_os() {
            if !is_inherited(&name.to_string_lossy(), &further_keys) {
                command.env_remove(name);
            }
        }
        command.args(&self.arguments).envs(self.environment.iter().cloned());
        command.stdin(Stdio::piped()).stdout(log.try_clone()?).stderr(log.try_clone()?);
        // Ctrl-C reaches the whole foreground group; members are stopped one after another instead.
        command.process_group(0);
        if let Some(owner) = self.owner {
            command.uid(owner.uid).gid(owner.gid).current_dir("/");
        }
        Ok(command)
    }
}

impl Process {
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// `None` while it runs.
    pub fn exit_status(&self) -> Result<Option<ExitStatus>> {
        Ok(self.child.lock().unwrap_or_else(PoisonError::into_inner).try_wait()?)
    }

    /// `SIGKILL`, as a crash would be; returns when the process is gone.
    pub fn kill(&self) -> Result<()> {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// Asks it to stop, waits for `limit`, then kills it. True when it stopped by itself.
    pub async fn stop(&self, limit: Duration) -> Result<bool> {
        self.signal(self.stop_signal)?;
        // Also for a program whose reader of standard input would keep it from ending.
        self.lifeline.lock().unwrap_or_else(PoisonError::into_inner).take();
        let stopped = wait::until(&self.name, limit, async || self.exit_status()).await.is_ok();

        if !stopped {
            self.kill()?;
        }
        Ok(stopped)
    }

    /// For those that leave shared memory or a lock behind when killed, a moment to stop; the others at once.
    fn end(&self) -> Result<()> {
        if matches!(self.lifeline_kind, Lifeline::Watcher(_)) {
            self.signal(self.stop_signal)?;
            let asked = Instant::now();
            while self.exit_status()?.is_none() && asked.elapsed() < END_LIMIT {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        self.kill()
    }

    pub fn signal(&self, signal: Signal) -> Result<()> {
        if self.exit_status()?.is_none() {
            let script = format!("kill -s {} {} 2>/dev/null || true", signal.name(), self.pid);
            Command::new("sh").args(["-c", &script]).status()?;
        }
        Ok(())
    }

    /// What it has written since it was started.
    pub const fn log(&self) -> &Log {
        &self.log
    }
}

impl Log {
    pub fn read(&self) -> String {
        let bytes = fs::read(&self.path).unwrap_or_default();
        // It may have been emptied since.
        let from = usize::try_from(self.start).ok().filter(|start| *start <= bytes.len()).unwrap_or_default();
        String::from_utf8_lossy(&bytes[from..]).into_owned()
    }

    /// When it holds more than `bytes`, moves that to `<file>.1`, in place of what was there. The process goes on adding to
    /// the same file; a line that it writes in this moment may be lost.
    pub fn rotate(&self, bytes: u64) -> io::Result<()> {
        if fs::metadata(&self.path)?.len() <= bytes {
            return Ok(());
        }
        let mut old = self.path.clone().into_os_string();
        old.push(".1");
        fs::copy(&self.path, old)?;
        OpenOptions::new().write(true).open(&self.path)?.set_len(0)
    }

    /// The last lines, for an error message.
    pub fn tail(&self, lines: usize) -> String {
        let all = self.read();
        let all: Vec<_> = all.lines().collect();
        let tail = &all[all.len().saturating_sub(lines)..];
        format!("the end of {}:\n{}", self.path.display(), tail.join("\n"))
    }
}

/// The name of the program that `pid` runs; `None` when there is no such process, or it has ended and whoever inherited
/// it has not noticed yet. Systems cut long names after 15 characters.
pub fn running_program(pid: u32) -> Option<String> {
    let (state, name) = match fs::read_to_string(format!("/proc/{pid}/stat")) {
        // `123 (nats-server) S …`; the name may itself contain parentheses.
        Ok(stat) => {
            let (before, after) = stat.rsplit_once(") ")?;
            (after.to_owned(), before.split_once('(')?.1.to_owned())
        }
        Err(_) => {
            let output = Command::new("ps").args(["-o", "stat=,comm=", "-p", &pid.to_string()]).output().ok()?;
            let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            let (state, name) = line.split_once(' ')?;
            (state.to_owned(), name.rsplit('/').next()?.trim().to_owned())
        }
    };
    (!state.starts_with('Z')).then_some(name)
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            eprintln!("{} could not be killed: {error}", self.name);
        }
    }
}

impl Signal {
    fn name(self) -> &'static str {
        match self {
            Self::Terminate => "TERM",
            Self::Interrupt => "INT",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_child_has_no_secret_of_its_launchers_but_what_is_for_all() {
        let has = |name| is_inherited(name, "MISTRAL_API_KEY, OTHER");
        for inherited in ["PATH", "HOME", "RUST_LOG", "HTTPS_PROXY", "FOUNDRY_JSON_LOGS", "MISTRAL_API"] {
            assert!(has(inherited), "{inherited}");
        }
        let kept_back =
            ["FOUNDRY_E2B_API_KEY", "FOUNDRY_X", "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "MISTRAL_API_KEY", "OTHER"];
        for kept_back in kept_back {
            assert!(!has(kept_back), "{kept_back}");
        }
    }

    #[test]
    fn a_log_that_has_grown_begins_anew_and_its_process_goes_on_adding_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.log");
        let mut process = OpenOptions::new().create(true).append(true).open(&path).unwrap();
        process.write_all(b"of an earlier run\n").unwrap();
        let log = Log { path: path.clone(), start: 18 };
        process.write_all(b"before\n").unwrap();
        assert_eq!(log.read(), "before\n");

        log.rotate(25).unwrap();
        assert_eq!(log.read(), "before\n", "it is not larger than that");
        log.rotate(24).unwrap();
        process.write_all(b"after\n").unwrap();
        assert_eq!(log.read(), "after\n");
        assert_eq!(fs::read_to_string(folder.path().join("x.log.1")).unwrap(), "of an earlier run\nbefore\n");
    }
}
