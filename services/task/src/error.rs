//! Why a task says no.

use contracts::{RefusalKind, limit, task::TaskStatus};
use runtime::Refusal;
use service_kit::attachments::NoAttachment;

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
    #[error("the reason has {got} characters; it may have {max}", max = limit::REASON_CHARACTERS)]
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
    #[error("the message before which it was to wait does not wait any more: it stays where it is")]
    NextMessageDoesNotWait,
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
    #[error("an agent is named by at most {max} visible ASCII characters", max = limit::NAME_CHARACTERS)]
    AgentIsMalformed,
    #[error("{max} options of a session can be set", max = limit::CHOICES)]
    TooManyChoices,
    #[error("an option and its value are named by 1 to {max} visible ASCII characters", max = limit::OPTION_CHARACTERS)]
    OptionIsMalformed,
    #[error("the agent offers no {0:?} to set")]
    OptionIsUnknown(String),
    #[error("the agent offers no {value:?} for {option}")]
    ValueIsUnknown { option: String, value: String },
    #[error("the agent is at work: stop it or wait for the end of its turn, then put another in its place")]
    AgentIsAtWork,
    #[error("the agent takes no messages while it works: let the message wait, or send it now, which stops the turn")]
    SteeringIsNotOffered,
    #[error("the turn is being stopped and takes no more messages: let the message wait")]
    TurnIsStopping,
    #[error("the turn runs with {0}'s credentials, who alone can send into it: let the message wait, or send it now")]
    OnlyOwnerSteers(String),
    #[error("a message either goes into the turn under way or stops it, not both")]
    SteersAndInterrupts,
    #[error("{0} takes no images: remove them, or choose another agent")]
    ImagesAreNotTaken(String),
    #[error("the message says nothing and points at nothing")]
    MessageIsBlank,
    #[error("the message has {got} characters; it may have {max}", max = limit::PROMPT_CHARACTERS)]
    MessageIsTooLong { got: usize },
    #[error(transparent)]
    Attachment(#[from] NoAttachment),
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
            Self::NextMessageDoesNotWait => "task.next_message_does_not_wait",
            Self::QueueIsFull => "task.queue_is_full",
            Self::QueueIsTooLarge => "task.queue_is_too_large",
            Self::IsFull => "task.is_full",
            Self::NameIsBlank => "task.name_is_blank",
            Self::NameIsTooLong { .. } => "task.name_is_too_long",
            Self::NameIsNotOneLine => "task.name_is_not_one_line",
            Self::AgentIsMalformed => "task.agent_is_malformed",
            Self::TooManyChoices => "task.too_many_choices",
            Self::OptionIsMalformed => "task.option_is_malformed",
            Self::OptionIsUnknown(_) => "task.option_is_unknown",
            Self::ValueIsUnknown { .. } => "task.value_is_unknown",
            Self::AgentIsAtWork => "task.agent_is_at_work",
            Self::SteeringIsNotOffered => "task.steering_is_not_offered",
            Self::TurnIsStopping => "task.turn_is_stopping",
            Self::OnlyOwnerSteers(_) => "task.only_owner_steers",
            Self::SteersAndInterrupts => "task.steers_and_interrupts",
            Self::ImagesAreNotTaken(_) => "task.images_are_not_taken",
            Self::MessageIsBlank => "task.message_is_blank",
            Self::MessageIsTooLong { .. } => "task.message_is_too_long",
            Self::Attachment(why) => why.code(),
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
            | Self::NextMessageDoesNotWait
            | Self::QueueIsFull
            | Self::QueueIsTooLarge
            | Self::IsFull
            | Self::AgentIsAtWork
            | Self::SteeringIsNotOffered
            | Self::TurnIsStopping
            | Self::OnlyOwnerSteers(_)
            | Self::ImagesAreNotTaken(_) => RefusalKind::Conflict,
            Self::TitleIsBlank
            | Self::TitleIsTooLong { .. }
            | Self::TitleIsNotOneLine
            | Self::ReasonIsTooLong { .. }
            | Self::ReasonIsNotOneLine
            | Self::NameIsBlank
            | Self::NameIsTooLong { .. }
            | Self::NameIsNotOneLine
            | Self::AgentIsMalformed
            | Self::TooManyChoices
            | Self::OptionIsMalformed
            | Self::OptionIsUnknown(_)
            | Self::ValueIsUnknown { .. }
            | Self::SteersAndInterrupts
            | Self::MessageIsBlank
            | Self::MessageIsTooLong { .. }
            | Self::Attachment(_) => RefusalKind::Invalid,
        }
    }
}
