//! Health, and the agents that the server knows.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::{Call, LARGE_ANSWER, SMALL_ANSWER};
use super::{Client, ClientError};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// `claude`, `codex`, `opencode`, …
    pub id: String,
    pub installed: bool,
    #[serde(default)]
    pub credentials_available: bool,
    #[serde(default)]
    pub version: Option<String>,
    /// What ACP calls configuration options (models, modes, effort by category); only when they were asked for.
    #[serde(default)]
    pub config_options: Option<Vec<Value>>,
    /// Why the options could not be found out.
    #[serde(default)]
    pub config_error: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Installed {
    pub already_installed: bool,
}

#[derive(Deserialize)]
struct Agents {
    agents: Vec<Agent>,
}

impl Client {
    /// Whether the server answers. It says nothing of the agents.
    pub async fn health(&self) -> Result<(), ClientError> {
        Call::new("say that it is well", 5, SMALL_ANSWER).bytes(self.request(Method::GET, "/v1/health")).await?;
        Ok(())
    }

    /// All agents the server knows, installed or not. With `config` it starts each installed one to ask for its options.
    pub async fn agents(&self, config: bool) -> Result<Vec<Agent>, ClientError> {
        let (call, query) = match config {
            true => (Call::new("list its agents with their options", 120, LARGE_ANSWER), "?config=true"),
            false => (Call::new("list its agents", 30, LARGE_ANSWER), ""),
        };
        let agents: Agents = call.json(self.request(Method::GET, &format!("/v1/agents{query}"))).await?;
        Ok(agents.agents)
    }

    /// Installs an agent from the internet unless it is there.
    pub async fn install_agent(&self, id: &str) -> Result<Installed, ClientError> {
        let call = Call::new("install an agent", 600, SMALL_ANSWER);
        let path = format!("/v1/agents/{}/install", super::call::segment(id));
        call.json(self.request(Method::POST, &path).json(&json!({}))).await
    }
}
