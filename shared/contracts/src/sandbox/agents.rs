//! Which agents there are, and how each session's agent is set.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SandboxApplied;
use crate::{
    SessionId, TaskKey, message,
    task::{OptionChoice, SessionOption},
};

/// The agents that sessions can have here. They are the same for every task, also for one that has no sandbox or does not
/// exist yet: any task id will do. Looking creates nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Agents {}
message!(Query: Agents, Sandbox "agents" (TaskKey), Member => AgentList);

/// Agents, the default one first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentList {
    /// All that Foundry knows, also those that cannot be used here.
    pub agents: Vec<AgentOffer>,
}

/// An agent, and whether it can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentOffer {
    /// Its id, as `createSession` and `changeAgent` take it: `claude`.
    pub agent: String,
    /// What it is called: `Claude Code`.
    pub name: String,
    /// It is the one that a session gets whose opener has not chosen.
    pub is_default: bool,
    /// Why it cannot be used here, and what to do: a key that is missing, say. Null when it can be.
    pub unusable: Option<String>,
}

/// Everything that can be set of a session's agent, uncut. Empty until the agent has said it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SessionOptions {
    /// The session's id.
    pub session_id: SessionId,
}
message!(Query: SessionOptions, Sandbox "sessionOptions" (TaskKey), Member => SessionOptionList);

/// What can be set of an agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionOptionList {
    /// As the agent lists it.
    pub options: Vec<SessionOption>,
}

/// Has a session's agent set as people have chosen, at once where it is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetUpSession {
    /// The session's id.
    pub session_id: SessionId,
    /// All that people have set.
    pub choices: Vec<OptionChoice>,
}
message!(Command: SetUpSession, Sandbox "setUpSession" (TaskKey), Service => SandboxApplied);

/// Notes what an agent says of itself: what can be set of it. Told by whoever follows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteOptions {
    /// The session's id.
    pub session_id: SessionId,
    /// The agent's process: what another one says changes nothing.
    pub process: i64,
    /// As the agent lists it.
    pub options: Vec<SessionOption>,
    /// What it has taken of what people have set: it is not asked for that again while it lives.
    #[serde(default)]
    pub applied: Vec<OptionChoice>,
    /// What people have set and it does not take any more.
    #[serde(default)]
    pub dropped: Vec<OptionChoice>,
}
message!(Command: NoteOptions, Sandbox "noteOptions" (TaskKey), Service => SandboxApplied);

/// Brings a session's agent in line with what people want of it: started and set, or ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attending {
    /// The session's id.
    pub session_id: SessionId,
}
message!(Workflow: Attending, Sandbox "attending" (TaskKey), Service => ());
