//! Throws a task away.

use contracts::{
    TaskKey,
    task::{Kill, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, materialise, store, text, views};

pub async fn kill(cx: &mut Cx, key: TaskKey, command: Kill) -> Handled<TaskRecord> {
    let mut task = materialise::task(cx, &key).await?;

    let reason = text::reason(command.reason.as_deref())?;
    task.kill(cx.now)?;

    store::save(cx.write(), &task).await?;

    audit::happened(cx, &task, "task.killed", json!({ "reason": reason }))?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}
