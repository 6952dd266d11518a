//! GitHub as a person: pull requests, and what is said of them. Whose token it is, its caller says.

mod checks;
mod pull_requests;

use github_api::{Api, ApiError, ApiSettings, Redirects};
pub use pull_requests::{Found, Offer};

/// GitHub's REST API for this service.
pub struct Github {
    api: Api,
}

/// A repository by its full name, with the token of whoever asks.
pub struct AsPerson<'a> {
    github: &'a Github,
    token: &'a str,
    repository: &'a str,
}

impl Github {
    /// Needs a TLS provider installed in the process. Nothing is asked yet.
    pub fn new(settings: &ApiSettings) -> anyhow::Result<Self> {
        Ok(Self {
            api: Api::new(settings, concat!("foundry-sandbox/", env!("CARGO_PKG_VERSION")), Redirects::Followed)?,
        })
    }

    /// The repository as the person of this token sees it.
    pub fn as_person<'a>(&'a self, token: &'a str, repository: &'a str) -> AsPerson<'a> {
        AsPerson { github: self, token, repository }
    }
}

/// What people read of what GitHub did not do.
pub fn words(error: &ApiError) -> String {
    match error {
        ApiError::Unauthorized { .. } => "GitHub does not take your token any more: sign out and in again".to_owned(),
        ApiError::NotFound { .. } => "GitHub shows you no such repository or pull request".to_owned(),
        ApiError::Refused { message, .. } => format!("GitHub says no: {message}"),
        ApiError::RateLimited { .. } => {
            "You have asked GitHub too much within the hour: try again when it is over".to_owned()
        }
        error => format!("{error}: try again in a while"),
    }
}

/// Whether asking again may help, without anybody doing something.
pub fn may_pass(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::Broken { .. } | ApiError::TimedOut { .. } | ApiError::Unreachable(_) | ApiError::Transport { .. }
    )
}
