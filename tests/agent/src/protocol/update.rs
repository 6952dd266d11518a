//! The kinds of `session/update` that we send, as the schema of protocol version 1 spells them.

use serde_json::{Value, json};

/// How far an entry of a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryStatus {
    Pending,
    InProgress,
    Completed,
}

/// An entry of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub content: String,
    pub status: EntryStatus,
}

/// The kinds of text that come in chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    User,
    Message,
    Thought,
}

impl Speech {
    pub fn kind(self) -> &'static str {
        match self {
            Self::User => "user_message_chunk",
            Self::Message => "agent_message_chunk",
            Self::Thought => "agent_thought_chunk",
        }
    }
}

pub fn chunk(speech: Speech, message_id: &str, text: &str) -> Value {
    json!({
        "sessionUpdate": speech.kind(),
        "messageId": message_id,
        "content": {"type": "text", "text": text},
    })
}

pub fn plan(entries: &[Entry]) -> Value {
    let entries: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let status = match entry.status {
                EntryStatus::Pending => "pending",
                EntryStatus::InProgress => "in_progress",
                EntryStatus::Completed => "completed",
            };
            json!({"content": entry.content, "priority": "medium", "status": status})
        })
        .collect();
    json!({"sessionUpdate": "plan", "entries": entries})
}

pub fn usage(used: u64, size: u64, cost_usd: Option<f64>) -> Value {
    let mut update = json!({"sessionUpdate": "usage_update", "used": used, "size": size});
    if let Some(amount) = cost_usd {
        update["cost"] = json!({"amount": amount, "currency": "USD"});
    }
    update
}

pub fn current_mode(mode_id: &str) -> Value {
    json!({"sessionUpdate": "current_mode_update", "currentModeId": mode_id})
}

pub fn config_options(options: Value) -> Value {
    json!({"sessionUpdate": "config_option_update", "configOptions": options})
}

pub fn title(title: &str) -> Value {
    json!({"sessionUpdate": "session_info_update", "title": title})
}

pub fn notice(title: &str) -> Value {
    json!({"sessionUpdate": "notice", "severity": "info", "title": title})
}

/// The commands a person may begin a prompt with: name, arguments, what it does.
pub fn commands<'a>(commands: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Value {
    let commands: Vec<Value> = commands
        .map(|(name, arguments, what)| {
            let mut command = json!({"name": name, "description": what});
            if !arguments.is_empty() {
                command["input"] = json!({"hint": arguments});
            }
            command
        })
        .collect();
    json!({"sessionUpdate": "available_commands_update", "availableCommands": commands})
}

/// A kind that is in no version of the protocol.
pub fn unknown() -> Value {
    json!({"sessionUpdate": "weather_update", "sky": "clear", "degrees": 21})
}
