//! Why GitHub did not give what was asked, and whom it concerns.

use contracts::Millis;
use runtime::Failure;

/// Holds no token and no body of ours; may be logged and shown.
#[derive(Debug, thiserror::Error)]
pub enum GithubError {
    #[error("GitHub's rate limit is used up")]
    RateLimited { resets_at: Millis },
    #[error("GitHub is not set up here: the service has no GitHub App (FOUNDRY_GITHUB_APP_ID and its private key)")]
    NotConfigured,
    #[error("the GitHub App is not installed for {account}: install it in the account's settings on GitHub, then sync")]
    NotInstalled { account: String },
    #[error(
        "the GitHub App's installation is gone or suspended: check it in the account's settings on GitHub, then sync"
    )]
    InstallationClosed,
    #[error("GitHub does not accept the GitHub App's credentials ({message}): check the App's id and private key")]
    BadCredentials { message: String },
    #[error("GitHub no longer accepted an installation token for {path}")]
    Unauthorized { path: String },
    #[error("GitHub has no {path}")]
    NotFound { path: String },
    #[error("GitHub refused {path}: {message} ({status})")]
    Refused { path: String, status: u16, message: String },
    #[error("GitHub failed at {path} ({status})")]
    Broken { path: String, status: u16 },
    #[error("GitHub did not answer {path} in time")]
    TimedOut { path: String },
    #[error("GitHub cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    #[error("GitHub's answer to {path} broke off")]
    Transport { path: String, source: reqwest::Error },
    #[error("GitHub's answer to {path} is not what was expected")]
    Undecodable { path: String, source: serde_json::Error },
    #[error("GitHub's answer to {path} is larger than {max} {unit}")]
    TooLarge { path: String, max: usize, unit: &'static str },
    #[error("the GitHub App's token could not be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
    #[error("GitHub gave a token that cannot be sent back")]
    UnusableToken,
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
            Self::Unauthorized { .. } | Self::Broken { .. } | Self::TimedOut { .. } | Self::Transport { .. } => {
                Scope::Passing
            }
            Self::NotFound { .. } | Self::Refused { .. } | Self::Undecodable { .. } | Self::TooLarge { .. } => {
                Scope::Lasting
            }
            Self::NotConfigured
            | Self::NotInstalled { .. }
            | Self::InstallationClosed
            | Self::BadCredentials { .. } => Scope::Account,
            Self::RateLimited { .. } | Self::Unreachable(_) | Self::Signing(_) | Self::UnusableToken => Scope::World,
        }
    }

    pub(super) fn from_transport(path: &str, error: reqwest::Error) -> Self {
        let (path, error) = (path.to_owned(), error.without_url());
        match error {
            error if error.is_connect() => Self::Unreachable(error),
            error if error.is_timeout() => Self::TimedOut { path },
            source => Self::Transport { path, source },
        }
    }

    /// The code of a refusal that concerns one request only.
    pub const REFUSED: &str = "github.refused";

    const fn code(&self) -> &'static str {
        match self {
            Self::NotConfigured => "github.not_configured",
            Self::NotInstalled { .. } => "github.not_installed",
            Self::InstallationClosed => "github.installation_closed",
            Self::BadCredentials { .. } => "github.bad_credentials",
            _ => Self::REFUSED,
        }
    }
}

impl From<GithubError> for Failure {
    /// What a person must put right, or what GitHub will go on refusing, is not tried again.
    fn from(error: GithubError) -> Self {
        match error.scope() {
            Scope::Account | Scope::Lasting => Self::refused(error.code(), error.to_string()),
            Scope::Passing | Scope::World => Self::failed(error),
        }
    }
}
