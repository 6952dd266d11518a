//! What an agent remembers after its process or its sandbox has died, and that people are told.

use contracts::{
    sandbox::SandboxStatus,
    task::{AgentMemory, SessionStatus},
};
use serde_json::json;
use stories::World;

use super::Workplace;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agent_reads_its_own_notes_and_one_in_another_sandbox_gets_a_summary() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/memory").await;
    desk.hears("/say The password is swordfish").await;
    assert_eq!(desk.session().await.memory, Some(AgentMemory::Native));
    assert_eq!(desk.notices("memory").await.len(), 0);

    desk.sends("/die").await;
    desk.comes_to(SessionStatus::Error).await;
    let remembered = desk.hears("/memory").await;
    assert!(remembered.contains('2'), "{remembered}");
    assert_eq!(desk.session().await.memory, Some(AgentMemory::Resumed));
    assert_eq!(desk.notices("memory").await[0]["memory"], "resumed");

    let provider_id = desk.sandbox().await.provider_id.unwrap();
    world.fleet.end_sandbox(&provider_id).await.unwrap();
    let lost = desk.sends("/say is lost").await;
    desk.comes_to(SessionStatus::Error).await;
    let events = desk.events().await;
    let of_lost: Vec<_> = events.iter().filter(|event| event.message_id.as_ref() == Some(&lost)).collect();
    let kinds: Vec<_> = of_lost.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["prompt", "ended"], "what was written can be read, and why nothing came of it");
    assert_eq!(of_lost[0].body["text"], json!("/say is lost"));

    let told = desk.hears("/attachments").await;
    assert!(told.contains("text before the script") && told.contains("swordfish"), "{told}");
    assert_eq!(desk.sandbox_is(SandboxStatus::Ready).await.generation, 2);
    assert_eq!(desk.session().await.memory, Some(AgentMemory::Summary));
    let notice = desk.notices("memory").await.pop().unwrap();
    let summary = notice["summary"].as_str().unwrap();
    assert!(summary.contains("You: The password is swordfish") && summary.contains("not pushed may be missing"));
    assert!(!desk.hears("/attachments").await.contains("swordfish"), "it is told once");
}
