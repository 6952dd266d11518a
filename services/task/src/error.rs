//! Why a task says no.

use contracts::{RefusalKind, limit, task::TaskStatus};
use runtime::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaskError {
    #[error("there is no such task")]
    Unknown,
    #[error("nobody has acted on this task yet; until then its line in the organization is all there is")]
    NotMaterialised,
    #[error("the task is {} and takes nothing more", .0.as_str())]
    IsEnded(TaskStatus),
    #[error("only a member of the organization can answer for a task, and {0} is none")]
    OwnerIsNoMember(String),
    #[error("the title is blank")]
    TitleIsBlank,
    #[error("the title has {got} characters; it may have {max}", max = limit::TITLE_CHARACTERS)]
    TitleIsTooLong { got: usize },
    #[error("the title must be one line, without control characters")]
    TitleIsNotOneLine,
    #[error("the reason has {got} characters; it may have {max}", max = crate::text::REASON_CHARACTERS)]
    ReasonIsTooLong { got: usize },
    #[error("the reason must be one line, without control characters")]
    ReasonIsNotOneLine,
}

impl Refusal for TaskError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "task.unknown",
            Self::NotMaterialised => "task.not_materialised",
            Self::IsEnded(_) => "task.is_ended",
            Self::OwnerIsNoMember(_) => "task.owner_is_no_member",
            Self::TitleIsBlank => "task.title_is_blank",
            Self::TitleIsTooLong { .. } => "task.title_is_too_long",
            Self::TitleIsNotOneLine => "task.title_is_not_one_line",
            Self::ReasonIsTooLong { .. } => "task.reason_is_too_long",
            Self::ReasonIsNotOneLine => "task.reason_is_not_one_line",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown | Self::NotMaterialised => RefusalKind::NotFound,
            Self::IsEnded(_) | Self::OwnerIsNoMember(_) => RefusalKind::Conflict,
            Self::TitleIsBlank
            | Self::TitleIsTooLong { .. }
            | Self::TitleIsNotOneLine
            | Self::ReasonIsTooLong { .. }
            | Self::ReasonIsNotOneLine => RefusalKind::Invalid,
        }
    }
}
