//! A task is made by the first person who acts on it, and by nothing else.

use contracts::{
    TaskKey,
    organization::{GetTask, GetTaskIndexEntry, RepositoryOverview},
    task::{Archive, Detail, Kill, Rename, TaskStatus},
};
use stories::World;

#[tokio::test]
async fn renaming_a_virtual_task_makes_that_one_and_keeps_its_pull_request() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let (task, neighbour) = (acme.virtual_task("rename/me").await, acme.virtual_task("not/me").await);
    let key = acme.key(&task);

    let record = acme.member.does(&key, &Rename { title: "  Größe: $(id) 🎉 ".to_owned() }).await;

    assert_eq!((record.title.as_str(), record.status), ("Größe: $(id) 🎉", TaskStatus::Initialized));
    assert_eq!(record.pull_request, task.pull_request);
    assert_eq!((record.prompt, record.branch), (task.title, task.branch));
    world.settle().await;
    let line = acme.task_on("rename/me").await;
    assert!(line.materialised);
    assert_eq!((line.title, line.pull_request), (record.title, task.pull_request));
    assert_eq!(acme.history(&key).await, ["task.initialized", "task.renamed"]);
    assert_eq!(acme.task_on("not/me").await, neighbour);
    assert!(acme.is_materialised(&key).await);
    assert!(!acme.is_materialised(&acme.key(&neighbour)).await);
}

#[tokio::test]
async fn looking_at_a_virtual_task_creates_nothing() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("look/at-me").await;
    let (key, task_id) = (acme.key(&task), task.task_id.clone());
    let (mut page, nothing) = acme.member.follows(&format!("task.acme.{task_id}")).await;

    acme.member.looks(&key, &Detail {}).await.is_refused(404, "task.not_materialised");
    assert_eq!(acme.member.sees(&acme.id, &GetTask { task_id: task_id.clone() }).await, task);
    let entry = acme.member.sees(&acme.id, &GetTaskIndexEntry { task_id }).await.entry.unwrap();
    assert_eq!((entry.title, entry.pull_request), (task.title.clone(), task.pull_request.clone()));
    let overview = RepositoryOverview { repository_id: task.repository_id.clone() };
    assert!(acme.member.sees(&acme.id, &overview).await.tasks.contains(&task));

    world.settle().await;
    assert!(nothing.is_empty() && page.sees_all().await.is_empty());
    assert!(!acme.is_materialised(&key).await);
    assert_eq!(acme.history(&key).await, [] as [&str; 0]);
    assert_eq!(acme.task_on("look/at-me").await, task);
}

#[tokio::test]
async fn an_id_that_is_no_tasks_makes_none() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    world.appoints(&acme.member, "nobody-knows").await;
    for organization in ["acme", "nobody-knows"] {
        let task_id = "0199c0de-0000-4000-8000-000000000000".parse().unwrap();
        let key = TaskKey { organization_id: organization.parse().unwrap(), task_id };

        let member = &acme.member;
        member.asks(&key, &Rename { title: "Untitled".to_owned() }).await.is_refused(404, "task.unknown");
        member.asks(&key, &Archive { reason: None }).await.is_refused(404, "task.unknown");
        member.asks(&key, &Kill { reason: None }).await.is_refused(404, "task.unknown");
        member.looks(&key, &Detail {}).await.is_refused(404, "task.not_materialised");

        world.settle().await;
        let rows: i64 = sqlx::query_scalar("select count(*) from task.tasks where task_id = $1")
            .bind(key.task_id.as_str())
            .fetch_one(&world.database)
            .await
            .unwrap();
        assert_eq!(rows, 0);
    }
    let task_id = "0199c0de-0000-4000-8000-000000000000".parse().unwrap();
    acme.member.looks(&acme.id, &GetTask { task_id }).await.is_refused(404, "organization.task_unknown");
}

#[tokio::test]
async fn a_virtual_task_can_be_put_away_at_once() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("no/thanks").await;
    let key = acme.key(&task);

    let record = acme.member.does(&key, &Archive { reason: Some("not now".to_owned()) }).await;

    assert_eq!((record.status, record.pull_request), (TaskStatus::Archived, task.pull_request));
    world.settle().await;
    assert_eq!(acme.task_on("no/thanks").await.status, TaskStatus::Archived);
    assert_eq!(acme.history(&key).await, ["task.initialized", "task.archived"]);
}
