//! What happened to a sandbox, for the audit log.

use contracts::{TaskKey, audit_log::Append};
use runtime::{Cx, Handled};
use serde_json::Value;
use service_kit::audit::entry;

use crate::model::Sandbox;

/// Adds `event` to the organization's audit log.
pub fn happened(cx: &mut Cx, sandbox: &Sandbox, event: &str, details: Value) -> Handled<()> {
    happened_to(cx, &sandbox.key, Some(sandbox), event, details)
}

/// The same for a task that may never have had a sandbox: what is worked on is not known here then.
pub fn happened_to(cx: &mut Cx, key: &TaskKey, sandbox: Option<&Sandbox>, event: &str, details: Value) -> Handled<()> {
    let append = Append {
        repository_id: sandbox.map(|sandbox| sandbox.source.repository_id.clone()),
        task_id: Some(key.task_id.clone()),
        branch: sandbox.map(|sandbox| sandbox.source.branch.clone()),
        ..entry(cx, event, details)
    };
    cx.send(&key.organization_id, &append)
}
