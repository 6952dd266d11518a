//! Why a sandbox says no.

use contracts::RefusalKind;
use runtime::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SandboxError {
    #[error("the task never had a sandbox; opening a session makes one")]
    Unknown,
    #[error("the task's agents have not asked that")]
    PermissionUnknown,
    #[error("{by} has answered {option_id:?} already")]
    PermissionAnswered { option_id: String, by: String },
    #[error("the question is no longer open: its turn has ended")]
    PermissionEnded,
    #[error("the agent does not offer {0:?}")]
    OptionUnknown(String),
}

impl Refusal for SandboxError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "sandbox.unknown",
            Self::PermissionUnknown => "sandbox.permission_unknown",
            Self::PermissionAnswered { .. } => "sandbox.permission_answered",
            Self::PermissionEnded => "sandbox.permission_ended",
            Self::OptionUnknown(_) => "sandbox.option_unknown",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown | Self::PermissionUnknown => RefusalKind::NotFound,
            Self::PermissionAnswered { .. } | Self::PermissionEnded => RefusalKind::Conflict,
            Self::OptionUnknown(_) => RefusalKind::Invalid,
        }
    }
}
