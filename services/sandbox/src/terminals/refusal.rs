//! Why nothing was done, as a gateway tells it on.

use runtime::{Failure, Refusal};

use crate::{error::SandboxError, workflows::Trouble};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub code: &'static str,
    pub message: String,
    /// Asking again shortly may help.
    pub passing: bool,
}

impl Refused {
    pub fn lasting(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), passing: false }
    }

    pub fn passing(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), passing: true }
    }
}

impl From<SandboxError> for Refused {
    fn from(error: SandboxError) -> Self {
        Self::lasting(error.code(), error.to_string())
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        tracing::warn!(%error, "A terminal's row cannot be read at the moment");
        Self::passing("terminal.unavailable", "the terminal cannot be reached at the moment")
    }
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Passing(message) => Self::passing("terminal.unavailable", message),
            Trouble::Lasting(message) => Self::lasting("terminal.unavailable", message),
        }
    }
}

/// As a query is refused.
impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused.passing {
            true => Self::later(None, refused.message),
            false => Self::not_found(refused.code, refused.message),
        }
    }
}
