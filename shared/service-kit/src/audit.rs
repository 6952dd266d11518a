//! Entries for the audit log.

use contracts::audit_log::Append;
use runtime::Cx;
use serde_json::Value;

/// What happened now, by whoever sent the command, to an organization as a whole. What it happened to in particular is
/// for the service to add.
pub fn entry(cx: &Cx, event: &str, details: Value) -> Append {
    Append {
        event: event.to_owned(),
        repository_id: None,
        task_id: None,
        branch: None,
        by: cx.caller().as_str().to_owned(),
        at: cx.now,
        details,
    }
}
