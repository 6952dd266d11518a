//! GitHub refuses, fails, or is not there.

use contracts::{
    organization::{GithubState, InstallationStatus, Summary, SyncStatus},
    runtime_messages::WorkflowStatus,
};
use fleet::Settings;
use serde_json::json;
use stories::{Organization, World, until, until_true};

use super::{generated, in_the_sidebar, on_github};

/// Asks for a sync that fails, and gives what people are shown then.
async fn fails_to_sync(acme: &Organization<'_>) -> GithubState {
    let started = acme.asks_to_sync().await;
    let run = acme.run_ends(&started.run_id).await;
    assert_eq!(run.status, WorkflowStatus::Failed, "{run:?}");
    acme.world.settle().await;
    acme.summary().await.github
}

#[tokio::test]
async fn a_sync_waits_for_githubs_rate_limit_and_says_until_when() {
    let world = World::start(Settings::default().repositories(12)).await;
    let (acme, github) = (world.organization("acme").await, world.github());
    github.breaks(json!({ "rate_limit": 20, "rate_window_seconds": 2 })).await;

    let started = acme.asks_to_sync().await;
    let shown = until("the rate limit to be shown", async || {
        let answer = acme.member.looks(&acme.id, &Summary {}).await;
        let state: GithubState = serde_json::from_value(answer.body["github"].clone()).ok()?;
        state.last_sync_label.contains("rate limit").then_some(state)
    })
    .await;

    assert_eq!(shown.sync_status, SyncStatus::Syncing);
    let time = shown.last_sync_label.strip_prefix("GitHub's rate limit is used up until ").unwrap();
    assert!(time.ends_with(" UTC") && time.len() == "12:40 UTC".len(), "{time}");
    let allowance = shown.rate_limit.unwrap();
    assert_eq!((allowance.limit, allowance.remaining), (20, 0));

    let run = acme.run_ends(&started.run_id).await;
    assert_eq!(run.status, WorkflowStatus::Done, "{run:?}");
    world.settle().await;
    assert_eq!(acme.summary().await.github.last_sync_label, "Synced 12 repositories");
    assert_eq!(in_the_sidebar(&acme.tasks().await), on_github(&generated(12)));
}

#[tokio::test]
async fn a_sync_goes_on_after_githubs_secondary_limit() {
    let world = World::start(Settings::default().repositories(3)).await;
    let (acme, github) = (world.organization("acme").await, world.github());
    github.breaks(json!({ "secondary_retry_after_seconds": 1, "secondary_times": 1 })).await;

    assert_eq!(acme.sync().await.last_sync_label, "Synced 3 repositories");
}

#[tokio::test]
async fn a_sync_without_github_waits_for_it_says_so_and_goes_on_by_itself() {
    let world = World::start(Settings::default().repositories(6)).await;
    let acme = world.synced().await;
    let (before, synced) = (acme.tasks().await, acme.summary().await.github);

    world.fleet.github().unwrap().kill().unwrap();
    let started = acme.asks_to_sync().await;
    let shown = until("the wait to be shown", async || {
        let github = acme.summary().await.github;
        github.waits_until.is_some().then_some(github)
    });
    let shown = shown.await;

    assert_eq!(shown.sync_status, SyncStatus::Syncing);
    let says = "GitHub does not answer as it should; trying again at ";
    assert!(shown.last_sync_label.starts_with(says), "{}", shown.last_sync_label);
    assert_eq!((shown.last_sync_at, shown.sync_generation), (synced.last_sync_at, synced.sync_generation));
    assert_eq!((acme.tasks().await, acme.repositories().await.len()), (before.clone(), 6));

    world.fleet.github().unwrap().start().await.unwrap();
    let run = acme.run_ends(&started.run_id).await;
    assert_eq!(run.status, WorkflowStatus::Done, "{run:?}");
    world.settle().await;
    let state = acme.summary().await.github;
    assert_eq!((state.sync_status, state.failures, state.waits_until), (SyncStatus::Synced, vec![], None));
    assert!(state.next_sync_at > state.last_sync_at);
    assert_eq!(acme.tasks().await, before);
}

