//! Why an organization says no.

use contracts::{RefusalKind, limit};
use runtime::Refusal;
use service_kit::page::PageError;

use crate::branch::Malformed;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganizationError {
    #[error("nothing is known of this organization; connect its GitHub account first")]
    Unknown,
    #[error("the organization has no repository {0}")]
    RepositoryUnknown(String),
    #[error("the organization has no task {0}")]
    TaskUnknown(String),
    #[error("the prompt is blank")]
    PromptIsBlank,
    #[error("the prompt has {got} characters; it may have {max}", max = limit::PROMPT_CHARACTERS)]
    PromptIsTooLong { got: usize },
    #[error("the prompt has {got} bytes as JSON; it may have {max}", max = crate::request::PROMPT_JSON_BYTES)]
    PromptIsTooLarge { got: usize },
    #[error("the title has {got} characters; it may have {max}", max = limit::TITLE_CHARACTERS)]
    TitleIsTooLong { got: usize },
    #[error("{branch:?} cannot be a branch's name: {why}")]
    BranchIsMalformed { branch: String, why: Malformed },
    #[error("the branch {0:?} is taken; choose another name")]
    BranchIsTaken(String),
    #[error("the task is on branch {0:?}, and a task keeps its branch")]
    BranchIsFinal(String),
    #[error("the pull request's number {0} is not a number GitHub gives")]
    PullRequestNumber(u64),
    #[error("the message is about pull request {told}, but carries {got}")]
    PullRequestMismatch { told: u64, got: u64 },
    #[error("the {what} has {got} bytes; GitHub's have at most {max}")]
    NameIsTooLong { what: &'static str, got: usize, max: usize },
    #[error("the message has {got} {what}; it may have {max}")]
    TooMany { what: &'static str, got: usize, max: usize },
    #[error(transparent)]
    Page(PageError),
    #[error("the display name is blank")]
    DisplayNameIsBlank,
    #[error("the display name has {got} characters; it may have {max}", max = limit::NAME_CHARACTERS)]
    DisplayNameIsTooLong { got: usize },
    #[error("the display name must be one line, without control characters and marks that turn the text's direction")]
    DisplayNameIsNotOneLine,
    #[error("the slug must be 1 to {max} characters of a-z, 0-9 and single inner hyphens", max = limit::SLUG_CHARACTERS)]
    SlugIsMalformed,
    #[error(
        "the domain must be a host name of at most {max} characters, such as acme.dev; other letters as xn--",
        max = limit::DOMAIN_CHARACTERS
    )]
    DomainIsMalformed,
    #[error("{login} is another account on GitHub than this organization's, which had that login before")]
    AccountMismatch { login: String },
}

impl Refusal for OrganizationError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "organization.unknown",
            Self::RepositoryUnknown(_) => "organization.repository_unknown",
            Self::TaskUnknown(_) => "organization.task_unknown",
            Self::PromptIsBlank => "organization.prompt_is_blank",
            Self::PromptIsTooLong { .. } | Self::PromptIsTooLarge { .. } => "organization.prompt_is_too_long",
            Self::TitleIsTooLong { .. } => "organization.title_is_too_long",
            Self::BranchIsMalformed { .. } => "organization.branch_is_malformed",
            Self::BranchIsTaken(_) => "organization.branch_is_taken",
            Self::BranchIsFinal(_) => "organization.branch_is_final",
            Self::PullRequestNumber(_) => "organization.pull_request_number",
            Self::PullRequestMismatch { .. } => "organization.pull_request_mismatch",
            Self::NameIsTooLong { .. } => "organization.name_is_too_long",
            Self::TooMany { .. } => "organization.too_many",
            Self::Page(PageError::LimitIsOutOfRange { .. }) => "organization.limit_is_out_of_range",
            Self::Page(PageError::CursorIsMalformed) => "organization.cursor_is_malformed",
            Self::DisplayNameIsBlank => "organization.display_name_is_blank",
            Self::DisplayNameIsTooLong { .. } => "organization.display_name_is_too_long",
            Self::DisplayNameIsNotOneLine => "organization.display_name_is_not_one_line",
            Self::SlugIsMalformed => "organization.slug_is_malformed",
            Self::DomainIsMalformed => "organization.domain_is_malformed",
            Self::AccountMismatch { .. } => "organization.account_mismatch",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown | Self::RepositoryUnknown(_) | Self::TaskUnknown(_) => RefusalKind::NotFound,
            Self::BranchIsTaken(_) | Self::BranchIsFinal(_) | Self::AccountMismatch { .. } => RefusalKind::Conflict,
            Self::PromptIsBlank
            | Self::PromptIsTooLong { .. }
            | Self::PromptIsTooLarge { .. }
            | Self::TitleIsTooLong { .. }
            | Self::BranchIsMalformed { .. }
            | Self::PullRequestNumber(_)
            | Self::PullRequestMismatch { .. }
            | Self::NameIsTooLong { .. }
            | Self::TooMany { .. }
            | Self::Page(_)
            | Self::DisplayNameIsBlank
            | Self::DisplayNameIsTooLong { .. }
            | Self::DisplayNameIsNotOneLine
            | Self::SlugIsMalformed
            | Self::DomainIsMalformed => RefusalKind::Invalid,
        }
    }
}
