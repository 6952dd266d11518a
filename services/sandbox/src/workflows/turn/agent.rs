//! An agent's process inside the sandbox, with the session that people talk to.

use std::time::Duration;

use contracts::SessionId;
use sandboxes::Client;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::{Inside, Trouble};
use crate::{git, store::sessions::StoredSession};

/// Some agents take most of a minute to begin a session.
const BEGIN_LIMIT: Duration = Duration::from_secs(90);

/// The session as its agent's process has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentSession {
    /// The agent's own id for it.
    pub agent_session_id: String,
    /// When the agent's process was started, as a name for it.
    pub process: i64,
    /// Everything up to this number is of before: a history that was read again, say.
    pub after: u64,
    /// Something that people should know: what the agent no longer remembers.
    pub notice: Option<String>,
}

/// The session with its process: the one that is there, or a new one, which reads its own memory if it has one.
pub async fn ensure(
    inside: &Inside,
    session_id: &SessionId,
    stored: &StoredSession,
    agent: &str,
    attempt: &str,
) -> Result<AgentSession, Trouble> {
    let (client, server) = (&inside.client, session_id.as_str());
    let running = client.acp_servers().await?.into_iter().find(|found| found.server_id == server);
    if let (Some(found), Some(agent_session_id)) = (&running, &stored.agent_session_id)
        && stored.process == Some(found.created_at_ms)
    {
        let agent_session_id = agent_session_id.clone();
        return Ok(AgentSession { agent_session_id, process: found.created_at_ms, after: 0, notice: None });
    }
    if running.is_some() {
        client.close_acp_server(server).await?;
    }
    let begin = Beginning { client, server, attempt, cwd: git::repository(&inside.home) };
    let capabilities = begin.initialize(agent).await?;
    let resumed = match &stored.agent_session_id {
        Some(known) if capabilities["loadSession"] == true => begin.load(known).await?,
        _ => None,
    };
    let (agent_session_id, last) = match resumed {
        Some((id, last)) => (id, last),
        None => begin.new_session().await?,
    };
    begin.apply(stored, &agent_session_id).await?;
    let forgot = stored.agent_session_id.as_ref().is_some_and(|known| *known != agent_session_id);
    let notice = forgot.then(|| "The agent was started anew and does not remember what was said before".to_owned());
    let found = client.acp_servers().await?.into_iter().find(|found| found.server_id == server);
    let process =
        found.ok_or_else(|| Trouble::Passing("the agent ended as soon as it had begun".into()))?.created_at_ms;
    Ok(AgentSession { agent_session_id, process, after: last, notice })
}

struct Beginning<'a> {
    client: &'a Client,
    /// The process's name at the sandbox-agent server.
    server: &'a str,
    /// Makes the ids of requests, which must never be used twice.
    attempt: &'a str,
    cwd: String,
}

impl Beginning<'_> {
    /// Starts the agent; what it can do.
    async fn initialize(&self, agent: &str) -> Result<Value, Trouble> {
        let params = json!({
            "protocolVersion": 1,
            "clientCapabilities": { "fs": { "readTextFile": false, "writeTextFile": false }, "terminal": false },
            "clientInfo": { "name": "foundry", "version": env!("CARGO_PKG_VERSION") },
        });
        let answer = self.ask("initialize", params, Some(agent)).await?;
        Ok(answer["agentCapabilities"].clone())
    }

    async fn new_session(&self) -> Result<(String, u64), Trouble> {
        let answer = self.ask("session/new", json!({ "cwd": self.cwd, "mcpServers": [] }), None).await?;
        let id = answer["sessionId"].as_str().map(str::to_owned);
        let id = id.ok_or_else(|| Trouble::Lasting("the agent began a session without an id".into()))?;
        Ok((id, self.number_of("session/new").await?))
    }

    /// `None`: the agent knows nothing of it any more.
    async fn load(&self, known: &str) -> Result<Option<(String, u64)>, Trouble> {
        let params = json!({ "sessionId": known, "cwd": self.cwd, "mcpServers": [] });
        match self.ask("session/load", params, None).await {
            Ok(_) => Ok(Some((known.to_owned(), self.number_of("session/load").await?))),
            Err(Trouble::Lasting(_)) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    /// Has the agent use what people have chosen.
    async fn apply(&self, stored: &StoredSession, agent_session_id: &str) -> Result<(), Trouble> {
        if let Some(mode) = &stored.mode {
            self.ask("session/set_mode", json!({ "sessionId": agent_session_id, "modeId": mode }), None).await?;
        }
        if let Some(model) = &stored.model {
            let params = json!({ "sessionId": agent_session_id, "configId": "model", "value": model });
            self.ask("session/set_config_option", params, None).await?;
        }
        Ok(())
    }

    fn id(&self, method: &str) -> String {
        format!("{method}/{}", self.attempt)
    }

    async fn ask(&self, method: &str, params: Value, agent: Option<&str>) -> Result<Value, Trouble> {
        let envelope = json!({ "jsonrpc": "2.0", "id": self.id(method), "method": method, "params": params });
        let answer = self.client.post_envelope(self.server, agent, envelope.to_string(), BEGIN_LIMIT).await?;
        let answer: Value =
            answer.map(|raw| serde_json::from_str(raw.get())).transpose().unwrap_or_default().unwrap_or_default();
        match answer.get("error") {
            Some(error) => {
                let said = error["message"].as_str().unwrap_or("it gave no reason");
                Err(Trouble::Lasting(format!("The agent does not take {method}: {said}")))
            }
            None => Ok(answer["result"].clone()),
        }
    }

    /// The number of the event that was the answer to this request. Everything up to it is of before the turn.
    async fn number_of(&self, method: &str) -> Result<u64, Trouble> {
        let mut events = self.client.events(self.server, Some(0)).await?;
        let wanted = json!(self.id(method));
        while let Some(event) = events.next().await? {
            let envelope: Value = serde_json::from_str(&event.envelope).unwrap_or_default();
            if envelope["id"] == wanted && envelope.get("method").is_none() {
                return Ok(event.id);
            }
        }
        Err(Trouble::Passing(format!("the agent's answer to {method} was not seen again")))
    }
}
