//! Why a sandbox says no.

use contracts::RefusalKind;
use runtime::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SandboxError {
    #[error("the task never had a sandbox; opening a session makes one")]
    Unknown,
}

impl Refusal for SandboxError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "sandbox.unknown",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown => RefusalKind::NotFound,
        }
    }
}
