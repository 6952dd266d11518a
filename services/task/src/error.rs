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
    #[error("the task has no active owner, assign one: an agent works with somebody's credentials")]
    NobodyToActAs,
    #[error("{0}, who wrote the next message, is no member of the organization: edit the message, or remove it")]
    AuthorIsNoMember(String),
    #[error("the task has no such session, or it was closed")]
    SessionIsUnknown,
    #[error("the task has {max} open sessions already; close one first", max = limit::SESSIONS)]
    TooManySessions,
    #[error("no turn is under way in this session")]
    NothingIsUnderWay,
    #[error("the message does not wait: its turn has begun, or it was removed")]
    MessageDoesNotWait,
    #[error("{max} messages wait in this session already", max = limit::QUEUED_MESSAGES)]
    QueueIsFull,
    #[error("the messages that wait in this task's sessions may have {max} bytes together", max = limit::QUEUED_BYTES)]
    QueueIsTooLarge,
    #[error("the task's prompt, sessions and waiting messages are too large together; send this when less waits")]
    IsFull,
    #[error("the name is blank")]
    NameIsBlank,
    #[error("the name has {got} characters; it may have {max}", max = limit::NAME_CHARACTERS)]
    NameIsTooLong { got: usize },
    #[error("the name must be one line, without control characters")]
    NameIsNotOneLine,
    #[error("the {0} is named by at most {max} visible ASCII characters", max = limit::NAME_CHARACTERS)]
    ChoiceIsMalformed(&'static str),
    #[error("the message says nothing and points at nothing")]
    MessageIsBlank,
    #[error("the message has {got} characters; it may have {max}", max = limit::PROMPT_CHARACTERS)]
    MessageIsTooLong { got: usize },
    #[error("the message has {got} attachments; it may have {max}", max = limit::ATTACHMENTS)]
    TooManyAttachments { got: usize },
    #[error("an attachment is named by 1 to {max} visible ASCII characters", max = limit::ID_CHARACTERS)]
    AttachmentIsMalformed,
    #[error("an attachment's path must have 1 to {max} characters, without control characters", max = limit::PATH_CHARACTERS)]
    PathIsMalformed,
    #[error("an attachment's line has {got} characters; it may have {max}", max = limit::LINE_CHARACTERS)]
    LineIsTooLong { got: usize },
    #[error("an attachment's line must be one line, without control characters")]
    LineIsNotOneLine,
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
            Self::NobodyToActAs => "task.nobody_to_act_as",
            Self::AuthorIsNoMember(_) => "task.author_is_no_member",
            Self::SessionIsUnknown => "task.session_is_unknown",
            Self::TooManySessions => "task.too_many_sessions",
            Self::NothingIsUnderWay => "task.nothing_is_under_way",
            Self::MessageDoesNotWait => "task.message_does_not_wait",
            Self::QueueIsFull => "task.queue_is_full",
            Self::QueueIsTooLarge => "task.queue_is_too_large",
            Self::IsFull => "task.is_full",
            Self::NameIsBlank => "task.name_is_blank",
            Self::NameIsTooLong { .. } => "task.name_is_too_long",
            Self::NameIsNotOneLine => "task.name_is_not_one_line",
            Self::ChoiceIsMalformed(_) => "task.choice_is_malformed",
            Self::MessageIsBlank => "task.message_is_blank",
            Self::MessageIsTooLong { .. } => "task.message_is_too_long",
            Self::TooManyAttachments { .. } => "task.too_many_attachments",
            Self::AttachmentIsMalformed => "task.attachment_is_malformed",
            Self::PathIsMalformed => "task.path_is_malformed",
            Self::LineIsTooLong { .. } => "task.line_is_too_long",
            Self::LineIsNotOneLine => "task.line_is_not_one_line",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown | Self::NotMaterialised | Self::SessionIsUnknown => RefusalKind::NotFound,
            Self::IsEnded(_)
            | Self::OwnerIsNoMember(_)
            | Self::NobodyToActAs
            | Self::AuthorIsNoMember(_)
            | Self::TooManySessions
            | Self::NothingIsUnderWay
            | Self::MessageDoesNotWait
            | Self::QueueIsFull
            | Self::QueueIsTooLarge
            | Self::IsFull => RefusalKind::Conflict,
            Self::TitleIsBlank
            | Self::TitleIsTooLong { .. }
            | Self::TitleIsNotOneLine
            | Self::ReasonIsTooLong { .. }
            | Self::ReasonIsNotOneLine
            | Self::NameIsBlank
            | Self::NameIsTooLong { .. }
            | Self::NameIsNotOneLine
            | Self::ChoiceIsMalformed(_)
            | Self::MessageIsBlank
            | Self::MessageIsTooLong { .. }
            | Self::TooManyAttachments { .. }
            | Self::AttachmentIsMalformed
            | Self::PathIsMalformed
            | Self::LineIsTooLong { .. }
            | Self::LineIsNotOneLine => RefusalKind::Invalid,
        }
    }
}
