//! Why GitHub did not say what was asked, in words for the person it concerns.

use contracts::Millis;
use github::ApiError;

/// Holds no token and no body of ours; may be logged and shown.
#[derive(Debug, thiserror::Error)]
pub enum GithubError {
    #[error("GitHub's rate limit is used up")]
    RateLimited { resets_at: Millis },
    #[error("GitHub no longer accepts your sign-in: sign out and in again")]
    TokenRefused,
    #[error("GitHub says that this sign-in is somebody else's: sign out and in again")]
    WrongPerson,
    #[error(
        "GitHub does not show where you belong: {message} ({status} at {path}). Sign in again and allow what is asked"
    )]
    Refused { path: String, status: u16, message: String },
    #[error("GitHub failed ({status} at {path}): try again in a while")]
    Broken { path: String, status: u16 },
    #[error("GitHub did not answer in time ({path}): try again in a while")]
    TimedOut { path: String },
    #[error("GitHub cannot be reached: try again in a while")]
    Unreachable(#[source] reqwest::Error),
    #[error("GitHub's answer broke off ({path}): try again in a while")]
    Transport { path: String, source: reqwest::Error },
    #[error("GitHub's answer is not what was expected ({path})")]
    Undecodable { path: String, source: serde_json::Error },
    #[error("GitHub's answer is larger than {max} {unit} ({path})")]
    TooLarge { path: String, max: usize, unit: &'static str },
}

impl GithubError {
    /// Whether another try may go well.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Broken { .. } | Self::TimedOut { .. } | Self::Unreachable(_) | Self::Transport { .. })
    }
}

impl From<ApiError> for GithubError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::RateLimited { resets_at } => Self::RateLimited { resets_at },
            // What cannot stand in a header is no token of GitHub's.
            ApiError::Unauthorized { .. } | ApiError::UnusableToken => Self::TokenRefused,
            ApiError::NotFound { path, status, message } | ApiError::Refused { path, status, message } => {
                Self::Refused { path, status, message }
            }
            ApiError::Broken { path, status } => Self::Broken { path, status },
            ApiError::TimedOut { path } => Self::TimedOut { path },
            ApiError::Unreachable(source) => Self::Unreachable(source),
            ApiError::Transport { path, source } => Self::Transport { path, source },
            ApiError::Undecodable { path, source } => Self::Undecodable { path, source },
            ApiError::TooLarge { path, max, unit } => Self::TooLarge { path, max, unit },
        }
    }
}
