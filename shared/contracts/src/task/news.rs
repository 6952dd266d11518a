//! What the sandbox tells of sessions and turns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AgentAbilities, AgentMemory, OptionChoice, SessionOption};
use crate::{MessageId, Millis, SessionId, TaskKey, message};

/// What the sandbox tells of a session as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplySession {
    /// The session's id.
    pub session_id: SessionId,
    /// The news.
    pub news: SessionNews,
}
message!(Command: ApplySession, Task "applySession" (TaskKey), Service => SessionApplied);

/// News of a session as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SessionNews {
    /// The sandbox is there, and the agent is in it.
    Opened {
        /// Which one.
        agent: String,
    },
    /// The agent's process has begun, or has read what it remembers.
    Began {
        /// What it can do beside answering.
        abilities: AgentAbilities,
        /// What it knows of what was said before.
        memory: AgentMemory,
    },
    /// What can be set of the agent, and what it is set to.
    Options {
        /// All of it; at most [`crate::limit::OPTION_BYTES`] of JSON.
        options: Vec<SessionOption>,
    },
    /// The agent does not take these any more: they go from what people have set.
    ChoicesDropped {
        /// Which.
        choices: Vec<OptionChoice>,
    },
    /// It could not be opened.
    Failed {
        /// What happened, and what to do.
        message: String,
    },
}

/// What the sandbox tells of a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyTurn {
    /// The session's id.
    pub session_id: SessionId,
    /// The turn: the id of the message that began it.
    pub message_id: MessageId,
    /// The news.
    pub news: TurnNews,
}
message!(Command: ApplyTurn, Task "applyTurn" (TaskKey), Service => SessionApplied);

/// News of a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TurnNews {
    /// So many of the agent's questions wait for an answer now; 0 when the last one was answered.
    NeedsAnswers {
        /// How many.
        open: u32,
    },
    /// The agent says nothing, or speaks again.
    Quiet {
        /// Since when it says nothing, in milliseconds since 1970; null when it speaks again.
        since: Option<Millis>,
    },
    /// What became of a message that was sent into the turn.
    Steered {
        /// The message's id.
        steered_id: MessageId,
        /// `false`: the agent did not take it. It waits at the head of the queue.
        is_taken: bool,
    },
    /// It has ended.
    Ended {
        /// How.
        end: TurnEnd,
        /// When, in milliseconds since 1970.
        at: Millis,
    },
}

/// How a turn ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TurnEnd {
    /// The agent has finished.
    Done,
    /// A person has stopped it.
    Stopped,
    /// The agent declined to go on.
    Refused,
    /// The agent's limit of tokens or requests was reached.
    LimitReached,
    /// Something failed: the agent, its sandbox, or the credentials.
    Failed {
        /// What happened, and what to do.
        message: String,
    },
    /// Nobody knows whether the agent has got the message: a person must say whether it is sent again.
    DeliveryUnknown,
}

/// Whether the news was about something that the task still has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionApplied {
    /// `false`: the session was closed, or another turn is under way.
    pub applied: bool,
}
