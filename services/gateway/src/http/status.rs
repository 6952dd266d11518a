//! The HTTP status of a refusal.

use axum::http::StatusCode;
use contracts::RefusalKind;

/// The kind alone decides; the wording of a code decides nothing.
pub const fn of_refusal(kind: RefusalKind) -> StatusCode {
    match kind {
        RefusalKind::NotFound => StatusCode::NOT_FOUND,
        RefusalKind::Forbidden => StatusCode::FORBIDDEN,
        RefusalKind::Invalid => StatusCode::BAD_REQUEST,
        RefusalKind::IdReused => StatusCode::UNPROCESSABLE_ENTITY,
        RefusalKind::Conflict => StatusCode::CONFLICT,
    }
}