#[tokio::test]
async fn a_sync_whose_timer_is_lost_wakes_all_the_same() {
    let world = World::start(Settings::default().repositories(3)).await;
    let (acme, github) = (world.organization("acme").await, world.github());
    github.breaks(json!({ "secondary_retry_after_seconds": 8, "secondary_times": 1 })).await;
    let started = acme.asks_to_sync().await;
    until_true("the sync to sleep", async || acme.run(&started.run_id).await.status == WorkflowStatus::Sleeping).await;

    world.jetstream("STREAM.PURGE.GITHUB_DATA_WORKFLOWS", &json!({})).await.unwrap();

    assert_eq!(acme.run_ends(&started.run_id).await.status, WorkflowStatus::Done);
}

#[tokio::test]
async fn an_account_without_the_app_is_told_to_install_it() {
    let world = World::start(Settings::default().repositories(1)).await;
    let nobody = world.organization("nobody").await;

    let state = fails_to_sync(&nobody).await;

    assert_eq!(state.sync_status, SyncStatus::Error);
    assert_eq!(state.installation_status, InstallationStatus::InstallRequired);
    assert!(state.last_sync_label.contains("the GitHub App is not installed for nobody"), "{}", state.last_sync_label);
    assert_eq!(nobody.tasks().await, []);
}

#[tokio::test]
async fn a_sync_after_the_app_was_suspended_keeps_what_is_known_and_asks_to_reconnect() {
    let world = World::start(Settings::default().repositories(3)).await;
    let (acme, github) = (world.synced().await, world.github());
    let before = acme.tasks().await;
    github.does("webhook", json!({ "url": null })).await;
    github.does("installations/suspend", json!({ "account": "acme" })).await;

    let state = fails_to_sync(&acme).await;

    assert_eq!(state.installation_status, InstallationStatus::ReconnectRequired);
    assert!(state.last_sync_label.contains("gone or suspended"), "{}", state.last_sync_label);
    assert_eq!(acme.tasks().await, before);
}

#[tokio::test]
async fn a_stray_answer_that_there_is_no_app_passes() {
    let world = World::start(Settings::default().repositories(3)).await;
    let (acme, github) = (world.organization("acme").await, world.github());
    for route in ["GET /app/installations", "POST /app/installations/{id}/access_tokens"] {
        github.breaks(json!({ "route": { "route": route, "status": 404, "times": 1 } })).await;
    }

    assert_eq!(acme.sync().await.last_sync_label, "Synced 3 repositories");
}

#[tokio::test]
async fn an_app_that_is_back_unheard_is_found_by_the_clock() {
    let mut settings = Settings::default().repositories(3);
    settings.environment.push(("FOUNDRY_GITHUB_LOOK_SECONDS".to_owned(), "1".to_owned()));
    let world = World::start(settings).await;
    let (acme, github) = (world.synced().await, world.github());
    github.does("webhook", json!({ "url": null })).await;
    github.does("installations/suspend", json!({ "account": "acme" })).await;
    assert_eq!(fails_to_sync(&acme).await.installation_status, InstallationStatus::ReconnectRequired);

    github.does("installations/unsuspend", json!({ "account": "acme" })).await;
    // Hours later.
    sqlx::query("update github_data.accounts set github = jsonb_set(github, '{nextSyncAt}', '1')")
        .execute(&world.database)
        .await
        .unwrap();

    until_true("the clock to find it", async || {
        let github = acme.summary().await.github;
        github.installation_status == InstallationStatus::Connected && github.sync_status == SyncStatus::Synced
    })
    .await;
}

#[tokio::test]
async fn another_accounts_name_in_the_body_syncs_nothing() {
    let world = World::start(Settings::default().repositories(1)).await;
    let body = json!({ "context": { "connectedAccount": "tidepool" } });

    let answer = world.visitor().await.post("/v1/githubData/request/syncRepos/acme", &body).await;

    answer.is_refused(409, "github.account_mismatch");
    assert_nothing_was_asked_for(&world).await;
}

/// By the clock it is looked what became of webhooks, whoever asks for what.
async fn assert_nothing_was_asked_for(world: &World) {
    let requests = world.github().requests().await;
    assert_eq!(requests.total, requests.route("GET /app/hook/deliveries").total);
}

#[tokio::test]
async fn what_an_account_is_is_githubs_to_say() {
    let world = World::start(Settings::default().repositories(1)).await;
    let visitor = world.visitor().await;
    for (name, said) in
        [("installationId", json!(999)), ("kind", json!("personal")), ("installationStatus", json!("connected"))]
    {
        let body = json!({ "context": { name: said } });
        let answer = visitor.post("/v1/githubData/request/syncRepos/acme", &body).await;
        answer.is_refused(403, "github.only_github_says_this");
    }
    assert_nothing_was_asked_for(&world).await;
}
