//! What the provider tells the keeper, and what the keeper leaves for whoever comes later.

use std::collections::BTreeMap;
use std::io::Read;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::local::AgentProgram;
use crate::{Limits, Secret};

/// The environment variable by which every process outside of the sandbox that belongs to it is known.
pub(crate) const MARKER: &str = "FOUNDRY_SANDBOX_MARKER";
/// Where the home folder is inside.
pub(crate) const HOME: &str = "/home/user";
/// A plan holds an environment and a few paths; more is a mistake.
const PLAN_BYTES: u64 = 1 << 20;

/// Everything about one sandbox. It holds keys, so it travels through a pipe and is written nowhere.
#[derive(Serialize, Deserialize)]
pub(crate) struct Plan {
    /// For the names of its control groups.
    pub name: String,
    pub folder: PathBuf,
    /// `None`: a plain process.
    pub isolation: Option<Isolation>,
    pub server: PathBuf,
    pub agents: Vec<AgentProgram>,
    pub environment: BTreeMap<String, String>,
    pub allow: Vec<SocketAddr>,
    pub limits: Limits,
    /// Asked for by the server; only where its port is open to others.
    pub token: Option<Secret>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Isolation {
    /// Whom to become; `None` when we are not root.
    pub run_as: Option<(u32, u32)>,
    pub bwrap: PathBuf,
    pub slirp: PathBuf,
    pub ip: PathBuf,
}

/// What is in the lock file that the keeper holds for as long as it lives.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Holder {
    pub pid: i32,
    /// Folders of control groups, to be removed with the sandbox.
    pub cgroups: Vec<PathBuf>,
}

/// Where things are in a sandbox's folder.
#[derive(Debug, Clone)]
pub(crate) struct Places(pub PathBuf);

impl Places {
    /// Who it is; written before anything is started, removed last.
    pub fn state(&self) -> PathBuf {
        self.0.join("state.json")
    }

    /// Held by the living keeper.
    pub fn lock(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// Ours to write, for the sandbox to read: files of its `/etc`, its agents' starters.
    pub fn system(&self) -> PathBuf {
        self.0.join("system")
    }

    pub fn home(&self) -> PathBuf {
        self.0.join("home")
    }

    /// The keeper's own: socket, log. Not visible inside.
    pub fn run(&self) -> PathBuf {
        self.0.join("run")
    }
}

pub(crate) const SOCKET: &str = "agent.sock";
/// The socket by which any port inside is reached.
pub(crate) const PORTS: &str = "ports.sock";
pub(crate) const READY: &str = "ready";
pub(crate) const LOG: &str = "log";
/// What was in the log before it grew too long.
pub(crate) const OLD_LOG: &str = "log.old";

pub(crate) fn read_plan() -> Result<Plan> {
    let mut text = Vec::new();
    std::io::stdin().take(PLAN_BYTES).read_to_end(&mut text).context("cannot read the plan")?;
    serde_json::from_slice(&text).context("cannot understand the plan")
}

/// The starter of an agent: sandbox-agent looks for `<id>-acp`.
pub(crate) fn starter(agent: &AgentProgram) -> String {
    let inside = format!("/opt/agents/{}", agent.id);
    let program = agent.program.as_ref().map_or(inside.clone(), |program| format!("{inside}/{program}"));
    let words: Vec<_> = std::iter::once(&program).chain(&agent.arguments).map(|word| quoted(word)).collect();
    format!("#!/bin/sh\nexec {} \"$@\"\n", words.join(" "))
}

/// A word that a shell takes as it is.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

pub(crate) fn is_directory(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_starter_takes_arguments_as_they_are() {
        let agent = AgentProgram {
            id: "mock".to_owned(),
            path: "/x".into(),
            program: Some("bin/agent".to_owned()),
            arguments: vec!["it's; $HOME".to_owned()],
        };

        assert_eq!(starter(&agent), "#!/bin/sh\nexec '/opt/agents/mock/bin/agent' 'it'\\''s; $HOME' \"$@\"\n");
    }
}
