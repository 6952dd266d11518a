//! What happened to a sandbox, for the audit log.

use contracts::audit_log::Append;
use runtime::{Cx, Handled};
use serde_json::Value;
use service_kit::audit::entry;

use crate::model::Sandbox;

/// Adds `event` to the organization's audit log.
pub fn happened(cx: &mut Cx, sandbox: &Sandbox, event: &str, details: Value) -> Handled<()> {
    let append = Append {
        repository_id: Some(sandbox.source.repository_id.clone()),
        task_id: Some(sandbox.key.task_id.clone()),
        branch: Some(sandbox.source.branch.clone()),
        ..entry(cx, event, details)
    };
    cx.send(&sandbox.key.organization_id, &append)
}
