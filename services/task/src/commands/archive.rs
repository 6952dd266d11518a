//! Puts a task away.

use contracts::{
    TaskKey,
    task::{Archive, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, materialise, store, text, views};

/// The organization sends it, too, when the task's pull request was closed.
pub async fn archive(cx: &mut Cx, key: TaskKey, command: Archive) -> Handled<TaskRecord> {
    let mut task = materialise::task(cx, &key).await?;

    let reason = text::reason(command.reason.as_deref())?;
    task.archive(cx.now)?;

    store::save(cx.write(), &task).await?;

    audit::happened(cx, &task, "task.archived", json!({ "reason": reason }))?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}
