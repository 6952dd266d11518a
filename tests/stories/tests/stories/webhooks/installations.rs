//! The App is installed, suspended and uninstalled; for organizations and for people.

use contracts::{
    organization::{AccountKind, InstallationStatus, ListMembers, SyncStatus},
    task::{Detail, Rename},
};
use serde_json::json;
use stories::until_true;

use super::{acme, world};

#[tokio::test]
async fn an_uninstalled_app_takes_all_but_peoples_tasks_along_and_installed_again_brings_them_back() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let tasks = acme.tasks().await.len();
    let task = acme.virtual_task().await;
    let key = acme.key(&task);
    acme.member.does(&key, &Rename { title: "Mine".to_owned() }).await;
    world.settle().await;
    let (mut page, entries) = acme.member.follows("organization.acme").await;
    assert_eq!(entries.iter().filter(|entry| entry["key"].as_str().unwrap().contains(".task.")).count(), tasks);

    github.does("installations/delete", json!({ "account": "acme" })).await;
    acme.hears(&github).await;

    let summary = acme.summary().await;
    let state = &summary.github;
    assert_eq!((state.installation_status, state.installation_id), (InstallationStatus::InstallRequired, None));
    assert_eq!((state.sync_status, state.last_sync_label.as_str()), (SyncStatus::Pending, "GitHub App uninstalled"));
    let counts = summary.counts.unwrap();
    assert_eq!((counts.repositories, counts.members, counts.tasks, counts.virtual_tasks), (0, 0, 1, 0));
    let mine = acme.task_on(&task.branch).await;
    assert_eq!((mine.title.as_str(), &mine.pull_request), ("Mine", &None));
    assert_eq!(acme.member.sees(&key, &Detail {}).await.title, "Mine");
    let gone = page
        .sees_all()
        .await
        .into_iter()
        .filter(|change| change["value"].is_null() && change["key"].as_str().unwrap().contains(".task."));
    assert_eq!(gone.count(), tasks - 1);

    github.does("installations/create", json!({ "account": "acme" })).await;
    github.has_delivered().await;
    until_true("a sync of its own accord", async || acme.summary().await.github.sync_status == SyncStatus::Synced)
        .await;
    world.settle().await;
    assert_eq!(acme.tasks().await.len(), tasks);
    let mine = acme.task_on(&task.branch).await;
    assert_eq!((mine.task_id, mine.title.as_str()), (task.task_id, "Mine"));
    assert_eq!(mine.pull_request.unwrap().number, task.pull_request.unwrap().number);
}

#[tokio::test]
async fn a_suspended_app_asks_to_reconnect_and_a_resumed_one_syncs() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let tasks = acme.tasks().await.len();

    github.does("installations/suspend", json!({ "account": "acme" })).await;
    acme.hears(&github).await;
    let state = acme.summary().await.github;
    assert_eq!(state.installation_status, InstallationStatus::ReconnectRequired);
    assert_eq!(acme.tasks().await, []);

    github.does("installations/unsuspend", json!({ "account": "acme" })).await;
    github.has_delivered().await;
    until_true("a sync", async || acme.summary().await.github.sync_status == SyncStatus::Synced).await;
    world.settle().await;
    assert_eq!(acme.tasks().await.len(), tasks);
}

#[tokio::test]
async fn a_persons_own_account_is_not_taken_for_an_organization() {
    let world = world().await;
    let github = world.github();
    let bob = world.organization("bob");
    github.does("installations/create", json!({ "account": "bob" })).await;
    github.has_delivered().await;
    until_true("a sync", async || {
        let answer = bob.member.looks(&bob.id, &contracts::organization::Summary {}).await;
        answer.body["github"]["syncStatus"] == "synced"
    })
    .await;

    github.opens_pull_request("bob/dotfiles", "feat: a prompt", "prompt").await;
    bob.hears(&github).await;

    assert_eq!(bob.summary().await.github.kind, AccountKind::Personal);
    assert_eq!(bob.task_on("prompt").await.repository_name, "bob/dotfiles");
    let known: Vec<String> = sqlx::query_scalar("select organization_id from organization.profiles order by 1")
        .fetch_all(&world.database)
        .await
        .unwrap();
    assert_eq!(known, ["acme", "bob"]);
}

#[tokio::test]
async fn whoever_joins_or_leaves_on_github_joins_or_leaves_here() {
    let world = world().await;
    let (acme, github) = acme(&world);
    let logins = async || {
        let members = acme.member.sees(&acme.id, &ListMembers::default()).await.members;
        members.into_iter().map(|member| member.login).collect::<Vec<_>>()
    };
    assert!(!logins().await.contains(&"oscar".to_owned()));

    github.does("members/add", json!({ "organization": "acme", "login": "oscar" })).await;
    github.does("members/remove", json!({ "organization": "acme", "login": "carol" })).await;
    github.has_delivered().await;

    until_true("oscar in, carol out", async || {
        let logins = logins().await;
        logins.contains(&"oscar".to_owned()) && !logins.contains(&"carol".to_owned())
    })
    .await;
}
