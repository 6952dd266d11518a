//! How pull requests are checked is found without a delivery that tells it.

use contracts::organization::{SyncStatus, TaskSummary};
use fleet::Settings;
use serde_json::json;
use stories::{Github, Organization, World, until_true};

/// How many have failed, are under way, have passed.
fn counts(task: &TaskSummary) -> Option<[u32; 3]> {
    task.checks.as_ref().map(|totals| [totals.failed, totals.open, totals.passed])
}

async fn reports(github: &Github, task: &TaskSummary, tests: &str) {
    let report = json!({ "repository": task.repository_name, "branch": task.branch, "tests": tests });
    github.does("checks/report", report).await;
}

/// The only pull request of its branch's name, which is in the repository itself.
async fn own(acme: &Organization<'_>) -> TaskSummary {
    let tasks = acme.tasks().await;
    let is_own = |task: &&TaskSummary| {
        let pull_request = task.pull_request.as_ref().expect("a virtual task has one");
        pull_request.head_repository.as_deref() == Some(&task.repository_name)
            && tasks.iter().filter(|other| other.branch == task.branch).count() == 1
    };
    tasks.iter().find(is_own).expect("most are").clone()
}

#[tokio::test]
async fn a_first_sync_shows_checks_and_by_the_clock_an_end_that_was_lost_is_found() {
    let mut settings = Settings::default().repositories(6);
    settings.environment.push(("FOUNDRY_GITHUB_LOOK_SECONDS".to_owned(), "1".to_owned()));
    let world = World::start(settings).await;
    let (acme, github) = (world.synced().await, world.github());
    let tasks = acme.tasks().await;
    assert!(tasks.iter().all(|task| counts(task).is_some_and(|counts| counts.iter().sum::<u32>() == 3)), "{tasks:#?}");
    assert!(tasks.iter().all(|task| !task.materialised), "nobody has acted on one");

    let task = own(&acme).await;
    reports(&github, &task, "running").await;
    acme.hears(&github).await;
    let now = async || counts(&acme.task_on(&task.branch).await);
    assert_eq!(now().await, Some([0, 1, 2]));
    github.breaks(json!({ "deliveries": { "kind": "lost", "event": "check_run", "times": 3 } })).await;
    reports(&github, &task, "failed").await;
    acme.hears(&github).await;
    assert_eq!(now().await, Some([0, 1, 2]), "nobody has told it");

    // An hour later.
    sqlx::query("update github_data.accounts set github = jsonb_set(github, '{nextSyncAt}', '1')")
        .execute(&world.database)
        .await
        .unwrap();
    until_true("the clock to find it", async || now().await == Some([1, 0, 2])).await;
    world.settle().await;
    assert_eq!(acme.summary().await.github.last_sync_label, "Synced 6 repositories");
    assert!(acme.tasks().await.iter().all(|task| !task.materialised));
}

#[tokio::test]
async fn without_the_permission_a_sync_is_complete_loses_nothing_and_says_what_is_missing() {
    let world = World::start(Settings::default().repositories(3)).await;
    let (acme, github) = (world.organization("acme").await, world.github());
    github.breaks(json!({ "app_reads_checks": false })).await;
    let state = acme.sync().await;
    assert_eq!((state.sync_status, state.failures), (SyncStatus::Synced, vec![]));
    assert!(state.last_sync_label.contains("may not read checks"), "{}", state.last_sync_label);
    assert!(acme.tasks().await.iter().all(|task| task.checks.is_none()));

    let task = own(&acme).await;
    reports(&github, &task, "running").await;
    acme.hears(&github).await;
    acme.sync().await;
    assert_eq!(counts(&acme.task_on(&task.branch).await), Some([0, 1, 2]), "what was delivered stays");

    github
        .breaks(json!({ "app_reads_checks": true, "route": { "route": "POST /graphql", "status": 403, "times": 1 } }))
        .await;
    let state = acme.sync().await;
    assert_eq!((state.sync_status, state.failures.len()), (SyncStatus::Synced, 1));
    assert!(state.failures[0].message.starts_with("checks: GitHub refused"), "{:?}", state.failures);
    assert_eq!(acme.sync().await.failures, vec![]);
    assert!(acme.tasks().await.iter().all(|task| counts(task).is_some()));
}
