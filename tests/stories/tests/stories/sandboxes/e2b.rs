//! What happens to sandboxes at E2B without anybody asking: their time is over, places are short, answers are lost.

use contracts::{
    sandbox::{SandboxStatus, Stage},
    task::{Archive, SessionStatus},
};
use fleet::SandboxChoice;
use serde_json::json;
use stories::{World, until_true};

use super::Workplace;

async fn world() -> World {
    World::shared_with(SandboxChoice::E2bStandin).await
}

/// Waits until what was not pushed is kept.
async fn is_kept(desk: &Workplace<'_>) {
    let reference = format!("refs/foundry/{}/1", desk.task.task_id);
    let note = async || desk.sandbox().await.note.unwrap_or_default();
    until_true("what was not pushed is kept", async || note().await.contains(&reference)).await;
}

/// Its time is over now.
async fn expire(world: &World, desk: &Workplace<'_>) {
    let id = desk.sandbox().await.provider_id.unwrap();
    world.fleet.tells_e2b(&format!("sandboxes/{id}/expire"), &json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_rests_is_woken_by_the_next_message_with_its_agent_and_its_work() {
    let world = world().await;
    let desk = Workplace::of(&world, "alice", "story/rests").await;
    desk.hears("/write notes.txt not pushed yet").await;
    is_kept(&desk).await;
    expire(&world, &desk).await;

    assert!(desk.hears("/run cat notes.txt").await.contains("not pushed yet"));
    let record = desk.sandbox().await;
    let resumed = record.stages.iter().find(|stage| stage.stage == Stage::Resuming).unwrap();
    assert!(resumed.ended_at.is_some() && resumed.error.is_none(), "{resumed:?}");
    assert!(resumed.log.contains("as they were"), "{resumed:?}");
    assert_eq!((record.status, record.generation), (SandboxStatus::Ready, 1));
    assert!(record.expires_at.is_some());
    assert!(desk.hears("/memory").await.contains('2'), "its agent remembers");
    let history = desk.acme.history(&desk.task).await;
    for event in ["sandbox.paused", "sandbox.resumed"] {
        assert!(history.iter().any(|known| known == event), "{event} is missing in {history:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_rests_is_destroyed_with_its_task_and_its_work_is_kept() {
    let world = world().await;
    let desk = Workplace::of(&world, "alice", "story/rests-archived").await;
    desk.hears("/write notes.txt not pushed yet").await;
    is_kept(&desk).await;
    expire(&world, &desk).await;

    desk.person.does(&desk.task, &Archive::default()).await;
    let gone = desk.sandbox_is(SandboxStatus::Destroyed).await;
    assert!(gone.note.unwrap().contains("refs/foundry/"));
    let url = world.fleet.e2b_url().unwrap();
    let left: serde_json::Value =
        reqwest::get(format!("{url}/_standin/sandboxes")).await.unwrap().json().await.unwrap();
    assert!(!left.to_string().contains(&gone.provider_id.unwrap()), "{left}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_makes_one_sandbox_and_a_cloud_without_places_is_waited_for() {
    let world = World::start(fleet::Settings::default().repositories(12).sandboxes(SandboxChoice::E2bStandin)).await;
    world.synced().await;
    let fails = async |fault| world.fleet.tells_e2b("faults", &fault).await.unwrap();
    fails(json!({ "route": "POST /v2/sandboxes", "status": 503 })).await;
    fails(json!({ "route": "POST /v2/sandboxes", "answer_is_lost": true })).await;
    fails(json!({ "route": "POST /v2/sandboxes/{id}/connect", "status": 429 })).await;
    fails(json!({ "route": "POST /v2/sandboxes/{id}/connect", "status": 404 })).await;
    let desk = Workplace::of(&world, "alice", "story/no-place").await;

    desk.comes_to(SessionStatus::Idle).await;
    assert!(desk.hears("/say hello").await.contains("hello"));
    let url = world.fleet.e2b_url().unwrap();
    let all: Vec<serde_json::Value> =
        reqwest::get(format!("{url}/_standin/sandboxes")).await.unwrap().json().await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cloud_that_is_away_for_a_moment_ends_no_turn() {
    let world = World::start(fleet::Settings::default().repositories(12).sandboxes(SandboxChoice::E2bStandin)).await;
    world.synced().await;
    let desk = Workplace::of(&world, "alice", "story/away").await;
    desk.comes_to(SessionStatus::Idle).await;
    let message_id = desk.sends("/delay 10ms\n/chunks 300").await;
    until_true("it says something", async || desk.events().await.len() > 20).await;
    let e2b = world.fleet.e2b().unwrap();
    e2b.kill().unwrap();
    e2b.start().await.unwrap();

    desk.ended(&message_id).await;
    let said = desk.said(&message_id).await;
    assert!(said.split_whitespace().map(|word| word.parse().unwrap_or(0)).eq(1..=300), "each is there once: {said}");
    assert_eq!(desk.sandbox().await.generation, 1);
}
