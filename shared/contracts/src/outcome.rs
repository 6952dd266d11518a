//! What a caller gets to know of a command: the JSON of every reply.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The outcome of one command, by its id. Asking again with the same id gives the same outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "status", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// It is done, with this reply.
    Done { id: String, reply: serde_json::Value },
    /// The domain says no; nothing changed.
    Refused { id: String, code: String, message: String },
    /// It could not be processed and lies with the dead letters; nothing changed.
    Dead { id: String, code: String, message: String, trace_id: Option<String> },
    /// It is accepted and will run; ask again with the same id.
    Pending { id: String },
    /// It was not accepted: nothing is stored under this id.
    Rejected { code: String, message: String },
}

impl Outcome {
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Refused { .. } => "refused",
            Self::Dead { .. } => "dead",
            Self::Pending { .. } => "pending",
            Self::Rejected { .. } => "rejected",
        }
    }
}
