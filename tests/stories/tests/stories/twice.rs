//! A story whose every message is delivered twice, or whose processes end after every step of every workflow, ends as
//! the same story undisturbed.

use contracts::{
    github_data::{SyncRepos, SyncStarted},
    organization::CreateTask,
    runtime_messages::WorkflowStatus,
    task::{Archive, Kill, Rename},
};
use fleet::Settings;
use serde_json::{Value, json};
use stories::{Organization, World, until};

/// Enough for one batch of each phase.
const REPOSITORIES: usize = 12;

async fn told(settings: Settings) -> Value {
    let world = World::start(settings.repositories(REPOSITORIES)).await;
    let acme = world.synced().await;
    people_work(&acme).await;
    acme.sync().await;
    acme.end_state().await
}

/// Somebody does a little of everything.
async fn people_work(acme: &Organization<'_>) {
    let (github, repository) = (acme.world.github(), acme.name(10));
    let renamed = acme.virtual_task("to-be-renamed").await;
    let (archived, killed) = (acme.virtual_task("to-be-archived").await, acme.virtual_task("to-be-killed").await);
    for title in ["feat: once", "feat: twice", "feat: three times"] {
        acme.member.does(&acme.key(&renamed), &Rename { title: title.into() }).await;
    }
    acme.member.does(&acme.key(&archived), &Archive { reason: Some("done".into()) }).await;
    acme.member.does(&acme.key(&killed), &Kill { reason: None }).await;
    let repository_id = acme.repository(&repository).await;
    let prompt = "Add a dark mode".to_owned();
    acme.creates_task(&CreateTask { repository_id, prompt, title: None, branch: None, on_branch: None }).await;
    let closed = acme.virtual_task("to-be-closed").await.pull_request.unwrap().number;
    github.does("pull-requests/close", json!({ "repository": repository, "number": closed })).await;
    acme.hears(&github).await;
}

fn assert_same(disturbed: &Value, undisturbed: &Value) {
    for (name, undisturbed) in undisturbed.as_object().unwrap() {
        match (disturbed[name].as_array(), undisturbed.as_array()) {
            (Some(disturbed), Some(undisturbed)) => {
                let new: Vec<_> = disturbed.iter().filter(|one| !undisturbed.contains(one)).collect();
                let missing: Vec<_> = undisturbed.iter().filter(|one| !disturbed.contains(one)).collect();
                assert!(new.is_empty() && missing.is_empty(), "{name}: new {new:#?}, missing {missing:#?}");
                assert_eq!(disturbed.len(), undisturbed.len(), "{name}");
            }
            _ => assert_eq!(&disturbed[name], undisturbed, "{name}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_ends_the_same_when_every_message_is_delivered_twice() {
    let twice = Settings::default().variable("FOUNDRY_DELIVER_TWICE", "true");
    let (once, twice) = tokio::join!(told(Settings::default()), told(twice));
    assert_same(&twice, &once);
}

/// Few repositories: each step costs a crash, and each crash the time until its run is given to somebody else.
const FEW: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sync_ends_the_same_when_its_process_ends_after_every_step() {
    let undisturbed = async {
        let world = World::start(Settings::default().repositories(FEW)).await;
        world.synced().await.end_state().await
    };
    let crashing = Settings::default().repositories(FEW).variable("FOUNDRY_CRASH_AFTER_STEP", "*");
    let (crashing, undisturbed) = tokio::join!(crashes_to_its_end(crashing), undisturbed);
    assert_same(&crashing, &undisturbed);
}

async fn crashes_to_its_end(settings: Settings) -> Value {
    let world = World::start(settings).await;
    let acme = world.organization("acme").await;
    let mut crashes = 0;
    let mut start_again = async || {
        let pid = world.fleet.pid("github-data-1").unwrap();
        if pid.is_none_or(|pid| fleet::running_program(pid).is_none()) {
            crashes += 1;
            // It may end again before it is ready.
            world.fleet.kill("github-data-1").unwrap();
            world.fleet.restart("github-data-1").await.ok();
        }
    };
    // The process may end with the outcome still on its way; whoever asks again joins the sync.
    let started: SyncStarted = until("the outcome", async || {
        let answer = acme.member.asks(&acme.id, &SyncRepos::default()).await;
        start_again().await;
        (answer.status == 200).then(|| serde_json::from_value(answer.body).unwrap())
    })
    .await;
    let run = until("the end of the sync", async || {
        start_again().await;
        let run = sqlx::query_as::<_, (String, i32)>(
            "select status, (select count(*)::int from github_data.workflow_steps s where s.run_id = w.run_id)
             from github_data.workflows w where run_id = $1",
        );
        let (status, steps) = run.bind(&started.run_id).fetch_one(&world.database).await.unwrap();
        (!["waiting", "running", "sleeping"].contains(&status.as_str())).then_some((status, steps))
    });
    let (status, steps) = run.await;
    assert_eq!(status, "done");
    assert!(steps >= 6 && crashes >= steps - 1, "{crashes} crashes in {steps} steps");
    let run = acme.run_ends(&started.run_id).await;
    assert_eq!(run.status, WorkflowStatus::Done);
    acme.end_state().await
}
