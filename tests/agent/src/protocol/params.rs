//! The parameters of requests. Fields we do not know are let through: the protocol may be extended.

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Refusal;

/// Reads parameters; what is missing or of another type is refused by its name.
pub fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::invalid_params(error.to_string()))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Initialize {
    pub protocol_version: u64,
    #[serde(default)]
    pub client_capabilities: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewSession {
    pub cwd: PathBuf,
    /// Required by the protocol, and not used: there is no model that could call their tools.
    #[serde(rename = "mcpServers")]
    pub _mcp_servers: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadSession {
    pub session_id: String,
    pub cwd: PathBuf,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListSessions {
    #[serde(default)]
    pub cwd: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfSession {
    pub session_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetMode {
    pub session_id: String,
    pub mode_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetConfigOption {
    pub session_id: String,
    pub config_id: String,
    pub value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prompt {
    pub session_id: String,
    pub prompt: Vec<Block>,
}

/// A part of a prompt.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Text {
        text: String,
    },
    Image {
        data: String,
        #[serde(rename = "mimeType")]
        mime_type: String,
    },
    ResourceLink {
        uri: String,
    },
    Resource {
        resource: Resource,
    },
}

/// What is embedded in a prompt; `text` is missing when it is a blob.
#[derive(Debug, Deserialize)]
pub struct Resource {
    pub uri: String,
    #[serde(default)]
    pub text: Option<String>,
}
