//! Why a sandbox says no.

use contracts::{RefusalKind, sandbox::SandboxStatus};
use runtime::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SandboxError {
    #[error("the task never had a sandbox; opening a session makes one")]
    Unknown,
    #[error("the sandbox is {status}: {next}", status = .0.as_str(), next = next(*.0))]
    NotReady(SandboxStatus),
    #[error("the sandbox does not answer: {0}")]
    NotAnswering(String),
    #[error("{0}")]
    Unreadable(String),
    #[error("{0}")]
    InvalidInput(String),
    #[error("{0}")]
    Github(String),
    #[error("others look at this sandbox, too: ask again in a moment")]
    TooManyReaders,
    #[error("something else is being done with the branch ({message}): wait for its end")]
    GitIsBusy { message: String },
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
            Self::NotReady(_) => "sandbox.not_ready",
            Self::NotAnswering(_) => "sandbox.not_answering",
            Self::Unreadable(_) => "sandbox.unreadable",
            Self::InvalidInput(_) => "sandbox.invalid_input",
            Self::Github(_) => "sandbox.github_refused",
            Self::TooManyReaders => "sandbox.too_many_readers",
            Self::GitIsBusy { .. } => "sandbox.git_is_busy",
            Self::PermissionUnknown => "sandbox.permission_unknown",
            Self::PermissionAnswered { .. } => "sandbox.permission_answered",
            Self::PermissionEnded => "sandbox.permission_ended",
            Self::OptionUnknown(_) => "sandbox.option_unknown",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown | Self::PermissionUnknown => RefusalKind::NotFound,
            Self::PermissionAnswered { .. }
            | Self::PermissionEnded
            | Self::NotReady(_)
            | Self::NotAnswering(_)
            | Self::Github(_)
            | Self::TooManyReaders
            | Self::GitIsBusy { .. } => RefusalKind::Conflict,
            Self::OptionUnknown(_) | Self::Unreadable(_) | Self::InvalidInput(_) => RefusalKind::Invalid,
        }
    }
}

/// What makes it ready, or another one.
fn next(status: SandboxStatus) -> &'static str {
    match status {
        SandboxStatus::Provisioning => "wait until it is ready",
        SandboxStatus::Ready => "ask again",
        SandboxStatus::Expired | SandboxStatus::Failed => "the next message makes another one",
        SandboxStatus::Destroying | SandboxStatus::Destroyed => "the task has ended",
    }
}
