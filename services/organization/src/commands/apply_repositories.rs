//! Takes in which repositories there are.

use std::collections::BTreeMap;

use contracts::{
    OrganizationId, RepositoryId, TaskKey,
    organization::{Applied, ApplyRepositories, Repository},
    task::PullRequestSync,
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, store, views};

/// A repository that says nothing new changes nothing. A removed one takes its virtual tasks along; people's tasks stay,
/// without their pull requests.
pub async fn apply_repositories(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: ApplyRepositories,
) -> Handled<Applied> {
    let mut applied = false;
    if !command.removed.is_empty() {
        applied |= remove(cx, &organization_id, &command.removed).await?;
    }
    if !command.repositories.is_empty() {
        applied |= save(cx, &organization_id, command.repositories).await?;
    }
    Ok(Applied { applied })
}

async fn save(cx: &mut Cx, organization_id: &OrganizationId, repositories: Vec<Repository>) -> Handled<bool> {
    // One statement cannot write a row twice; the last one told holds.
    let by_id: BTreeMap<_, _> =
        repositories.into_iter().map(|repository| (repository.repository_id.clone(), repository)).collect();
    let repositories: Vec<_> = by_id.into_values().collect();

    let changed = store::repositories::save(cx.write(), organization_id, &repositories).await?;
    if changed.is_empty() {
        return Ok(false);
    }
    let names: Vec<_> = changed.iter().map(|changed| &changed.repository).collect();
    let renamed = store::lines::rename_repositories(cx.write(), organization_id, &names).await?;

    for changed in &changed {
        views::repository_changed(cx, organization_id, &changed.repository, changed.revision)?;
    }
    for line in &renamed {
        views::line_changed(cx, organization_id, line)?;
    }
    Ok(true)
}

async fn remove(cx: &mut Cx, organization_id: &OrganizationId, repositories: &[RepositoryId]) -> Handled<bool> {
    let removed = store::repositories::remove(cx.write(), organization_id, repositories).await?;
    let virtual_tasks = store::index::remove_virtual(cx.write(), organization_id, repositories).await?;
    store::pull_requests::forget_all(cx.write(), organization_id, repositories).await?;
    let peoples = store::lines::clear_pull_requests(cx.write(), organization_id, repositories).await?;

    for task in virtual_tasks {
        views::line_removed(cx, organization_id, &task.task_id, task.revision)?;
    }
    for line in &peoples {
        let key = TaskKey { organization_id: organization_id.clone(), task_id: line.summary.task_id.clone() };
        cx.send(&key, &PullRequestSync { pull_request: None })?;
        views::line_changed(cx, organization_id, line)?;
    }
    for gone in &removed {
        let Repository { repository_id, full_name, .. } = &gone.repository;
        let details = json!({ "fullName": full_name });
        audit::happened_to_repository(cx, organization_id, repository_id, "repository.removed", details)?;
        views::repository_removed(cx, organization_id, repository_id, gone.revision)?;
    }
    Ok(!removed.is_empty())
}
