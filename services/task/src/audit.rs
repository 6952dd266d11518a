//! What happened to a task, for the audit log.

use contracts::{SessionId, audit_log::Append, organization::Owner};
use runtime::{Cx, Handled};
use serde_json::{Value, json};
use service_kit::audit::entry;

use crate::model::Task;

/// Adds `event` to the organization's audit log. If the command had to make the task first, that is noted before.
pub fn happened(cx: &mut Cx, task: &Task, event: &str, details: Value) -> Handled<()> {
    if task.is_new {
        append(cx, task, "task.initialized", json!({ "from": "index" }))?;
    }
    append(cx, task, event, details)
}

/// Notes who answers for the task from now on, who did before, and how that came: `auto` with a prompt, `manual`, or
/// `cleared`.
pub fn owner_changed(cx: &mut Cx, task: &Task, from: Option<&Owner>, mode: &str) -> Handled<()> {
    happened(cx, task, "task.owner_changed", owner_details(task, from, mode))
}

/// Notes what happened in one of the task's sessions.
pub fn session_event(cx: &mut Cx, task: &Task, session_id: &SessionId, event: &str, mut details: Value) -> Handled<()> {
    details["sessionId"] = json!(session_id);
    happened(cx, task, event, details)
}

fn owner_details(task: &Task, from: Option<&Owner>, mode: &str) -> Value {
    let who = |owner: &Owner| json!({ "userId": owner.user_id, "login": owner.login });
    json!({ "from": from.map(who), "to": task.record.owner.as_ref().map(who), "mode": mode })
}

/// Notes that the task was made for a person who asked for a new one.
pub fn initialized(cx: &mut Cx, task: &Task) -> Handled<()> {
    append(cx, task, "task.initialized", json!({ "from": "prompt" }))?;
    match &task.record.owner {
        Some(_) => append(cx, task, "task.owner_changed", owner_details(task, None, "auto")),
        None => Ok(()),
    }
}

fn append(cx: &mut Cx, task: &Task, event: &str, details: Value) -> Handled<()> {
    let append = Append {
        repository_id: Some(task.record.repository_id.clone()),
        task_id: Some(task.key.task_id.clone()),
        branch: Some(task.record.branch.clone()),
        ..entry(cx, event, details)
    };
    cx.send(&task.key.organization_id, &append)
}
