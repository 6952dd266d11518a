//! What can be set of an agent in a session: its model, its mode, how much it thinks. Agents list it; nothing of it is known
//! here beforehand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Session;
use crate::{SessionId, TaskKey, message};

/// Something that can be set, as the agent lists it (Agent Client Protocol, `configOptions`; of an agent that has none, its
/// `modes` and `models`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionOption {
    /// The agent's id for it.
    pub option_id: String,
    /// What it is called.
    pub name: String,
    /// What it does; null when the agent does not say, or there was no room.
    #[serde(default)]
    pub description: Option<String>,
    /// `mode`, `model`, `model_config` (shown beside the model) or `thought_level`; others may come. Null when the agent
    /// does not say. Pages choose by this what to show where, and never by ids.
    #[serde(default)]
    pub category: Option<String>,
    /// How it is set.
    pub kind: OptionKind,
    /// What it is set to now: one of `values`.
    pub value: String,
    /// What it can be set to; `true` and `false` of a switch.
    pub values: Vec<OptionValue>,
    /// There are more values than `values` has room for: `sandbox.query.sessionOptions` has all of them.
    #[serde(default)]
    pub is_cut: bool,
}

/// How something is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OptionKind {
    /// One of several values.
    Select,
    /// `true` or `false`.
    Switch,
}

/// Something that an option can be set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OptionValue {
    /// The agent's id for it.
    pub value: String,
    /// What it is called.
    pub name: String,
    /// What it means; null when the agent does not say, or there was no room.
    #[serde(default)]
    pub description: Option<String>,
    /// The heading under which the agent lists it; null for none.
    #[serde(default)]
    pub group: Option<String>,
}

/// What people have set. It is kept with the session and set again whenever its agent begins anew, before the next message;
/// the session's events say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OptionChoice {
    /// An option's id; or a category, which stands for the first option of that category: so that something can be set
    /// before the agent is there. 1 to 200 visible ASCII characters.
    #[schemars(length(max = crate::limit::OPTION_CHARACTERS))]
    pub option_id: String,
    /// The id of one of its values: 1 to 200 visible ASCII characters.
    #[schemars(length(max = crate::limit::OPTION_CHARACTERS))]
    pub value: String,
}

/// Sets an option of a session's agent, also while a turn is under way: its model, its mode, how much it thinks. Refused for
/// what the agent does not offer, once it is known what it offers. Until the agent has taken it, `choices` of the session has
/// it and `options` has not; what an agent no longer takes is told in the session's events, and goes from `choices`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetSessionOption {
    /// The session's id.
    pub session_id: SessionId,
    /// The option's id, or a category.
    #[schemars(length(max = crate::limit::OPTION_CHARACTERS))]
    pub option_id: String,
    /// The id of one of its values; `true` or `false` of a switch. Null for what the agent chooses by itself when it begins
    /// anew.
    #[schemars(length(max = crate::limit::OPTION_CHARACTERS))]
    pub value: Option<String>,
}
message!(Command: SetSessionOption, Task "setSessionOption" (TaskKey), Member => Session);

/// Puts another agent into a session: what was said stays, and the new agent is told a summary of it before its first
/// message. What was set of the former one goes. Refused while a turn is under way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeAgent {
    /// The session's id.
    pub session_id: SessionId,
    /// Which agent: one of `sandbox.query.agents`.
    #[schemars(length(max = crate::limit::NAME_CHARACTERS))]
    pub agent: String,
}
message!(Command: ChangeAgent, Task "changeAgent" (TaskKey), Member => Session);
