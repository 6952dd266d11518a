//! Who gets to know what a task now looks like: whoever watches it, and its organization for the sidebar.

use contracts::{View, organization::ApplyTaskSummaryUpdate};
use runtime::{Cx, Handled};

use crate::model::Task;

pub fn task_changed(cx: &mut Cx, task: &Task) -> Handled<()> {
    cx.show(&View::Task(task.key.clone()), task.record.revision, &task.record)?;
    cx.send_state(&task.key.organization_id, task.key.task_id.as_str(), &summary(task))
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
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}
