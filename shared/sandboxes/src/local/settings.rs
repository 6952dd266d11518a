//! How sandboxes are made on this machine.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Name, ProviderError};

#[derive(Debug, Clone)]
pub struct LocalSettings {
    /// Where each sandbox has a folder; only this provider writes there. Made if it is missing, for our user alone.
    pub folder: PathBuf,
    /// The binary `foundry-sandbox` of this crate ([`crate::keeper::PROGRAM`]).
    pub keeper: PathBuf,
    /// The sandbox-agent server.
    pub server: PathBuf,
    /// Agents that are in every sandbox.
    pub agents: Vec<AgentProgram>,
    /// When we are root: the user (and group) the sandboxes run as, best one that nothing else runs as. `nobody` unless
    /// given. Not used when we are not root: then they run as we do, in a user namespace.
    pub run_as: Option<(u32, u32)>,
    /// Runs the server as a plain process of ours with a home folder of its own: it can read and reach what we can, and
    /// no limit holds but those of single processes.
    pub unisolated: bool,
}

/// An agent that speaks ACP on its standard input and output.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgentProgram {
    /// As sandbox-agent names it: `mock`, `claude`, `codex`, `opencode`, …
    pub id: String,
    /// A program, or a folder with one; inside it is `/opt/agents/<id>`, and cannot be written.
    pub path: PathBuf,
    /// Of a folder: the program within it.
    pub program: Option<String>,
    pub arguments: Vec<String>,
}

/// `id=program[:argument…]`.
impl FromStr for AgentProgram {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let (id, command) = text.split_once('=').ok_or("an agent is id=program[:argument…]")?;
        let mut words = command.split(':').map(str::to_owned);
        let path = words.next().unwrap_or_default().into();
        Ok(Self { id: id.to_owned(), path, program: None, arguments: words.collect() })
    }
}

impl LocalSettings {
    pub(super) fn checked(mut self) -> Result<Self, ProviderError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        builder.create(&self.folder).map_err(ProviderError::io("make its folder"))?;
        let private = fs::Permissions::from_mode(0o700);
        fs::set_permissions(&self.folder, private).map_err(ProviderError::io("close its folder to others"))?;
        self.folder = self.folder.canonicalize().map_err(ProviderError::io("find its folder"))?;

        for (path, what) in [(&mut self.keeper, "its keeper"), (&mut self.server, "the sandbox-agent server")] {
            *path = path
                .canonicalize()
                .map_err(|_| ProviderError::Unavailable(format!("{what} is missing: {}", path.display())))?;
        }
        for agent in &mut self.agents {
            let id = &agent.id;
            if id.parse::<Name>().is_err() {
                return Err(ProviderError::Unavailable(format!("{id:?} cannot be an agent's id")));
            }
            agent.path = agent.path.canonicalize().map_err(|_| {
                ProviderError::Unavailable(format!("the agent {id} is missing: {}", agent.path.display()))
            })?;
        }
        Ok(self)
    }
}
