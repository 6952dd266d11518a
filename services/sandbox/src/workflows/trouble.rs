//! What goes wrong with sandboxes, and what people are told to do about it.

use contracts::RefusalKind;
use runtime::{Failure, QueryError};
use sandboxes::{ClientError, ProviderError};

use crate::git::printed::printed;

/// Why a stage did not come to its end.
#[derive(Debug)]
pub enum Trouble {
    /// It may pass: the step is tried again.
    Passing(String),
    /// Only a person can do something; the words say what.
    Lasting(String),
}

impl Trouble {
    pub fn message(&self) -> &str {
        match self {
            Self::Passing(message) | Self::Lasting(message) => message,
        }
    }

    /// As a step's failure: what may pass is waited for, what lasts is final.
    pub fn into_failure(self) -> Failure {
        match self {
            Self::Passing(why) => Failure::later(None, why),
            Self::Lasting(message) => Failure::refused(RefusalKind::Conflict, "sandbox.stage_failed", message),
        }
    }
}

impl From<ProviderError> for Trouble {
    fn from(error: ProviderError) -> Self {
        let message = error.to_string();
        match error {
            ProviderError::Failed(_) | ProviderError::TimedOut { .. } | ProviderError::Io { .. } => {
                Self::Passing(message)
            }
            ProviderError::Unavailable(_)
            | ProviderError::Gone(_)
            | ProviderError::Refused(_)
            | ProviderError::NotStarted { .. } => Self::Lasting(message),
        }
    }
}

impl From<ClientError> for Trouble {
    fn from(error: ClientError) -> Self {
        Self::Passing(error.to_string())
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::Passing(error.to_string())
    }
}

impl From<QueryError> for Trouble {
    fn from(error: QueryError) -> Self {
        match error {
            // Whose token it is knows why it cannot be had, and says what to do.
            QueryError::Refused { message, .. } => Self::Lasting(message),
            error => Self::Passing(error.to_string()),
        }
    }
}

/// What people read of a failure. What is behind one of our own is for the log: then they read `otherwise`.
pub fn words(failure: &Failure, otherwise: &str) -> String {
    match failure {
        Failure::Refused { message, .. } | Failure::Later { why: message, .. } => message.clone(),
        Failure::Undecodable { .. } | Failure::Failed(_) => otherwise.to_owned(),
    }
}

/// What git said, in words that tell what to do.
pub fn of_git(what: &str, said: &str) -> Trouble {
    let said = printed(said);
    let has = |text: &str| said.to_ascii_lowercase().contains(text);
    if has("authentication failed") || has("could not read username") || has("error: 401") {
        return Trouble::Lasting(format!(
            "GitHub does not take the token any more: sign out and in again. {what}: {said}"
        ));
    }
    if has("repository not found") || has("error: 403") || has("error: 404") || has("not found") {
        return Trouble::Lasting(format!("The person has no access to the repository on GitHub. {what}: {said}"));
    }
    if has("could not resolve host") || has("failed to connect") || has("connection") || has("error: 5") {
        return Trouble::Passing(format!("GitHub cannot be reached from the sandbox. {what}: {said}"));
    }
    Trouble::Lasting(format!("{what} failed: {said}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &str) -> Trouble {
        of_git("The clone", said)
    }

    #[test]
    fn what_git_says_tells_people_what_to_do() {
        let refused = of("fatal: Authentication failed for 'https://github.com/acme/web.git/'");
        assert!(matches!(&refused, Trouble::Lasting(text) if text.contains("sign out and in again")), "{refused:?}");
        let hidden = of("remote: Repository not found.\nfatal: repository 'https://…' not found");
        assert!(matches!(&hidden, Trouble::Lasting(text) if text.contains("no access")), "{hidden:?}");
        assert!(matches!(of("fatal: unable to access: Failed to connect to github.com port 443"), Trouble::Passing(_)));
        assert!(matches!(of("error: The requested URL returned error: 503"), Trouble::Passing(_)));
        assert!(matches!(of("fatal: something else"), Trouble::Lasting(text) if text.ends_with("something else")));
    }
}
