//! Gives a branch to a task.

use contracts::{
    OrganizationId,
    organization::{BranchRegistered, RegisterTaskBranch, TaskSummary},
    task::TaskStatus,
};
use runtime::{Cx, Handled};

use crate::{
    error::OrganizationError,
    request::parse_branch_name,
    store::{self, lines::Line},
    views,
};

/// The task's line shows its branch as title until the task tells of itself. A task that has the branch already is told
/// so again.
pub async fn register_task_branch(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: RegisterTaskBranch,
) -> Handled<BranchRegistered> {
    let RegisterTaskBranch { repository_id, task_id, branch } = command;
    let branch = parse_branch_name(branch)?;
    let repository = store::repositories::find(cx.read(), &organization_id, &repository_id).await?;
    let repository = repository.ok_or_else(|| OrganizationError::RepositoryUnknown(repository_id.to_string()))?;
    let task = store::lines::find(cx.read(), &organization_id, &task_id).await?;
    let holder = store::index::on_branch(cx.read(), &organization_id, &repository_id, "", &branch).await?;

    match (task, holder) {
        (Some(task), Some(holder)) if task.task_id == holder.task_id => {
            return Ok(BranchRegistered { task_id, branch });
        }
        (_, Some(_)) => return Err(OrganizationError::BranchIsTaken(branch).into()),
        (Some(task), None) => return Err(OrganizationError::BranchIsFinal(task.branch).into()),
        (None, None) => {}
    }

    let summary = TaskSummary {
        task_id: task_id.clone(),
        repository_id,
        repository_name: repository.full_name,
        title: branch.clone(),
        branch: branch.clone(),
        status: TaskStatus::Initialized,
        pull_request: None,
        owner: None,
        materialised: true,
        created_at: cx.now,
        updated_at: cx.now,
    };
    let revision = store::lines::insert(cx.write(), &organization_id, "", &summary, 0).await?;

    views::line_changed(cx, &organization_id, &Line { summary, revision })?;
    Ok(BranchRegistered { task_id, branch })
}
