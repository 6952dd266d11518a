//! Why GitHub did not give what was asked.

use contracts::Millis;

/// Holds no token and no body of ours; may be logged and shown.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("GitHub's rate limit is used up")]
    RateLimited { resets_at: Millis },
    #[error("GitHub no longer accepted the token for {path}")]
    Unauthorized { path: String },
    /// It is not there, or not for this token to see.
    #[error("GitHub has no {path}")]
    NotFound { path: String, status: u16, message: String },
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
    #[error("something between here and GitHub answers for it at {path}, with a page instead of JSON")]
    NotJson { path: String },
    #[error("GitHub's answer to {path} is not what was expected")]
    Undecodable { path: String, source: serde_json::Error },
    #[error("GitHub's answer to {path} is larger than {max} {unit}")]
    TooLarge { path: String, max: usize, unit: &'static str },
    #[error(
        "GitHub names the next page of {path} at another address than FOUNDRY_GITHUB_URL, so the list cannot be read: \
         that setting must be the address that GitHub itself uses"
    )]
    Elsewhere { path: String },
    #[error("GitHub gave a token that cannot be sent back")]
    UnusableToken,
}

impl ApiError {
    pub(crate) fn from_transport(path: &str, error: reqwest::Error) -> Self {
        let (path, error) = (path.to_owned(), error.without_url());
        match error {
            error if error.is_connect() => Self::Unreachable(error),
            error if error.is_timeout() => Self::TimedOut { path },
            source => Self::Transport { path, source },
        }
    }
}
