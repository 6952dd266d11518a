//! Why a provider did not do what was asked.

/// Holds no token; may be logged and shown to a person.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The machine or the account lacks something. Trying again does not help before a person has done what it says.
    #[error("{0}")]
    Unavailable(String),
    /// There is no such sandbox, or it has ended.
    #[error("the sandbox {0} is gone")]
    Gone(String),
    /// The provider understood and said no.
    #[error("the sandbox provider refused: {0}")]
    Refused(String),
    /// The provider failed, or cannot be reached. Trying again may help.
    #[error("the sandbox provider failed: {0}")]
    Failed(String),
    #[error("{what} took longer than {seconds} s")]
    TimedOut { what: &'static str, seconds: u64 },
    /// The sandbox was started and did not come up; the end of its log.
    #[error("the sandbox did not start: {reason}\n{log}")]
    NotStarted { reason: String, log: String },
    #[error("the sandbox provider cannot {what}")]
    Io { what: String, source: std::io::Error },
}

impl ProviderError {
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
