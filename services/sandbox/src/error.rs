//! Why a sandbox says no.

use contracts::{RefusalKind, limit, sandbox::SandboxStatus};
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
    #[error("the sandbox is {}: open a session, or send a message, and it is made ready", .0.as_str())]
    NotReady(SandboxStatus),
    #[error("the sandbox has {} processes: remove some that have ended", limit::PROCESSES)]
    TooManyProcesses,
    #[error("there is no such process here: it was removed, or ended with its sandbox")]
    ProcessUnknown,
    #[error("the process is being started")]
    ProcessStarting,
    #[error("the process does not run any more")]
    ProcessNotRunning,
    #[error("the process runs: stop it first")]
    ProcessRuns,
    #[error("title, program, arguments and folder have {got} bytes together; they may have {}", limit::PROCESS_BYTES)]
    ProcessIsTooLong { got: usize },
    #[error("the login shell takes no arguments: name a program")]
    ShellTakesNoArguments,
    #[error("a terminal has 1 to {} columns and rows", limit::TERMINAL_CHARACTERS)]
    SizeIsOutOfRange,
    #[error("the title is blank")]
    TitleIsBlank,
    #[error("the title has {got} characters; it may have {}", limit::NAME_CHARACTERS)]
    TitleIsTooLong { got: usize },
    #[error("the title must be one line")]
    TitleIsNotOneLine,
}

impl Refusal for SandboxError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "sandbox.unknown",
            Self::PermissionUnknown => "sandbox.permission_unknown",
            Self::PermissionAnswered { .. } => "sandbox.permission_answered",
            Self::PermissionEnded => "sandbox.permission_ended",
            Self::OptionUnknown(_) => "sandbox.option_unknown",
            Self::NotReady(_) => "sandbox.not_ready",
            Self::TooManyProcesses => "sandbox.too_many_processes",
            Self::ProcessUnknown => "sandbox.process_unknown",
            Self::ProcessStarting => "sandbox.process_starting",
            Self::ProcessNotRunning => "sandbox.process_not_running",
            Self::ProcessRuns => "sandbox.process_runs",
            Self::ProcessIsTooLong { .. } => "sandbox.process_is_too_long",
            Self::ShellTakesNoArguments => "sandbox.shell_takes_no_arguments",
            Self::SizeIsOutOfRange => "sandbox.size_is_out_of_range",
            Self::TitleIsBlank => "sandbox.title_is_blank",
            Self::TitleIsTooLong { .. } => "sandbox.title_is_too_long",
            Self::TitleIsNotOneLine => "sandbox.title_is_not_one_line",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown | Self::PermissionUnknown | Self::ProcessUnknown => RefusalKind::NotFound,
            Self::PermissionAnswered { .. }
            | Self::PermissionEnded
            | Self::NotReady(_)
            | Self::TooManyProcesses
            | Self::ProcessStarting
            | Self::ProcessNotRunning
            | Self::ProcessRuns => RefusalKind::Conflict,
            Self::OptionUnknown(_)
            | Self::ProcessIsTooLong { .. }
            | Self::ShellTakesNoArguments
            | Self::SizeIsOutOfRange
            | Self::TitleIsBlank
            | Self::TitleIsTooLong { .. }
            | Self::TitleIsNotOneLine => RefusalKind::Invalid,
        }
    }
}
