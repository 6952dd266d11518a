//! Large organizations, and repositories that fail in them.

use std::collections::BTreeSet;

use contracts::{
    organization::{GithubState, ListTasks, RepositoryFailure, SyncPhase, SyncStatus},
    runtime_messages::WorkflowStatus,
};
use fleet::{Github::Standin, GithubStandin, Settings};
use github_standin::generate::{BROKEN, NOT_FOUND};
use serde_json::json;
use stories::{Organization, Page, World, until_true};

use super::{generated, in_the_sidebar, on_github};

/// Requests to GitHub at a time for one organization; more would be refused as abuse (backend 4.7).
const REQUESTS_AT_A_TIME: u64 = 6;

fn failing() -> Settings {
    let arguments = vec!["--awkward-failures".to_owned()];
    let standin = GithubStandin { repositories: 160, arguments, ..GithubStandin::default() };
    Settings::default().github(Standin(standin))
}

/// The organization's state at each change, until the sync is over.
async fn watch(page: &mut Page) -> Vec<GithubState> {
    let mut seen = Vec::new();
    loop {
        let change = page.sees(|change| change["key"] == "organization.acme.profile").await;
        let state: GithubState = serde_json::from_value(change["value"]["github"].clone()).unwrap();
        let is_over = matches!(state.sync_status, SyncStatus::Synced | SyncStatus::Error);
        seen.push(state);
        if is_over {
            return seen;
        }
    }
}

#[tokio::test]
async fn a_sync_of_160_repositories_materialises_no_task() {
    let world = World::start(failing()).await;
    let acme = world.organization("acme").await;
    let github = world.github();
    let (mut page, nothing) = acme.member.follows("organization.acme").await;
    assert!(nothing.is_empty(), "{nothing:?}");

    let started = acme.asks_to_sync().await;
    let seen = watch(&mut page).await;
    acme.run_ends(&started.run_id).await;
    world.settle().await;

    assert_eq!(acme.materialised().await, 0);
    assert_eq!(
        world.jetstream("STREAM.INFO.TASK_COMMANDS", &serde_json::Value::Null).await.unwrap()["state"]["messages"],
        0
    );
    all_but_the_failing_ones_are_there(&acme).await;
    progress_was_seen(&seen);
    let most_at_once = github.requests().await.most_at_once;
    // And one of the App's own, which looks by the clock what became of webhooks.
    assert!((2..=REQUESTS_AT_A_TIME + 1).contains(&most_at_once), "{most_at_once} requests at once");
}

async fn all_but_the_failing_ones_are_there(acme: &Organization<'_>) {
    let broken = [acme.name(NOT_FOUND), acme.name(BROKEN)];
    let summary = acme.summary().await;
    let state = &summary.github;
    assert_eq!(state.sync_status, SyncStatus::Synced);
    assert_eq!(state.sync_phase, None);
    assert_eq!((state.processed_repository_count, state.total_repository_count), (160, 160));
    assert_eq!(state.last_sync_label, "Synced 158 of 160 repositories; 2 could not be read");
    names_and_reasons(&state.failures, &broken);

    let mut expected = on_github(&generated(160));
    expected.retain(|shown| !broken.contains(&shown.0));
    let tasks = acme.tasks().await;
    assert_eq!(in_the_sidebar(&tasks), expected);
    assert!(tasks.iter().all(|task| !task.materialised));

    let counts = summary.counts.unwrap();
    let lines = i64::try_from(expected.len()).unwrap();
    assert_eq!((counts.repositories, counts.members), (160, 12));
    assert_eq!((counts.tasks, counts.virtual_tasks), (lines, lines));
}

fn names_and_reasons(failures: &[RepositoryFailure], broken: &[String; 2]) {
    let names: BTreeSet<_> = failures.iter().map(|failure| failure.full_name.clone()).collect();
    assert_eq!(names, BTreeSet::from(broken.clone()));
    let message = |name: &String| &failures.iter().find(|failure| failure.full_name == *name).unwrap().message;
    assert!(message(&broken[0]).contains("GitHub has no"), "{}", message(&broken[0]));
    assert!(message(&broken[1]).contains("500"), "{}", message(&broken[1]));
}

/// A page may miss a step, because a view carries only the newest value; it never sees one going back.
fn progress_was_seen(seen: &[GithubState]) {
    let order = |phase: SyncPhase| phase as i32;
    let during: Vec<_> = seen.iter().filter_map(|state| Some((order(state.sync_phase?), state))).collect();
    assert!(during.is_sorted_by_key(|(phase, state)| (*phase, state.processed_repository_count)), "{during:#?}");
    let phases: BTreeSet<_> = during.iter().map(|(phase, _)| *phase).collect();
    for phase in [SyncPhase::DiscoveringRepositories, SyncPhase::SyncingBranches, SyncPhase::SyncingPullRequests] {
        assert!(phases.contains(&order(phase)), "nobody saw {phase:?}");
    }
    let batches = during.iter().filter(|(phase, _)| *phase == order(SyncPhase::SyncingPullRequests));
    assert!(batches.count() > 3, "progress comes by batch");
}

#[tokio::test]
async fn a_thousand_pull_requests_of_one_repository_are_read_in_pages_without_gaps_or_repeats() {
    let arguments = vec!["--busiest-pull-requests".to_owned(), "1000".to_owned()];
    let standin = GithubStandin { repositories: 1, arguments, ..GithubStandin::default() };
    let world = World::start(Settings::default().github(Standin(standin))).await;
    let acme = world.synced().await;

    let busiest = acme.repository(&acme.name(0)).await;
    let pages = acme.pages(ListTasks { repository_id: Some(busiest), limit: Some(150), ..ListTasks::default() }).await;

    let sizes: Vec<_> = pages.iter().map(Vec::len).collect();
    assert_eq!(sizes, [150, 150, 150, 150, 150, 150, 100]);
    let tasks = pages.concat();
    assert!(tasks.is_sorted_by(|one, next| one.updated_at >= next.updated_at), "newest change first");
    let ids: BTreeSet<_> = tasks.iter().map(|task| &task.task_id).collect();
    assert_eq!(ids.len(), 1_000);
    let expected = github_standin::Generated { busiest_pull_requests: 1_000, ..generated(1) };
    assert_eq!(in_the_sidebar(&tasks), on_github(&expected));
}

#[tokio::test]
async fn an_organization_whose_answers_do_not_come_keeps_no_others_sync_waiting() {
    let mut settings = Settings::default().repositories(30);
    // Longer than the story: whoever waits for one of them waits in vain.
    settings.environment.push(("FOUNDRY_GITHUB_TIMEOUT_MS".to_owned(), "600000".to_owned()));
    let world = World::start(settings).await;
    let (acme, github) = (world.synced().await, world.github());
    let tidepool = world.organization("tidepool").await;
    for repository in acme.repositories().await {
        github.breaks(json!({ "repository": repository.repository.full_name, "fault": "timeout" })).await;
    }
    github.counts_anew().await;
    let slow = acme.asks_to_sync().await;
    until_true("its requests to be under way", async || {
        github.requests().await.route("GET /repos/{owner}/{repository}/branches").total >= REQUESTS_AT_A_TIME
    })
    .await;

    let other = tidepool.asks_to_sync().await;
    assert_eq!(tidepool.run_ends(&other.run_id).await.status, WorkflowStatus::Done);
    assert_eq!(acme.run(&slow.run_id).await.status, WorkflowStatus::Running);
}
