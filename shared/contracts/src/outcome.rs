//! What a caller gets to know of a command: the JSON of every reply.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The outcome of one command, by its id. Asking again with the same id gives the same outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "status", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// It is done, with this reply.
    Done {
        /// The command's id.
        id: String,
        /// The handler's reply.
        reply: serde_json::Value,
    },
    /// The domain says no; nothing changed.
    Refused {
        /// The command's id.
        id: String,
        /// Left out by services that are older than this field.
        #[serde(default)]
        kind: RefusalKind,
        /// A stable name for programs: `task.title_is_blank`.
        code: String,
        /// What people should read.
        message: String,
    },
    /// It could not be processed and lies with the dead letters; nothing changed.
    Dead {
        /// The command's id.
        id: String,
        /// A stable name for programs.
        code: String,
        /// What people should read.
        message: String,
        /// The trace that it belongs to; null when it was not traced.
        trace_id: Option<String>,
    },
    /// It is stored and will run; ask again with the same id.
    Pending {
        /// The command's id.
        id: String,
    },
    /// Nothing with this id has run, and it is not known whether it is stored: it may still wait its turn. Sending the
    /// command again with the same id is safe.
    Unknown {
        /// The command's id.
        id: String,
    },
    /// It was not accepted: nothing is stored under this id.
    Rejected {
        /// A stable name for programs.
        code: String,
        /// What people should read.
        message: String,
    },
}

/// What kind of no a refusal is. HTTP's status follows from it (404, 403, 400, 422, 409).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RefusalKind {
    /// What the message is about is not there.
    NotFound,
    /// The caller may not do this.
    Forbidden,
    /// The message itself is not acceptable, whatever the state of its actor: a limit out of its range, say.
    Invalid,
    /// The command's id names another command already, or the same one with another body: neither is done for this one.
    IdReused,
    /// The message is well-formed, and the present state of its actor says no.
    #[default]
    Conflict,
}

impl RefusalKind {
    /// How it is written in JSON and in the journal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "notFound",
            Self::Forbidden => "forbidden",
            Self::Invalid => "invalid",
            Self::IdReused => "idReused",
            Self::Conflict => "conflict",
        }
    }

    /// Reads what [`RefusalKind::as_str`] has written; anything else is a conflict.
    pub fn parse(text: &str) -> Self {
        let all = [Self::NotFound, Self::Forbidden, Self::Invalid, Self::IdReused];
        all.into_iter().find(|kind| kind.as_str() == text).unwrap_or(Self::Conflict)
    }
}

impl Outcome {
    /// The word that names the variant in JSON.
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Refused { .. } => "refused",
            Self::Dead { .. } => "dead",
            Self::Pending { .. } => "pending",
            Self::Unknown { .. } => "unknown",
            Self::Rejected { .. } => "rejected",
        }
    }

    /// The command's id; `None` for one that was rejected, which is stored under no id.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Done { id, .. }
            | Self::Refused { id, .. }
            | Self::Dead { id, .. }
            | Self::Pending { id }
            | Self::Unknown { id } => Some(id),
            Self::Rejected { .. } => None,
        }
    }

    /// Whether this is what came of the command for good: asking again gives the same.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Refused { .. } | Self::Dead { .. })
    }
}
