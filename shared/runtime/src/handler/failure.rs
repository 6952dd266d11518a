//! Why a handler did not do what was asked: the domain said no, the world failed, or it must be later.

use std::{borrow::Cow, error::Error};

use contracts::{Millis, RefusalKind};
use messaging::QueryError;

use crate::core::ladder::Class;

/// A handler's result: its reply, or why there is none.
pub type Handled<T> = Result<T, Failure>;

/// `?` must do the right thing for each: a domain's refusals become [`Failure::Refused`], the database's and the
/// network's errors [`Failure::Failed`]. There is no blanket conversion, which would turn refusals into endless retries.
#[derive(Debug)]
pub enum Failure {
    /// The message is not in our language: it goes to the dead letters, and nobody tries again.
    Undecodable { code: &'static str, message: String },
    /// The domain says no. Nobody tries again, and nothing was changed.
    Refused { kind: RefusalKind, code: Cow<'static, str>, message: String },
    /// An outside system wants to be asked again later. A workflow's run sleeps meanwhile, and people see why and until
    /// when; its step's [`crate::RetryPolicy`] says how often.
    Later {
        /// When the outside system allows it; without it, the step's policy says.
        until: Option<Millis>,
        why: String,
    },
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

    /// An outside system is to be asked again, at `until` or when the step's policy says.
    pub fn later(until: Option<Millis>, why: impl Into<String>) -> Self {
        Self::Later { until, why: why.into() }
    }

    /// What kind of failure it is, for whoever decides what follows.
    pub(crate) fn class(&self) -> Class {
        let Self::Failed(error) = self else { return Class::Defect };
        // A reply that cannot be read will not be read the next time.
        if let Some(query) = error.downcast_ref::<QueryError>() {
            return if matches!(query, QueryError::Unavailable(_)) { Class::Outage } else { Class::Defect };
        }
        error.downcast_ref::<sqlx::Error>().map_or(Class::Defect, database_class)
    }
}

/// After PostgreSQL's appendix A. A statement that was cancelled by its timeout (57014) may well be too slow each time.
fn database_class(error: &sqlx::Error) -> Class {
    let code = match error {
        sqlx::Error::Database(error) => error.code(),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Protocol(_) => return Class::Outage,
        _ => return Class::Defect,
    };
    match code.as_deref().unwrap_or_default() {
        "40001" | "40P01" | "55P03" => Class::Contention,
        // "cached plan must not change result type": somebody has altered a table, and the statement is planned anew.
        "0A000" => Class::Contention,
        // The operator ends or stops it; the session waited too long inside a transaction of a stalled process.
        "57P01" | "57P02" | "57P03" | "57P04" | "57P05" | "25P03" => Class::Outage,
        // No connection; out of memory, disk or connections. A promoted or recovering server is read-only for a moment.
        code if code.starts_with("08") || code.starts_with("53") || code == "25006" => Class::Outage,
        _ => Class::Defect,
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Undecodable { code, message } => write!(f, "{message} ({code})"),
            Self::Refused { code, message, .. } => write!(f, "{message} ({code})"),
            Self::Later { why, .. } => write!(f, "{why}"),
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
    fn kind(&self) -> RefusalKind;
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

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Refused { kind, code, message } => Self::refused(kind, code, message),
            other => Self::failed(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_that_cannot_be_read_is_no_outage() {
        let unreadable = serde_json::from_str::<u8>("x").expect_err("it is no number");
        assert_eq!(Failure::from(QueryError::from(unreadable)).class(), Class::Defect);
        assert_eq!(Failure::from(QueryError::Unavailable("task.query.detail".into())).class(), Class::Outage);
    }

    #[test]
    fn what_another_service_refuses_is_refused_with_its_kind() {
        let refused =
            QueryError::Refused { kind: RefusalKind::NotFound, code: "x.unknown".into(), message: "no".into() };
        assert!(matches!(Failure::from(refused), Failure::Refused { kind: RefusalKind::NotFound, .. }));
    }

    #[test]
    fn a_lost_connection_is_an_outage() {
        let lost = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        assert_eq!(Failure::from(lost).class(), Class::Outage);
        assert_eq!(Failure::from(sqlx::Error::PoolTimedOut).class(), Class::Outage);
        assert_eq!(Failure::from(sqlx::Error::RowNotFound).class(), Class::Defect);
    }
}
