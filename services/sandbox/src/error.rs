//! Why a sandbox says no.

use contracts::{RefusalKind, limit, sandbox::SandboxStatus};
use runtime::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SandboxError {
    #[error("the task never had a sandbox; opening a session makes one")]
    Unknown,
    #[error("the sandbox is {status}: {next}", status = .0.as_str(), next = next(*.0))]
    NotReady(SandboxStatus),
    #[error("the task has another sandbox by now, its number {generation}: look at that one first")]
    IsAnother { generation: i32 },
    #[error("it is being destroyed already: wait until it is gone")]
    IsBeingDestroyed,
    #[error("the task has ended, and its sandbox with it")]
    TaskHasEnded,
    #[error("there is nothing to stop: the sandbox is {}", .0.as_str())]
    NothingToStop(SandboxStatus),
    #[error("this sandbox does not end by itself: there is nothing to extend")]
    HasNoEnd,
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
    #[error("there is no such image, or part of it")]
    ImageUnknown,
    #[error("the part's data is not Base64")]
    ImageIsNotBase64,
    #[error("an image has 1 to {max} bytes: make it smaller", max = contracts::limit::IMAGE_BYTES)]
    ImageIsTooLarge,
    #[error("each part but the last one has {max} bytes", max = contracts::limit::IMAGE_PART_BYTES)]
    ImagePartIsWrong,
    #[error("the bytes are not those of this image id")]
    ImageIsAnother,
    #[error("it is no PNG, JPEG, GIF or WebP")]
    ImageIsNone,
    #[error("the task has {max} images already", max = contracts::limit::IMAGES)]
    TooManyImages,
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
            Self::NotReady(_) => "sandbox.not_ready",
            Self::IsAnother { .. } => "sandbox.is_another",
            Self::IsBeingDestroyed => "sandbox.is_being_destroyed",
            Self::TaskHasEnded => "sandbox.task_has_ended",
            Self::NothingToStop(_) => "sandbox.nothing_to_stop",
            Self::HasNoEnd => "sandbox.has_no_end",
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
            Self::ImageUnknown => "sandbox.image_unknown",
            Self::ImageIsNotBase64 => "sandbox.image_is_not_base64",
            Self::ImageIsTooLarge => "sandbox.image_is_too_large",
            Self::ImagePartIsWrong => "sandbox.image_part_is_wrong",
            Self::ImageIsAnother => "sandbox.image_is_another",
            Self::ImageIsNone => "sandbox.image_is_none",
            Self::TooManyImages => "sandbox.too_many_images",
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
            Self::Unknown | Self::PermissionUnknown | Self::ProcessUnknown | Self::ImageUnknown => {
                RefusalKind::NotFound
            }
            Self::PermissionAnswered { .. }
            | Self::PermissionEnded
            | Self::NotReady(_)
            | Self::IsAnother { .. }
            | Self::IsBeingDestroyed
            | Self::TaskHasEnded
            | Self::NothingToStop(_)
            | Self::HasNoEnd
            | Self::NotAnswering(_)
            | Self::Github(_)
            | Self::TooManyReaders
            | Self::GitIsBusy { .. }
            | Self::TooManyProcesses
            | Self::ProcessStarting
            | Self::ProcessNotRunning
            | Self::ProcessRuns
            | Self::TooManyImages => RefusalKind::Conflict,
            Self::OptionUnknown(_)
            | Self::Unreadable(_)
            | Self::InvalidInput(_)
            | Self::ImageIsNotBase64
            | Self::ImageIsTooLarge
            | Self::ImagePartIsWrong
            | Self::ImageIsAnother
            | Self::ImageIsNone
            | Self::ProcessIsTooLong { .. }
            | Self::ShellTakesNoArguments
            | Self::SizeIsOutOfRange
            | Self::TitleIsBlank
            | Self::TitleIsTooLong { .. }
            | Self::TitleIsNotOneLine => RefusalKind::Invalid,
        }
    }
}

/// What makes it ready, or another one.
fn next(status: SandboxStatus) -> &'static str {
    match status {
        SandboxStatus::Provisioning => "wait until it is ready",
        SandboxStatus::Ready => "ask again",
        SandboxStatus::Paused => "the next message wakes it",
        SandboxStatus::Expired | SandboxStatus::Failed => "the next message makes another one",
        SandboxStatus::Destroying | SandboxStatus::Destroyed => {
            "the next message makes another one, unless the task has ended"
        }
    }
}
