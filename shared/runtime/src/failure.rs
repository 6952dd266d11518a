//! Why a handler did not do what was asked: the domain said no, or the world failed.

use std::{borrow::Cow, error::Error};

use contracts::RefusalKind;

/// A handler's result: its reply, or why there is none.
pub type Handled<T> = Result<T, Failure>;

/// `?` must do the right thing for each: a domain's refusals become [`Failure::Refused`], the database's and the
/// network's errors [`Failure::Failed`]. There is no blanket conversion, which would turn refusals into endless retries.
#[derive(Debug)]
pub enum Failure {
    /// The domain says no. Nobody tries again, and nothing was changed.
    Refused { kind: RefusalKind, code: Cow<'static, str>, message: String },
    /// The world failed. Rolled back and tried again by the runtime.
    Failed(Box<dyn Error + Send + Sync>),
}

impl Failure {
    pub fn refused(kind: RefusalKind, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::Refused { kind, code: code.into(), message: message.into() }
    }

    /// The message itself is not acceptable, whatever the state of its actor.
    pub fn invalid(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::refused(RefusalKind::Invalid, code, message)
    }

    /// What the message is about is not there.
    pub fn not_found(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::refused(RefusalKind::NotFound, code, message)
    }

    pub fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }

    /// Whether the failure is the world's and may last: nothing is wrong with the command.
    pub(crate) fn is_outage(&self) -> bool {
        let Self::Failed(error) = self else { return false };
        if error.downcast_ref::<crate::QueryError>().is_some() {
            return true;
        }
        match error.downcast_ref::<sqlx::Error>() {
            Some(sqlx::Error::Database(error)) => {
                // Connection trouble, shutting down, out of resources (PostgreSQL, appendix A).
                error.code().is_some_and(|code| ["08", "57", "53"].iter().any(|class| code.starts_with(class)))
            }
            Some(error) => matches!(
                error,
                sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
                    | sqlx::Error::Protocol(_)
            ),
            None => false,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { code, message, .. } => write!(f, "{message} ({code})"),
            Self::Failed(error) => {
                write!(f, "{error}")?;
                let mut cause = error.source();
                while let Some(error) = cause {
                    write!(f, ": {error}")?;
                    cause = error.source();
                }
                Ok(())
            }
        }
    }
}

/// A domain's own list of reasons to say no.
pub trait Refusal: Error {
    /// A stable name for programs: `task.title_is_blank`.
    fn code(&self) -> &'static str;

    /// What kind of no it is: HTTP's status follows from it.
    fn kind(&self) -> RefusalKind {
        RefusalKind::Conflict
    }
}

impl<R: Refusal> From<R> for Failure {
    fn from(refusal: R) -> Self {
        Self::refused(refusal.kind(), refusal.code(), refusal.to_string())
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::failed(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::failed(error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error.into())
    }
}
