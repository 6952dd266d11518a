//! A second sync, and syncs at the same time.

use std::collections::BTreeMap;

use contracts::{audit_log::List, organization::SyncStatus, runtime_messages::WorkflowStatus};
use fleet::Settings;
use serde_json::json;
use stories::{World, until_true};

#[tokio::test]
async fn a_second_sync_of_an_unchanged_organization_tells_of_no_change() {
    let world = World::start(Settings::default().repositories(12)).await;
    let (acme, github) = (world.synced().await, world.github());
    let before = acme.tasks().await;
    let refreshed = acme.commands("refreshTaskSummaryForBranch").await;
    let events = acme.audit(List::default()).await.len();
    let (mut page, _) = acme.member.follows("organization.acme").await;
    github.counts_anew().await;

    acme.sync().await;

    assert_eq!(acme.tasks().await, before);
    assert_eq!(acme.commands("refreshTaskSummaryForBranch").await, refreshed);
    let since: Vec<_> = acme.audit(List::default()).await.drain(events..).map(|event| event.event).collect();
    assert_eq!(since, ["github.sync_started", "github.sync_completed"]);
    let keys: Vec<_> = page.sees_all().await.into_iter().map(|change| change["key"].clone()).collect();
    assert!(keys.iter().all(|key| key == "organization.acme.profile"), "{keys:?}");

    // GitHub is asked whether anything changed, which costs nothing of the allowance.
    let requests = github.requests().await;
    for route in ["GET /repos/{owner}/{repository}/branches", "GET /repos/{owner}/{repository}/pulls"] {
        let route = requests.route(route);
        assert_eq!((route.total, route.conditional), (12, 12));
        assert_eq!(route.by_status, BTreeMap::from([("304".to_owned(), 12)]));
    }
}

#[tokio::test]
async fn a_second_sync_tells_of_what_changed_and_of_nothing_else() {
    let world = World::start(Settings::default().repositories(12)).await;
    let (acme, github) = (world.synced().await, world.github());
    let refreshed = acme.commands("refreshTaskSummaryForBranch").await;
    // GitHub's webhooks do not arrive.
    github.does("webhook", json!({ "url": null })).await;
    let [web, other] = [acme.name(0), acme.name(2)];
    let number = github.opens_pull_request(&other, "feat: gift cards", "gift-cards").await;
    let edited = acme.tasks().await.into_iter().find(|task| task.repository_name == web).unwrap();
    let edited_number = edited.pull_request.as_ref().unwrap().number;
    github
        .does("pull-requests/update", json!({ "repository": web, "number": edited_number, "title": "docs: say more" }))
        .await;
    let closed = acme.task_on("fix/$(whoami)").await;
    github
        .does("pull-requests/close", json!({ "repository": other, "number": closed.pull_request.unwrap().number }))
        .await;

    acme.sync().await;

    assert_eq!(acme.task_on("gift-cards").await.pull_request.unwrap().number, number);
    assert_eq!(acme.task_on(&edited.branch).await.title, "docs: say more");
    assert_eq!(acme.task_on(&edited.branch).await.task_id, edited.task_id);
    assert!(acme.tasks_on("fix/$(whoami)").await.is_empty());
    assert_eq!(acme.commands("refreshTaskSummaryForBranch").await, refreshed + 3);
}

#[tokio::test]
async fn a_sync_request_during_a_sync_joins_it_and_one_more_follows() {
    let world = World::start(Settings::default().repositories(12)).await;
    let (acme, github) = (world.organization("acme").await, world.github());
    github.breaks(json!({ "latency_milliseconds": 60 })).await;

    let first = acme.asks_to_sync().await;
    let joined = [acme.asks_to_sync().await, acme.asks_to_sync().await, acme.asks_to_sync().await];
    assert!(!first.joined);
    for request in &joined {
        assert!(request.joined && request.run_id == first.run_id, "{request:?} does not join {first:?}");
    }

    acme.run_ends(&first.run_id).await;
    // What was said after the first had begun is not missed: three requests make one more sync.
    until_true("a second sync", async || acme.newest_run().await.run_id != first.run_id).await;
    let second = acme.newest_run().await.run_id;
    assert_eq!(acme.run_ends(&second).await.status, WorkflowStatus::Done);
    world.settle().await;
    assert_eq!(acme.newest_run().await.run_id, second);
    let state = acme.summary().await.github;
    assert_eq!((state.sync_status, state.sync_generation), (SyncStatus::Synced, 2));
}
