//! Takes in which repositories there are.

use std::collections::BTreeMap;

use contracts::{
    OrganizationId, RepositoryId, TaskKey,
    organization::{Applied, ApplyRepositories, Repository, RepositoryGone},
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
        applied |= remove(cx, &organization_id, &command.removed, command.removed_because).await?;
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

    let changed = store::repositories::save(cx.write().await?, organization_id, &repositories).await?;
    if changed.is_empty() {
        return Ok(false);
    }
    let names: Vec<_> = changed.iter().map(|changed| &changed.repository).collect();
    let renamed = store::lines::rename_repositories(cx.write().await?, organization_id, &names).await?;

    for changed in &changed {
        views::repository_changed(cx, organization_id, &changed.repository, changed.revision)?;
    }
    for line in &renamed {
        views::line_changed(cx, organization_id, line)?;
    }
    Ok(true)
}

async fn remove(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repositories: &[RepositoryId],
    because: Option<RepositoryGone>,
) -> Handled<bool> {
    let removed = store::repositories::remove(cx.write().await?, organization_id, repositories).await?;
    let virtual_tasks = store::index::remove_virtual(cx.write().await?, organization_id, repositories).await?;
    store::pull_requests::forget_all(cx.write().await?, organization_id, repositories).await?;
    let peoples = store::lines::clear_pull_requests(cx.write().await?, organization_id, repositories).await?;

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
        let details = json!({ "fullName": full_name, "because": because });
        audit::happened_to_repository(cx, organization_id, repository_id, "repository.removed", details)?;
        views::repository_removed(cx, organization_id, repository_id, gone.revision)?;
    }
    Ok(!removed.is_empty())
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        organization::{CreateTask, GetTaskIndexEntry, ListRepositories},
    };

    use super::*;
    use crate::testing::{Acme, pull_request, repository, wish};

    fn there(repositories: &[Repository]) -> ApplyRepositories {
        ApplyRepositories { repositories: repositories.to_vec(), removed: vec![], removed_because: None }
    }

    fn gone(numbers: &[u64]) -> ApplyRepositories {
        let removed = numbers.iter().map(|number| RepositoryId::for_number(*number)).collect();
        ApplyRepositories { repositories: vec![], removed, removed_because: Some(RepositoryGone::NotShown) }
    }

    #[tokio::test]
    async fn new_repositories_are_shown() {
        let acme = Acme::connected().await;
        let handling = acme.send(&there(&[repository(3, "docs"), repository(1, "web")])).await;

        assert!(handling.outcome.as_ref().unwrap().applied);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!(
            (shown.key.as_str(), shown.value),
            ("organization.acme.repository.r3", Some(json!(repository(3, "docs"))))
        );
        assert_eq!(handling.sent_count(), 0);
        assert_eq!(acme.asks(&ListRepositories::default()).await.repositories.len(), 3);
    }

    #[tokio::test]
    async fn what_is_known_already_changes_nothing() {
        let acme = Acme::connected().await;
        assert!(!acme.done_without_change(&there(&[repository(1, "web"), repository(2, "api")])).await.applied);
        assert!(!acme.done_without_change(&gone(&[3])).await.applied);
        assert!(!acme.done_without_change(&there(&[])).await.applied);
    }

    #[tokio::test]
    async fn a_renamed_repository_renames_its_tasks() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        let handling = acme.send(&there(&[repository(1, "site")])).await;

        assert_eq!(acme.line(&task_id).await.repository_name, "acme/site");
        let keys: Vec<_> = handling.shown().into_iter().map(|shown| shown.key).collect();
        assert_eq!(keys, ["organization.acme.repository.r1".to_owned(), acme.view(&task_id)]);
    }

    #[tokio::test]
    async fn of_a_repository_told_twice_the_last_telling_holds() {
        let acme = Acme::connected().await;
        acme.done(&there(&[repository(3, "old"), repository(3, "new")])).await;
        let known = acme.asks(&ListRepositories::default()).await.repositories;
        assert!(known.iter().any(|known| known.repository == repository(3, "new")));
    }

    #[tokio::test]
    async fn a_removed_repository_takes_its_virtual_tasks_along() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        let handling = acme.send(&gone(&[1])).await;

        assert!(acme.lines().await.is_empty());
        let gone: Vec<_> = handling.shown().into_iter().map(|shown| (shown.key, shown.value)).collect();
        assert_eq!(gone, [(acme.view(&task_id), None), ("organization.acme.repository.r1".to_owned(), None)]);
        let [(_, append)] = handling.sent::<Append>().try_into().unwrap();
        assert_eq!((append.event.as_str(), append.repository_id), ("repository.removed", Some("r1".parse().unwrap())));
        assert_eq!(append.details, json!({ "fullName": "acme/web", "because": "notShown" }));
        assert_eq!(handling.sent_count(), 1);
    }

    #[tokio::test]
    async fn peoples_tasks_outlive_their_repository_without_its_pull_requests() {
        let acme = Acme::connected().await;
        acme.hears(&pull_request(7, "login", 10)).await;
        let task_id = acme.done(&CreateTask { on_branch: Some("login".into()), ..wish("Go on") }).await.task_id;
        let handling = acme.send(&gone(&[1])).await;

        let line = acme.line(&task_id).await;
        assert_eq!((line.pull_request, line.repository_name.as_str()), (None, "acme/web"));
        let [(key, sync)] = handling.sent::<PullRequestSync>().try_into().unwrap();
        assert_eq!((key, sync.pull_request), (format!("acme.{task_id}"), None));
        assert_eq!(acme.asks(&GetTaskIndexEntry { task_id }).await.entry, None);
        acme.refused(&wish("x"), "organization.repository_unknown").await;
    }

    #[tokio::test]
    async fn other_repositories_keep_their_tasks() {
        let acme = Acme::connected().await;
        acme.hears(&pull_request(7, "login", 10)).await;
        acme.done(&gone(&[2])).await;
        assert_eq!(acme.lines().await.len(), 1);
    }

    #[tokio::test]
    async fn a_repository_that_comes_back_is_shown_over_its_leaving() {
        let acme = Acme::connected().await;
        let left = acme.send(&gone(&[1])).await;
        let back = acme.send(&there(&[repository(1, "web")])).await;
        let both = ApplyRepositories { repositories: vec![repository(1, "web")], ..gone(&[1]) };
        let again = acme.send(&both).await;

        let revision = |shown: &[runtime::testing::Shown]| shown.last().unwrap().revision;
        assert!(revision(&left.shown()) < revision(&back.shown()));
        assert!(revision(&back.shown()) < revision(&again.shown()));
        assert!(again.shown().last().unwrap().value.is_some());
    }
}
