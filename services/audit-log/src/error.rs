//! Why the audit log says no.

use contracts::RefusalKind;
use runtime::Refusal;
use service_kit::page::PageError;

/// There is no such page.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct AuditLogError(pub PageError);

impl Refusal for AuditLogError {
    fn code(&self) -> &'static str {
        match self.0 {
            PageError::LimitIsOutOfRange { .. } => "audit_log.limit_is_out_of_range",
            PageError::CursorIsMalformed => "audit_log.cursor_is_malformed",
        }
    }

    fn kind(&self) -> RefusalKind {
        RefusalKind::Invalid
    }
}
