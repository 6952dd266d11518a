//! Repositories come, go, change their names, and get branches.

use contracts::{github_data::GetRepository, task::Rename};
use serde_json::json;
use stories::until_true;

use super::{acme, world};

#[tokio::test]
async fn a_renamed_repository_keeps_its_tasks_under_its_new_name() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let web = acme.name(2);
    let id = acme.repository(&web).await;
    let before = acme.task_on("fix/$(whoami)").await;

    github.does("repositories/rename", json!({ "repository": web, "name": "shop-window" })).await;
    acme.hears(&github).await;

    assert_eq!(acme.repository("acme/shop-window").await, id);
    let after = acme.task_on("fix/$(whoami)").await;
    assert_eq!((after.task_id, after.repository_name.as_str()), (before.task_id, "acme/shop-window"));

    // What happens there under the new name is told of the same tasks.
    let number = before.pull_request.unwrap().number;
    let update = json!({ "repository": "acme/shop-window", "number": number, "title": "fix: windows" });
    github.does("pull-requests/update", update).await;
    acme.hears(&github).await;
    assert_eq!(acme.task_on("fix/$(whoami)").await.title, "fix: windows");
    let tasks = acme.tasks().await.len();
    acme.sync().await;
    assert_eq!(acme.tasks().await.len(), tasks, "a sync finds the same tasks under the new name");
}

#[tokio::test]
async fn a_deleted_repository_takes_its_virtual_tasks_along_and_leaves_peoples() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let web = acme.name(2);
    let mine = acme.task_on("fix/$(whoami)").await;
    acme.member.does(&acme.key(&mine), &Rename { title: "Mine".to_owned() }).await;
    let others = acme.tasks().await.into_iter().filter(|task| task.repository_name != web).count();

    github.does("repositories/delete", json!({ "repository": web })).await;
    acme.hears(&github).await;

    let tasks = acme.tasks().await;
    assert_eq!(tasks.len(), others + 1);
    let left: Vec<_> = tasks.iter().filter(|task| task.repository_name == web).collect();
    assert_eq!((left.len(), left[0].title.as_str(), &left[0].pull_request), (1, "Mine", &None));
    assert!(acme.repositories().await.iter().all(|one| one.repository.full_name != web));
    assert!(acme.history(&acme.key(&mine)).await.contains(&"task.pr_removed".to_owned()));
}

#[tokio::test]
async fn a_new_repository_and_its_first_pull_request_are_there_without_a_sync() {
    let world = world().await;
    let (acme, github) = acme(&world);

    github.does("repositories/add", json!({ "owner": "acme", "name": "gift-cards", "private": true })).await;
    github.opens_pull_request("acme/gift-cards", "feat: first", "first").await;
    acme.hears(&github).await;

    assert_eq!(acme.task_on("first").await.repository_name, "acme/gift-cards");
    assert!(acme.repositories().await.iter().any(|one| one.repository.full_name == "acme/gift-cards"));
}

#[tokio::test]
async fn a_pushed_branch_is_known_soon() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let repository_id = acme.repository(&acme.name(3)).await;

    github.does("branches/create", json!({ "repository": acme.name(3), "branch": "try/it" })).await;
    github.has_delivered().await;

    let query = GetRepository { repository_id };
    until_true("the branch", async || acme.member.sees(&acme.id, &query).await.branches.contains(&"try/it".to_owned()))
        .await;
    assert!(acme.tasks_on("try/it").await.is_empty(), "a branch alone is no task");
}
