//! Repositories come, go, change their names, and get branches.

use contracts::{github_data::GetRepository, task::Rename};
use serde_json::json;
use stories::{Organization, World, until_true};

/// A repository of the story's own.
async fn adds(acme: &Organization<'_>, name: &str) -> String {
    let github = acme.world.github();
    github.does("repositories/add", json!({ "owner": "acme", "name": name, "private": true })).await;
    acme.hears(&github).await;
    format!("acme/{name}")
}

#[tokio::test]
async fn a_new_repository_and_its_first_pull_request_are_there_without_a_sync() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());

    github.does("repositories/add", json!({ "owner": "acme", "name": "gift-cards" })).await;
    github.opens_pull_request("acme/gift-cards", "feat: first", "first").await;
    acme.hears(&github).await;

    assert_eq!(acme.task_on("first").await.repository_name, "acme/gift-cards");
    acme.repository("acme/gift-cards").await;
}

#[tokio::test]
async fn a_renamed_repository_keeps_its_tasks_under_its_new_name() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let old = adds(&acme, "shop").await;
    let (id, before) = (acme.repository(&old).await, acme.offers(&old, "before-the-rename").await);

    github.does("repositories/rename", json!({ "repository": old, "name": "shop-window" })).await;
    acme.hears(&github).await;

    assert_eq!(acme.repository("acme/shop-window").await, id);
    let after = acme.task_on("before-the-rename").await;
    assert_eq!((&after.task_id, after.repository_name.as_str()), (&before.task_id, "acme/shop-window"));

    // What happens there under the new name is told of the same tasks, also by a sync.
    let number = before.pull_request.unwrap().number;
    let update = json!({ "repository": "acme/shop-window", "number": number, "title": "fix: windows" });
    github.does("pull-requests/update", update).await;
    acme.hears(&github).await;
    acme.sync().await;
    let after = acme.task_on("before-the-rename").await;
    assert_eq!((after.task_id, after.title.as_str()), (before.task_id, "fix: windows"));
}

#[tokio::test]
async fn a_deleted_repository_takes_its_virtual_tasks_along_and_leaves_peoples() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let repository = adds(&acme, "short-lived").await;
    acme.offers(&repository, "nobodys").await;
    let mine = acme.offers(&repository, "somebodys").await;
    acme.member.does(&acme.key(&mine), &Rename { title: "Mine".to_owned() }).await;

    github.does("repositories/delete", json!({ "repository": repository })).await;
    acme.hears(&github).await;

    assert!(acme.repositories().await.iter().all(|one| one.repository.full_name != repository));
    assert!(acme.tasks_on("nobodys").await.is_empty());
    let left = acme.task_on("somebodys").await;
    assert_eq!((left.title.as_str(), &left.pull_request), ("Mine", &None));
    assert!(acme.history(&acme.key(&mine)).await.contains(&"task.pr_removed".to_owned()));
}

#[tokio::test]
async fn a_pushed_branch_is_known_soon() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let repository_id = acme.repository(&acme.name(3)).await;

    github.does("branches/create", json!({ "repository": acme.name(3), "branch": "try/it" })).await;
    github.has_delivered().await;

    let query = GetRepository { repository_id };
    until_true("the branch", async || acme.member.sees(&acme.id, &query).await.branches.contains(&"try/it".to_owned()))
        .await;
    world.settle().await;
    assert!(acme.tasks_on("try/it").await.is_empty(), "a branch alone is no task");
}
