//! Beginning with an agent: its process is started, and it opens the session.

use std::time::Duration;

use contracts::task::AgentAbilities;
use sandboxes::Client;
use serde_json::{Value, json};

use super::super::Trouble;

/// Some agents take most of a minute to begin a session.
const BEGIN_LIMIT: Duration = Duration::from_secs(90);

/// The session as the agent has opened it.
pub struct Opened {
    pub agent_session_id: String,
    /// It was there before, and the agent has read what it kept of it.
    pub is_resumed: bool,
    /// What the agent has said up to this number is of before: a history that was read again, say.
    pub heard: u64,
    /// The agent's answer: what can be set.
    pub answer: Value,
}

pub struct Beginning<'a> {
    pub client: &'a Client,
    /// The process's name at the sandbox-agent server.
    pub server: &'a str,
    /// Makes the ids of requests, which must never be used twice.
    pub attempt: String,
    pub cwd: String,
}

impl Beginning<'_> {
    /// Starts the agent and opens the session: the one that it knows, if it can read it again, or else a new one.
    pub async fn open(&self, agent: &str, known: Option<&str>) -> Result<(Opened, AgentAbilities), Trouble> {
        let initialized = self.initialize(agent).await?;
        let can = &initialized["agentCapabilities"];
        // An agent that resumes says nothing of what was said; one that only loads says all of it again.
        let ways = [
            ("session/resume", !can["sessionCapabilities"]["resume"].is_null()),
            ("session/load", can["loadSession"] == true),
        ];
        for (method, _) in ways.into_iter().filter(|(_, offers)| *offers) {
            let Some(known) = known else { break };
            if let Some(opened) = self.reopen(method, known).await? {
                return Ok((opened, abilities(&initialized)));
            }
        }
        Ok((self.new_session().await?, abilities(&initialized)))
    }

    async fn initialize(&self, agent: &str) -> Result<Value, Trouble> {
        let params = json!({
            "protocolVersion": 1,
            "clientCapabilities": {
                "fs": { "readTextFile": false, "writeTextFile": false },
                "terminal": false,
                "plan": {},
                "session": { "notices": {}, "compaction": {}, "configOptions": { "boolean": {} } },
            },
            "clientInfo": { "name": "foundry", "version": env!("CARGO_PKG_VERSION") },
        });
        self.ask("initialize", params, Some(agent)).await
    }

    async fn new_session(&self) -> Result<Opened, Trouble> {
        let answer = self.ask("session/new", json!({ "cwd": self.cwd, "mcpServers": [] }), None).await?;
        let id = answer["sessionId"].as_str().map(str::to_owned);
        let agent_session_id = id.ok_or_else(|| Trouble::Lasting("the agent began a session without an id".into()))?;
        let heard = self.number_of("session/new").await?;
        Ok(Opened { agent_session_id, is_resumed: false, heard, answer })
    }

    /// `None`: the agent knows nothing of it any more.
    async fn reopen(&self, method: &str, known: &str) -> Result<Option<Opened>, Trouble> {
        let params = json!({ "sessionId": known, "cwd": self.cwd, "mcpServers": [] });
        match self.ask(method, params, None).await {
            Ok(answer) => {
                let (agent_session_id, heard) = (known.to_owned(), self.number_of(method).await?);
                Ok(Some(Opened { agent_session_id, is_resumed: true, heard, answer }))
            }
            Err(Trouble::Lasting(_)) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    fn id(&self, method: &str) -> String {
        format!("{method}/{}", self.attempt)
    }

    /// Asks the agent; its answer. What it refuses is lasting trouble.
    pub async fn ask(&self, method: &str, params: Value, agent: Option<&str>) -> Result<Value, Trouble> {
        self.ask_as(&self.id(method), method, params, agent).await
    }

    /// The same with an id of its own, for what is asked several times.
    pub async fn ask_as(&self, id: &str, method: &str, params: Value, agent: Option<&str>) -> Result<Value, Trouble> {
        let envelope = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
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

/// What the agent says that it can do.
fn abilities(initialized: &Value) -> AgentAbilities {
    let can = &initialized["agentCapabilities"];
    let steers = [&initialized["_meta"], &can["_meta"]].iter().any(|meta| meta["steering"]["supported"] == true);
    AgentAbilities { steering: steers, images: can["promptCapabilities"]["image"] == true }
}
