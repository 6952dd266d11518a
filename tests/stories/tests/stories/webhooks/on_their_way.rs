//! Deliveries that are lost, late, in another order, repeated or form-encoded: the state ends as GitHub's.

use contracts::organization::ListMembers;
use serde_json::json;
use stories::{Github, Organization, World};

async fn breaks(github: &Github, kind: &str, event: &str) {
    github.breaks(json!({ "deliveries": { "kind": kind, "event": event } })).await;
}

async fn is_member(acme: &Organization<'_>, login: &str) -> bool {
    let members = acme.member.sees(&acme.id, &ListMembers::default()).await.members;
    members.iter().any(|member| member.login == login)
}

/// These stories say what becomes of the next delivery of a kind: one after another, on a fleet of their own.
#[tokio::test]
async fn whatever_happens_to_deliveries_the_state_ends_as_githubs() {
    let world = World::start(fleet::Settings::default().repositories(12)).await;
    let (acme, github) = (world.synced().await, world.github());
    let repository = acme.name(3);
    let person = |login: &str| json!({ "organization": "acme", "login": login });

    breaks(&github, "form_encoded", "pull_request").await;
    github.opens_pull_request(&repository, "feat: as a form & more", "way/form").await;
    acme.hears(&github).await;
    assert_eq!(acme.task_on("way/form").await.title, "feat: as a form & more");

    breaks(&github, "repeated", "pull_request").await;
    let twice = github.opens_pull_request(&repository, "feat: twice", "way/twice").await;
    acme.hears(&github).await;
    acme.task_on("way/twice").await;
    breaks(&github, "repeated", "pull_request").await;
    github.does("pull-requests/close", json!({ "repository": repository, "number": twice })).await;
    acme.hears(&github).await;
    assert!(acme.tasks_on("way/twice").await.is_empty());

    breaks(&github, "delayed", "pull_request").await;
    let late = github.opens_pull_request(&repository, "feat: late", "way/late").await;
    github.does("pull-requests/close", json!({ "repository": repository, "number": late })).await;
    acme.hears(&github).await;
    github.does("deliveries/release", json!({})).await;
    acme.hears(&github).await;
    assert!(acme.tasks_on("way/late").await.is_empty(), "it was opened before it was closed");

    breaks(&github, "swapped", "organization").await;
    github.does("members/add", person("oscar")).await;
    github.does("members/remove", person("oscar")).await;
    acme.hears(&github).await;
    assert!(!is_member(&acme, "oscar").await, "came, and went");
    breaks(&github, "swapped", "organization").await;
    github.does("members/remove", person("carol")).await;
    github.does("members/add", person("carol")).await;
    acme.hears(&github).await;
    assert!(is_member(&acme, "carol").await, "went, and came back");

    breaks(&github, "dropped", "organization").await;
    github.does("members/remove", person("dave")).await;
    breaks(&github, "dropped", "pull_request").await;
    github.opens_pull_request(&repository, "feat: lost", "way/lost").await;
    acme.hears(&github).await;
    acme.sync().await;
    assert!(!is_member(&acme, "dave").await);
    acme.task_on("way/lost").await;
}

#[tokio::test]
async fn what_is_delivered_while_nobody_takes_it_in_is_taken_in_later() {
    let world = World::start(fleet::Settings::default().repositories(12)).await;
    let (acme, github) = (world.synced().await, world.github());
    let services = world.fleet.instances_of("github-data");
    for service in &services {
        world.fleet.kill(service).unwrap();
    }
    let number = github.opens_pull_request(&acme.name(3), "feat: meanwhile", "way/meanwhile").await;
    github.does("members/remove", json!({ "organization": "acme", "login": "dave" })).await;
    github.does("accounts/rename", json!({ "account": "acme", "login": "acme-inc" })).await;
    for service in &services {
        world.fleet.restart(service).await.unwrap();
    }
    acme.hears(&github).await;

    assert_eq!(acme.task_on("way/meanwhile").await.pull_request.unwrap().number, number);
    assert!(!is_member(&acme, "dave").await);
}
