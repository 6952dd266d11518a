//! What happened to a task, for the audit log.

use contracts::audit_log::Append;
use runtime::{Cx, Handled};
use serde_json::{Value, json};

use crate::model::Task;

/// Adds `event` to the organization's audit log. If the command had to make the task first, that is noted before.
pub fn happened(cx: &mut Cx, task: &Task, event: &str, details: Value) -> Handled<()> {
    if task.is_new {
        append(cx, task, "task.initialized", json!({ "from": "index" }))?;
    }
    append(cx, task, event, details)
}

/// Notes that the task was made for a person who asked for a new one.
pub fn initialized(cx: &mut Cx, task: &Task) -> Handled<()> {
    append(cx, task, "task.initialized", json!({ "from": "prompt" }))
}

fn append(cx: &mut Cx, task: &Task, event: &str, details: Value) -> Handled<()> {
    let append = Append {
        event: event.to_owned(),
        repository_id: Some(task.record.repository_id.clone()),
        task_id: Some(task.key.task_id.clone()),
        branch: Some(task.record.branch.clone()),
        by: cx.caller().as_str().to_owned(),
        at: cx.now,
        details,
    };
    cx.send(&task.key.organization_id, &append)
}
