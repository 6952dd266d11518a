//! Why a handler did not do what was asked: the domain said no, or the world failed.

use std::{borrow::Cow, error::Error};

/// A handler's result: its reply, or why there is none.
pub type Handled<T> = Result<T, Failure>;

/// `?` must do the right thing for each: a domain's refusals become [`Failure::Refused`], the database's and the
/// network's errors [`Failure::Failed`]. There is no blanket conversion, which would turn refusals into endless retries.
#[derive(Debug)]
pub enum Failure {
    /// The domain says no. Nobody tries again, and nothing was changed.
    Refused { code: Cow<'static, str>, message: String },
    /// The world failed. Rolled back and tried again by the runtime.
    Failed(Box<dyn Error + Send + Sync>),
}

impl Failure {
    pub fn refused(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::Refused { code: code.into(), message: message.into() }
    }

    pub fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { code, message } => write!(f, "{message} ({code})"),
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
}

impl<R: Refusal> From<R> for Failure {
    fn from(refusal: R) -> Self {
        Self::refused(refusal.code(), refusal.to_string())
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
