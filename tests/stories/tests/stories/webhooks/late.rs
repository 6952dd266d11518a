//! Deliveries that come late, twice or from an account that has taken another's login: the state is GitHub's all the same.

use contracts::organization::{InstallationStatus, ListMembers, Summary};
use serde_json::{Value, json};
use stories::{Delivery, Github, Organization, World, until_true};

/// The newest delivery of this event that names `login`.
async fn delivery(github: &Github, event: &str, action: &str, login: &str) -> Value {
    let deliveries = github.deliveries().await;
    let is_it = |delivery: &&Delivery| {
        delivery.event == event && delivery.action.as_deref() == Some(action) && delivery.body.contains(login)
    };
    serde_json::from_str(&deliveries.iter().rev().find(is_it).expect("it was delivered").body).unwrap()
}

async fn logins(acme: &Organization<'_>) -> Vec<String> {
    let members = acme.member.sees(&acme.id, &ListMembers::default()).await.members;
    members.into_iter().map(|member| member.login).collect()
}

/// Somebody with the App on their own account, and a repository there.
async fn with_the_app<'a>(world: &'a World, login: &str) -> Organization<'a> {
    let github = world.github();
    github.does("people/add", json!({ "login": login, "name": login })).await;
    github.does("repositories/add", json!({ "owner": login, "name": "notes" })).await;
    let account = world.organization(login).await;
    installs(&account, &github).await;
    account
}

async fn installs(account: &Organization<'_>, github: &Github) {
    github.does("installations/create", json!({ "account": account.id })).await;
    github.has_delivered().await;
    until_true("a sync of its own accord", async || {
        account.member.looks(&account.id, &Summary {}).await.body["github"]["syncStatus"] == "synced"
    })
    .await;
    account.world.settle().await;
}

#[tokio::test]
async fn an_old_word_of_somebody_who_joined_does_not_let_them_back_in() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let nia = json!({ "organization": "acme", "login": "late-nia" });
    github.does("people/add", json!({ "login": "late-nia", "name": "Nia" })).await;
    github.does("members/add", nia.clone()).await;
    acme.hears(&github).await;
    assert!(logins(&acme).await.contains(&"late-nia".to_owned()));
    let joined = delivery(&github, "organization", "member_added", "late-nia").await;
    github.does("members/remove", nia).await;
    acme.hears(&github).await;
    assert!(!logins(&acme).await.contains(&"late-nia".to_owned()));

    assert_eq!(github.sends("organization", "late-nia-1", &joined).await.status, 202);
    let person = joined["membership"]["user"].clone();
    let team = json!({ "action": "added", "scope": "team", "member": person, "organization": joined["organization"],
                       "installation": joined["installation"], "team": { "name": "everyone" } });
    assert_eq!(github.sends("membership", "late-nia-2", &team).await.status, 202);
    world.settle().await;

    assert!(!logins(&acme).await.contains(&"late-nia".to_owned()));
}

#[tokio::test]
async fn an_old_word_of_somebody_who_left_does_not_keep_them_out() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let noa = json!({ "organization": "acme", "login": "late-noa" });
    github.does("people/add", json!({ "login": "late-noa", "name": "Noa" })).await;
    github.does("members/add", noa.clone()).await;
    github.does("members/remove", noa.clone()).await;
    acme.hears(&github).await;
    let left = delivery(&github, "organization", "member_removed", "late-noa").await;
    github.does("members/add", noa).await;
    acme.hears(&github).await;

    assert_eq!(github.sends("organization", "late-noa-1", &left).await.status, 202);
    world.settle().await;

    assert!(logins(&acme).await.contains(&"late-noa".to_owned()));
}

#[tokio::test]
async fn the_late_end_of_an_earlier_installation_clears_nothing() {
    let world = World::shared().await;
    let (fay, github) = (with_the_app(&world, "late-fay").await, world.github());
    github.does("installations/delete", json!({ "account": "late-fay" })).await;
    fay.hears(&github).await;
    let ended = delivery(&github, "installation", "deleted", "late-fay").await;
    installs(&fay, &github).await;
    let suspended = {
        github.does("installations/suspend", json!({ "account": "late-fay" })).await;
        let suspended = delivery(&github, "installation", "suspend", "late-fay").await;
        github.does("installations/unsuspend", json!({ "account": "late-fay" })).await;
        fay.hears(&github).await;
        suspended
    };
    let before = fay.summary().await.github;
    assert_eq!(before.installation_status, InstallationStatus::Connected);

    for (delivery, late) in [("late-fay-1", &ended), ("late-fay-2", &suspended)] {
        assert_eq!(github.sends("installation", delivery, late).await.status, 202);
        world.settle().await;
        assert_eq!(fay.summary().await.github, before, "{delivery}");
        fay.repository("late-fay/notes").await;
    }
}

#[tokio::test]
async fn whoever_takes_a_login_that_was_given_up_says_nothing_of_those_who_had_it() {
    let world = World::shared().await;
    let (gus, github) = (with_the_app(&world, "late-gus").await, world.github());
    github.does("accounts/rename", json!({ "account": "late-gus", "login": "late-gustav" })).await;
    gus.hears(&github).await;
    github.does("people/add", json!({ "login": "late-gus", "name": "Mallory" })).await;
    let before = gus.summary().await;

    let account = json!({ "id": 4_242_424, "login": "late-gus", "type": "Organization" });
    let member = json!({ "user": { "id": 77, "login": "mallory" }, "role": "admin" });
    let installation = json!({ "id": before.github.installation_id });
    let deleted = json!({ "action": "deleted", "installation": { "id": installation["id"], "account": account } });
    let joined = json!({ "action": "member_added", "organization": account, "membership": member,
                         "installation": installation });
    for (event, delivery, payload) in [("installation", "late-gus-1", deleted), ("organization", "late-gus-2", joined)]
    {
        assert_eq!(github.sends(event, delivery, &payload).await.status, 202);
    }
    world.settle().await;

    assert_eq!(gus.summary().await, before);
}
