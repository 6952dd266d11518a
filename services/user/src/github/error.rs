//! Why GitHub did not say what was asked, in words for the person it concerns.

use contracts::Millis;
use github_api::ApiError;

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
    #[error("{0}: try again in a while")]
    Passing(#[source] ApiError),
    /// Another try would come to the same.
    #[error(transparent)]
    Unexpected(ApiError),
}

impl GithubError {
    /// Whether another try may go well.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Passing(_))
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
            ApiError::Broken { .. }
            | ApiError::TimedOut { .. }
            | ApiError::NotJson { .. }
            | ApiError::Unreachable(_)
            | ApiError::Transport { .. } => Self::Passing(error),
            ApiError::Undecodable { .. } | ApiError::Elsewhere { .. } | ApiError::TooLarge { .. } => {
                Self::Unexpected(error)
            }
        }
    }
}
