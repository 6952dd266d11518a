//! Sandboxes on this machine.

use std::path::PathBuf;
use std::time::SystemTime;

use crate::{Endpoint, Found, Instance, ProviderError, State, Wanted};

/// How sandboxes are made on this machine.
#[derive(Debug, Clone)]
pub struct LocalSettings {
    /// Where each sandbox has a folder; only this provider writes there.
    pub folder: PathBuf,
    /// The binary `foundry-sandbox`, of this crate.
    pub keeper: PathBuf,
    /// The sandbox-agent server.
    pub server: PathBuf,
    /// Agents that are in every sandbox.
    pub agents: Vec<AgentProgram>,
    /// When we are root: whom the sandboxes run as. `nobody` unless given.
    pub uid: Option<u32>,
    /// Runs the server as a plain process of ours with a home folder of its own: it can read and reach what we can.
    pub unisolated: bool,
}

/// An agent that speaks ACP on its standard input and output.
#[derive(Debug, Clone)]
pub struct AgentProgram {
    /// As sandbox-agent names it: `mock`, `claude`, `codex`, `opencode`, …
    pub id: String,
    /// A program, or a folder with one; inside it is `/opt/agents/<id>`, and cannot be written.
    pub path: PathBuf,
    /// Of a folder: the program within it.
    pub program: Option<String>,
    pub arguments: Vec<String>,
}

#[derive(Debug)]
pub struct Local {
    settings: LocalSettings,
}

impl Local {
    /// Looks whether this machine can isolate; [`ProviderError::Unavailable`] says what to install.
    pub async fn new(settings: LocalSettings) -> Result<Self, ProviderError> {
        Ok(Self { settings })
    }
    pub async fn create(&self, wanted: &Wanted) -> Result<Instance, ProviderError> {
        Err(ProviderError::Gone(wanted.name.to_string()))
    }
    pub async fn state(&self, _provider_id: &str) -> Result<State, ProviderError> {
        Ok(State::Gone)
    }
    pub async fn connect(&self, provider_id: &str) -> Result<Endpoint, ProviderError> {
        Err(ProviderError::Gone(provider_id.to_owned()))
    }
    pub async fn extend(&self, provider_id: &str) -> Result<Option<SystemTime>, ProviderError> {
        Err(ProviderError::Gone(provider_id.to_owned()))
    }
    pub async fn destroy(&self, _provider_id: &str) -> Result<(), ProviderError> {
        Ok(())
    }
    pub async fn list(&self) -> Result<Vec<Found>, ProviderError> {
        Ok(Vec::new())
    }
    pub async fn log(&self, provider_id: &str, _bytes: usize) -> Result<String, ProviderError> {
        Err(ProviderError::Gone(provider_id.to_owned()))
    }
}
