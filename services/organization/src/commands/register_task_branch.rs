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
    let repository = store::repositories::find(cx.read().await?, &organization_id, &repository_id).await?;
    let repository = repository.ok_or_else(|| OrganizationError::RepositoryUnknown(repository_id.to_string()))?;
    let task = store::lines::find(cx.read().await?, &organization_id, &task_id).await?;
    let holder = store::index::on_branch(cx.read().await?, &organization_id, &repository_id, "", &branch).await?;

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
        changes: None,
        checks: None,
        materialised: true,
        created_at: cx.now,
        updated_at: cx.now,
    };
    let revision = store::lines::insert(cx.write().await?, &organization_id, "", &summary, 0).await?;

    views::line_changed(cx, &organization_id, &Line { summary, revision })?;
    Ok(BranchRegistered { task_id, branch })
}

#[cfg(test)]
mod tests {
    use contracts::RepositoryId;

    use super::*;
    use crate::testing::{Acme, pull_request};

    fn register(task_id: &str, branch: &str) -> RegisterTaskBranch {
        let repository_id = RepositoryId::for_number(1);
        RegisterTaskBranch { repository_id, task_id: task_id.parse().unwrap(), branch: branch.into() }
    }

    #[tokio::test]
    async fn a_free_branch_becomes_the_tasks() {
        let acme = Acme::connected().await;
        let handling = acme.send(&register("t-1", "login")).await;

        let task_id = "t-1".parse().unwrap();
        let branch = "login".to_owned();
        assert_eq!(handling.outcome.as_ref().unwrap(), &BranchRegistered { task_id, branch });
        let line = acme.line(&"t-1".parse().unwrap()).await;
        assert_eq!((line.title.as_str(), line.materialised), ("login", true));
        assert_eq!(handling.shown().len(), 1);
        assert_eq!(handling.sent_count(), 0);
    }

    #[tokio::test]
    async fn registering_again_changes_nothing() {
        let acme = Acme::connected().await;
        acme.done(&register("t-1", "login")).await;
        assert_eq!(acme.done_without_change(&register("t-1", "login")).await.branch, "login");
    }

    #[tokio::test]
    async fn a_branch_of_another_task_is_refused_and_a_task_keeps_its_own() {
        let acme = Acme::connected().await;
        acme.hears(&pull_request(7, "search", 10)).await;
        acme.done(&register("t-1", "login")).await;
        acme.refused(&register("t-2", "login"), "organization.branch_is_taken").await;
        acme.refused(&register("t-2", "search"), "organization.branch_is_taken").await;
        acme.refused(&register("t-1", "search"), "organization.branch_is_taken").await;
        acme.refused(&register("t-1", "other"), "organization.branch_is_final").await;
    }

    #[tokio::test]
    async fn what_is_no_branch_or_no_repository_is_refused() {
        let acme = Acme::connected().await;
        for name in ["", "a..b", "-a", "a@{b"] {
            acme.refused(&register("t-1", name), "organization.branch_is_malformed").await;
        }
        let elsewhere = RegisterTaskBranch { repository_id: RepositoryId::for_number(3), ..register("t-1", "login") };
        acme.refused(&elsewhere, "organization.repository_unknown").await;
    }
}
