//! Who gets to know what a task now looks like: whoever watches it, and its organization for the sidebar.

use contracts::{
    View,
    organization::{ApplyTaskSummaryUpdate, Owner},
    task::{TaskRecord, TaskStatus},
};
use runtime::{Cx, Handled};

use crate::model::Task;

/// A task's view with its revision and value.
pub fn task(task: &Task) -> (View, i64, &TaskRecord) {
    (View::Task(task.key.clone()), task.record.revision, &task.record)
}

pub fn task_changed(cx: &mut Cx, task: &Task) -> Handled<()> {
    let (view, revision, record) = self::task(task);
    cx.show(&view, revision, record)?;
    cx.send_state(&task.key.organization_id, task.key.task_id.as_str(), &summary(task))
}

/// What its sessions can change of the task's line in the sidebar.
#[derive(PartialEq)]
pub struct Line {
    status: TaskStatus,
    owner: Option<Owner>,
}

/// The line as it stands, for [`sessions_changed`].
pub fn line(task: &Task) -> Line {
    Line { status: task.record.status, owner: task.record.owner.clone() }
}

/// Something of its sessions has changed. The organization is told only if the task's line is another than `before`, or the
/// task is new to it: each message that waits would rewrite a line that says nothing of it.
pub fn sessions_changed(cx: &mut Cx, task: &Task, before: &Line) -> Handled<()> {
    if task.is_new || line(task) != *before {
        return task_changed(cx, task);
    }
    let (view, revision, record) = self::task(task);
    cx.show(&view, revision, record)
}

fn summary(task: &Task) -> ApplyTaskSummaryUpdate {
    let record = &task.record;
    ApplyTaskSummaryUpdate {
        task_id: record.task_id.clone(),
        revision: record.revision,
        title: record.title.clone(),
        status: record.status,
        owner: record.owner.clone(),
        repository_id: record.repository_id.clone(),
        repository_name: record.repository_name.clone(),
        branch: record.branch.clone(),
        pull_request: record.pull_request.clone(),
        changes: record.changes,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}
