//! Gives a task another title.

use contracts::{
    TaskKey,
    task::{Rename, TaskRecord},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, materialise, store, views};

pub async fn rename(cx: &mut Cx, key: TaskKey, command: Rename) -> Handled<TaskRecord> {
    let mut task = materialise::task(cx, &key).await?;

    let from = task.record.title.clone();
    task.rename(&command.title, cx.now)?;

    store::save(cx.write(), &task).await?;

    audit::happened(cx, &task, "task.renamed", json!({ "from": from, "to": task.record.title }))?;
    views::task_changed(cx, &task)?;
    Ok(task.record)
}
