//! Why the sandbox-agent server did not give what was asked.

use std::time::Duration;

use serde::Deserialize;

/// Holds no token and no file's contents; may be logged and shown.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody listens, or the provider's gateway says that there is no such sandbox.
    #[error("the sandbox does not answer: it has ended or is paused")]
    Gone,
    #[error("the sandbox does not accept our token")]
    Unauthorized,
    #[error("the sandbox did not {what} within {limit:?}")]
    TimedOut { what: &'static str, limit: Duration },
    /// The server understood and said no.
    #[error("the sandbox refused to {what}: {problem}")]
    Refused { what: &'static str, problem: Problem },
    #[error("the sandbox's answer when asked to {what} is larger than {limit} bytes")]
    TooLarge { what: &'static str, limit: usize },
    /// The connection broke in the middle of an answer or a stream.
    #[error("the connection to the sandbox broke when asked to {what}: {reason}")]
    Broken { what: &'static str, reason: String },
    #[error("the sandbox's answer when asked to {what} is not what was expected: {source}")]
    Undecodable { what: &'static str, source: serde_json::Error },
    /// A token or an address that cannot be sent.
    #[error("the sandbox's address or token cannot be used")]
    UnusableEndpoint,
}

/// A refusal as RFC 9457 writes it (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Problem {
    pub status: u16,
    /// `urn:sandbox-agent:error:…`
    #[serde(rename = "type", default)]
    pub kind: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub detail: Option<String>,
}

impl ClientError {
    /// The server is there, and what was asked for is not: a file, a process, an agent's server.
    pub fn is_not_found(&self) -> bool {
        let Self::Refused { problem, .. } = self else { return false };
        // Of a path, version 0.4.2 says it with the status of a request that makes no sense.
        let path = || problem.detail.as_ref().is_some_and(|detail| detail.contains("path not found"));
        problem.status == 404 || problem.status == 400 && path()
    }

    pub(super) fn from_transport(what: &'static str, error: &reqwest::Error) -> Self {
        if error.is_connect() {
            return Self::Gone;
        }
        // Causes say more than "error sending request"; the address is ours and says nothing.
        let mut reason = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            reason = error.to_string();
            cause = error.source();
        }
        Self::Broken { what, reason }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.detail.as_deref().unwrap_or(&self.title);
        write!(f, "{text} ({})", self.status)
    }
}
