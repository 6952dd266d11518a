//! Why a person's actor says no.

use contracts::{OrganizationId, RefusalKind, limit};
use runtime::Refusal;
use service_kit::attachments::NoAttachment;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserError {
    #[error("nobody with this id has signed in")]
    Unknown,
    #[error("you are no member of {0}")]
    NotAMember(OrganizationId),
    #[error("they belong to {max} organizations already", max = limit::ORGANIZATIONS)]
    TooManyOrganizations,
    #[error("what is kept of a credential must be its SHA-256 in 64 hexadecimal digits")]
    CredentialIsMalformed,
    #[error("this credential belongs to another sign-in or API token")]
    CredentialIsTaken,
    #[error("GitHub's token cannot be opened: {0}; sign in again")]
    TokenUnreadable(String),
    #[error("GitHub no longer accepts this person's token: they must sign in again")]
    TokenRevoked,
    #[error("GitHub's token has ended, and another is on its way: try again in a moment, or sign in again")]
    TokenRenewing,
    #[error("the time at which it ends is past")]
    ExpiryIsPast,
    #[error("you have {max} API tokens already; revoke one first", max = limit::API_TOKENS)]
    TooManyApiTokens,
    #[error("the name is blank")]
    NameIsBlank,
    #[error("the name has {got} characters; it may have {max}", max = limit::NAME_CHARACTERS)]
    NameIsTooLong { got: usize },
    #[error("the name must be one line, without control characters")]
    NameIsNotOneLine,
    #[error("a model is named by at most {max} visible ASCII characters", max = limit::NAME_CHARACTERS)]
    ModelIsMalformed,
    #[error("{got} {what} are more than the {max} that a sidebar may have")]
    SidebarIsTooLong { got: usize, what: &'static str, max: usize },
    #[error("a page is named by 1 to {max} visible ASCII characters", max = limit::ID_CHARACTERS)]
    PageIsMalformed,
    #[error("you have {max} drafts already; send or empty one first", max = limit::DRAFTS)]
    TooManyDrafts,
    #[error("the draft has {got} characters; it may have {max}", max = limit::DRAFT_CHARACTERS)]
    DraftIsTooLong { got: usize },
    #[error(transparent)]
    Attachment(#[from] NoAttachment),
}

impl Refusal for UserError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "user.unknown",
            Self::NotAMember(_) => "user.not_a_member",
            Self::TooManyOrganizations => "user.too_many_organizations",
            Self::CredentialIsMalformed => "user.credential_is_malformed",
            Self::CredentialIsTaken => "user.credential_is_taken",
            Self::TokenUnreadable(_) => "user.token_unreadable",
            Self::TokenRevoked => "user.token_revoked",
            Self::TokenRenewing => "user.token_renewing",
            Self::ExpiryIsPast => "user.expiry_is_past",
            Self::TooManyApiTokens => "user.too_many_api_tokens",
            Self::NameIsBlank => "user.name_is_blank",
            Self::NameIsTooLong { .. } => "user.name_is_too_long",
            Self::NameIsNotOneLine => "user.name_is_not_one_line",
            Self::ModelIsMalformed => "user.model_is_malformed",
            Self::SidebarIsTooLong { .. } => "user.sidebar_is_too_long",
            Self::PageIsMalformed => "user.page_is_malformed",
            Self::TooManyDrafts => "user.too_many_drafts",
            Self::DraftIsTooLong { .. } => "user.draft_is_too_long",
            Self::Attachment(why) => why.code(),
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown => RefusalKind::NotFound,
            Self::NotAMember(_) => RefusalKind::Forbidden,
            Self::TooManyOrganizations
            | Self::CredentialIsTaken
            | Self::TokenUnreadable(_)
            | Self::TokenRevoked
            | Self::TokenRenewing
            | Self::TooManyApiTokens
            | Self::TooManyDrafts => RefusalKind::Conflict,
            Self::CredentialIsMalformed
            | Self::ExpiryIsPast
            | Self::NameIsBlank
            | Self::NameIsTooLong { .. }
            | Self::NameIsNotOneLine
            | Self::ModelIsMalformed
            | Self::SidebarIsTooLong { .. }
            | Self::PageIsMalformed
            | Self::DraftIsTooLong { .. }
            | Self::Attachment(_) => RefusalKind::Invalid,
        }
    }
}
