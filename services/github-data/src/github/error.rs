//! Why GitHub did not give what was asked, and whom it concerns.

use contracts::{Millis, RefusalKind};
use github_api::ApiError;
use runtime::Failure;

/// Holds no token and no body of ours; may be logged and shown.
#[derive(Debug, thiserror::Error)]
pub enum GithubError {
    #[error("GitHub is not set up here: the service has no GitHub App (FOUNDRY_GITHUB_APP_ID and its private key)")]
    NotConfigured,
    #[error("the GitHub App is not installed for {account}: install it in the account's settings on GitHub, then sync")]
    NotInstalled { account: String },
    #[error(
        "the GitHub App's installation is gone or suspended: check it in the account's settings on GitHub, then sync"
    )]
    InstallationClosed,
    #[error("GitHub gives no token for the GitHub App's installation, which it says is there ({why})")]
    TokenWithheld { why: String },
    #[error("GitHub does not accept the GitHub App's credentials ({message}): check the App's id and private key")]
    BadCredentials { message: String },
    #[error("GitHub's clock differs from ours, which is now known")]
    ClockDiffers,
    #[error("the GitHub App's token could not be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
    #[error("the repository {asked} is {found} by now, or another one has taken its name")]
    AnotherRepository { asked: String, found: String },
    #[error("GitHub refused a question: {message}")]
    Query { message: String, is_forbidden: bool },
    #[error("what is known of it here could not be read")]
    Unread(#[from] sqlx::Error),
    #[error(transparent)]
    Api(#[from] ApiError),
}

/// Whom an error concerns, which decides what a sync does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This request, now; another try may go well.
    Passing,
    /// This request, whenever it is made.
    Lasting,
    /// Every request for the account, until a person does something.
    Account,
    /// Every request, for a while.
    World,
}

impl GithubError {
    pub fn scope(&self) -> Scope {
        match self {
            Self::NotConfigured
            | Self::NotInstalled { .. }
            | Self::InstallationClosed
            | Self::BadCredentials { .. } => Scope::Account,
            Self::AnotherRepository { .. } | Self::Query { .. } => Scope::Lasting,
            Self::ClockDiffers | Self::TokenWithheld { .. } => Scope::World,
            Self::Signing(_) | Self::Unread(_) => Scope::World,
            // Every list of more than a page, until an operator puts the address right.
            Self::Api(ApiError::Elsewhere { .. }) => Scope::Account,
            Self::Api(error) => Scope::of(error),
        }
    }

    /// Whether it says something of more than the one thing that was asked for.
    pub fn concerns_more(&self) -> bool {
        matches!(self, Self::AnotherRepository { .. }) || matches!(self.scope(), Scope::Account | Scope::World)
    }

    /// When GitHub answers again, if it has said so.
    const fn resets_at(&self) -> Option<Millis> {
        match self {
            Self::Api(ApiError::RateLimited { resets_at }) => Some(*resets_at),
            _ => None,
        }
    }

    /// The code of a refusal that concerns one request only.
    pub const REFUSED: &str = "github.refused";
    pub const NOT_INSTALLED: &str = "github.not_installed";
    pub const INSTALLATION_CLOSED: &str = "github.installation_closed";
    const BAD_CREDENTIALS: &str = "github.bad_credentials";

    /// Whether GitHub has said that it does not know the App, or that the App is not there. Much follows from that, and
    /// one answer may be a stray one.
    pub fn is_doubtful(failure: &Failure) -> bool {
        const DOUBTFUL: [&str; 3] =
            [GithubError::NOT_INSTALLED, GithubError::INSTALLATION_CLOSED, GithubError::BAD_CREDENTIALS];
        matches!(failure, Failure::Refused { code, .. } if DOUBTFUL.contains(&code.as_ref()))
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::NotConfigured => "github.not_configured",
            Self::NotInstalled { .. } => Self::NOT_INSTALLED,
            Self::InstallationClosed => Self::INSTALLATION_CLOSED,
            Self::BadCredentials { .. } => Self::BAD_CREDENTIALS,
            Self::Api(ApiError::Elsewhere { .. }) => "github.elsewhere",
            _ => Self::REFUSED,
        }
    }

    const fn kind(&self) -> RefusalKind {
        match self {
            Self::Api(ApiError::NotFound { .. }) => RefusalKind::NotFound,
            _ => RefusalKind::Conflict,
        }
    }
}

impl Scope {
    fn of(error: &ApiError) -> Self {
        match error {
            ApiError::Unauthorized { .. }
            | ApiError::Broken { .. }
            | ApiError::TimedOut { .. }
            | ApiError::NotJson { .. }
            | ApiError::Transport { .. } => Self::Passing,
            ApiError::NotFound { .. }
            | ApiError::Refused { .. }
            | ApiError::Undecodable { .. }
            | ApiError::Elsewhere { .. }
            | ApiError::TooLarge { .. } => Self::Lasting,
            ApiError::RateLimited { .. } | ApiError::Unreachable(_) | ApiError::UnusableToken => Self::World,
        }
    }
}

impl From<GithubError> for Failure {
    /// What a person must put right, or what GitHub will go on refusing, is not tried again. The rest is: when the rate
    /// limit allows it, or after a while. The causes are for whoever looks into the run.
    fn from(error: GithubError) -> Self {
        if let GithubError::Unread(error) = error {
            return error.into();
        }
        match error.scope() {
            Scope::Account | Scope::Lasting => Self::refused(error.kind(), error.code(), error.to_string()),
            Scope::Passing | Scope::World => Self::later(error.resets_at(), format!("{:#}", anyhow::Error::new(error))),
        }
    }
}
