//! What was said in a session: its log, page by page, and as it is written down.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{MessageId, Millis, SessionId, TaskKey, message};

/// What was said in a session, in order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Events {
    /// The session's id.
    pub session_id: SessionId,
    /// Only events behind this index; null or 0 from the first one on.
    #[serde(default)]
    pub after: Option<i64>,
    /// Only events before this index, the newest of them: for reading backwards from the end, page by page. Not together with
    /// `after`. `before` the largest number is the end of the log.
    #[serde(default)]
    pub before: Option<i64>,
    /// 1 to 1,000; 200 without one. A page may have fewer, so that it fits into one message.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::EVENT_ROWS))]
    pub limit: Option<u32>,
    /// The chunks of one message or thought come as one event, with the index of the first and `lastIndex`. The limit counts
    /// what comes out.
    #[serde(default)]
    pub coalesce: bool,
}
message!(Query: Events, Sandbox "events" (TaskKey), Member => SessionEventPage);

impl Events {
    /// All of the session's events behind an index, one by one, in pages of this size.
    pub const fn behind(session_id: SessionId, after: i64, limit: u32) -> Self {
        Self { session_id, after: Some(after), before: None, limit: Some(limit), coalesce: false }
    }
}

/// One page of what was said in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionEventPage {
    /// The events, in order, without a gap: each begins behind the last index of the one before it.
    pub events: Vec<SessionEvent>,
    /// The index of the session's oldest event that is kept; 0 when there is none. Above 1, what was said before it was removed:
    /// a log is kept so long and so large (`FOUNDRY_EVENT_LOG_DAYS`, `FOUNDRY_EVENT_LOG_BYTES` of the sandbox service).
    #[serde(default)]
    pub first: i64,
    /// The index of the session's newest event; 0 when there is none.
    pub last: i64,
}

/// One thing that was said or happened in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionEvent {
    /// Its place in the session: 1, 2, 3 … Of coalesced chunks, the first one's.
    pub index: i64,
    /// Of coalesced chunks, the last one's place: what follows has the next one. Absent for what is one event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_index: Option<i64>,
    /// The turn: the id of the message that began it; null for what belongs to none.
    pub message_id: Option<MessageId>,
    /// What it is. Others may come; pages show what they do not know as it is, or not at all.
    ///
    /// | kind | body |
    /// |---|---|
    /// | `prompt` | `text`, `attachments`, `author` (a person's id or null): what began the turn; `summary`: what Foundry has put before it, for an agent that remembers nothing |
    /// | `steer` | `steeredId`, `text`, `attachments`, `author`, `isTaken`: a message into the turn, and whether the agent took it |
    /// | `update` | what the agent says (Agent Client Protocol, `update` of `session/update`) |
    /// | `permission` | `permissionId`, `toolCall`: it asks; `sandbox.query.permissions` has the question and its answer |
    /// | `answered` | the agent's answer to something beside the turn, whole |
    /// | `ended` | `end` (as in `task.command.applyTurn`), and `answer`, `exited` or `text` |
    /// | `notice` | `text`: what Foundry has to say, one or two sentences; `about`: `memory` (with `memory`), `options` (with `set`, `dropped`), `stop`, `lost`, `pruned` or absent; anything else is an agent's envelope that nobody knows |
    pub kind: String,
    /// When it was written down, in milliseconds since 1970.
    pub at: Millis,
    /// The event itself, as its kind has it; an agent's envelope as the agent has sent it.
    pub body: serde_json::Value,
}

/// What was just written down of a session, for whoever follows it. Said once, to nobody in particular
/// ([`Tail::subject`]): a gap of indexes is read with [`Events`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tail {
    /// The events, in order; none when they would not fit into one message.
    pub events: Vec<SessionEvent>,
    /// The index of the session's newest event.
    pub last: i64,
}

impl Tail {
    /// `sandbox.tail.acme.t-1.s-1`
    pub fn subject(task: &TaskKey, session_id: &SessionId) -> String {
        format!("sandbox.tail.{}.{}.{session_id}", task.organization_id, task.task_id)
    }
}
