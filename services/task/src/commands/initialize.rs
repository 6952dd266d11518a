//! Makes the task that the organization has just indexed.

use contracts::{
    TaskKey,
    task::{Initialize, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, model::Task, store, views};

/// A person may have acted on the task's line a moment before, which made the task from the index: then it only takes
/// the prompt.
pub async fn initialize(cx: &mut Cx, key: TaskKey, command: Initialize) -> Handled<TaskRecord> {
    let Some(mut task) = store::find(cx.read(), &key).await? else { return make(cx, &key, command).await };

    if !task.take_prompt(command.prompt, cx.now) {
        return Ok(task.record);
    }

    store::save(cx.write(), &task).await?;

    audit::happened(cx, &task, "task.prompted", json!({}))?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}

async fn make(cx: &mut Cx, key: &TaskKey, command: Initialize) -> Handled<TaskRecord> {
    let task = Task::initialized(key, command, cx.now);

    store::save(cx.write(), &task).await?;

    audit::initialized(cx, &task)?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}
