//! The App is installed, suspended and uninstalled; for organizations and for people.

use contracts::{
    organization::{AccountKind, InstallationStatus, ListMembers, Summary, SyncStatus},
    task::{Detail, Rename},
};
use serde_json::json;
use stories::{Organization, World, until_true};

/// Installs the App on a person's own account, which syncs by itself.
async fn installs<'a>(world: &'a World, login: &str) -> Organization<'a> {
    let (account, github) = (world.organization(login).await, world.github());
    github.does("installations/create", json!({ "account": login })).await;
    github.has_delivered().await;
    is_synced(&account).await;
    account
}

async fn is_synced(account: &Organization<'_>) {
    until_true("a sync of its own accord", async || {
        account.member.looks(&account.id, &Summary {}).await.body["github"]["syncStatus"] == "synced"
    })
    .await;
    account.world.settle().await;
}

#[tokio::test]
async fn a_persons_own_account_is_not_taken_for_an_organization() {
    let world = World::shared().await;
    let bob = installs(&world, "bob").await;
    let task = bob.offers("bob/dotfiles", "prompt").await;

    assert_eq!(task.repository_name, "bob/dotfiles");
    assert_eq!(bob.summary().await.github.kind, AccountKind::Personal);
    let sql = "select organization_id from organization.profiles where organization_id like '%bob%'";
    let known: Vec<String> = sqlx::query_scalar(sql).fetch_all(&world.database).await.unwrap();
    assert_eq!(known, ["bob"]);
}

#[tokio::test]
async fn an_uninstalled_app_takes_all_but_peoples_tasks_along_and_installed_again_brings_them_back() {
    let world = World::shared().await;
    let (dave, github) = (installs(&world, "dave").await, world.github());
    let mine = dave.offers("dave/dotfiles", "mine").await;
    let nobodys = dave.offers("dave/notes", "nobodys").await;
    let key = dave.key(&mine);
    dave.member.does(&key, &Rename { title: "Mine".to_owned() }).await;
    world.settle().await;
    let (mut page, entries) = dave.member.follows("organization.dave").await;
    assert_eq!(entries.len(), 1 + 1 + 2 + 2, "profile, member, repositories, tasks: {entries:#?}");

    github.does("installations/delete", json!({ "account": "dave" })).await;
    dave.hears(&github).await;
    // GitHub has to say so twice, some seconds apart.
    until_true("the App is gone", async || {
        dave.summary().await.github.installation_status == InstallationStatus::InstallRequired
    })
    .await;
    world.settle().await;

    let summary = dave.summary().await;
    let state = &summary.github;
    assert_eq!((state.installation_status, state.installation_id), (InstallationStatus::InstallRequired, None));
    assert_eq!((state.sync_status, state.last_sync_label.as_str()), (SyncStatus::Pending, "GitHub App uninstalled"));
    let counts = summary.counts.unwrap();
    assert_eq!(
        (counts.repositories, counts.members, counts.tasks, counts.virtual_tasks),
        (0, 1, 1, 0),
        "who belongs does not depend on the App"
    );
    let left = dave.task_on("mine").await;
    assert_eq!((left.title.as_str(), &left.pull_request), ("Mine", &None));
    assert_eq!(dave.member.sees(&key, &Detail {}).await.title, "Mine");
    let gone = page.sees_all().await.into_iter().filter(|change| change["value"].is_null());
    assert_eq!(gone.count(), 2 + 1, "the repositories and the virtual task leave the page");

    github.does("installations/create", json!({ "account": "dave" })).await;
    github.has_delivered().await;
    is_synced(&dave).await;
    let back = dave.task_on("mine").await;
    assert_eq!((back.task_id, back.title.as_str()), (mine.task_id, "Mine"));
    assert_eq!(back.pull_request.unwrap().number, mine.pull_request.unwrap().number);
    assert_eq!(dave.task_on("nobodys").await.title, nobodys.title);
}

#[tokio::test]
async fn a_suspended_app_asks_to_reconnect_and_a_resumed_one_syncs() {
    let world = World::shared().await;
    let (erin, github) = (installs(&world, "erin").await, world.github());
    erin.offers("erin/dotfiles", "aliases").await;

    github.does("installations/suspend", json!({ "account": "erin" })).await;
    erin.hears(&github).await;
    let state = erin.summary().await.github;
    assert_eq!(state.installation_status, InstallationStatus::ReconnectRequired);
    assert_eq!(erin.tasks().await, []);

    github.does("installations/unsuspend", json!({ "account": "erin" })).await;
    github.has_delivered().await;
    is_synced(&erin).await;
    assert_eq!(erin.summary().await.github.installation_status, InstallationStatus::Connected);
    erin.task_on("aliases").await;
}

#[tokio::test]
async fn whoever_joins_or_leaves_on_github_joins_or_leaves_here() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
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
