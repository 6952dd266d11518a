//! What a service tells the audit log.

use contracts::audit_log::Append;
use runtime::Cx;
use serde_json::Value;

/// That `event` happened now, by whoever the command is from. It concerns the organization as a whole, until the fields
/// that name a repository, a task or a branch are filled in.
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
