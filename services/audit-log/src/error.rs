//! Why the audit log says no.

use contracts::{RefusalKind, limit};
use runtime::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditLogError {
    #[error("the limit must be 1 to {max}, got {got}", max = limit::PAGE_ROWS)]
    LimitIsOutOfRange { got: u32 },
}

impl Refusal for AuditLogError {
    fn code(&self) -> &'static str {
        match self {
            Self::LimitIsOutOfRange { .. } => "audit_log.limit_is_out_of_range",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::LimitIsOutOfRange { .. } => RefusalKind::Invalid,
        }
    }
}
