//! Pages that follow a session hear what the agent says as it says it, once and in order.

use contracts::{sandbox::SandboxStatus, task::SessionStatus};
use serde_json::{Value, json};
use stories::{Page, World, until_true};

use super::Workplace;

/// Hears the topic's events until the turn's end, beginning behind `last`; the indexes must be without a gap.
async fn hears_to_the_end(page: &mut Page, topic: &str, mut last: i64) -> Vec<Value> {
    let mut heard = Vec::new();
    loop {
        let said = page.hears().await;
        if said["topic"] != topic || said["type"] != "events" {
            continue;
        }
        for event in said["events"].as_array().unwrap() {
            assert_eq!(event["index"], last + 1, "{event}");
            last += 1;
            heard.push(event.clone());
            if event["kind"] == "ended" {
                return heard;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_follows_a_turn_and_resumes_behind_what_it_knows() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/live").await;
    desk.comes_to(SessionStatus::Idle).await;
    let topic = format!("session.acme.{}.{}", desk.task.task_id, desk.session_id);
    let mut page = desk.person.opens_page().await;
    page.says(json!({ "type": "subscribe", "topic": topic, "since": 0 })).await;
    assert_eq!(page.hears().await, json!({ "type": "events", "topic": topic, "events": [], "last": 0 }));

    desk.sends("/delay 2ms\n/chunks 400").await;
    let heard = hears_to_the_end(&mut page, &topic, 0).await;
    let log: Vec<Value> = desk.events().await.iter().map(|event| serde_json::to_value(event).unwrap()).collect();
    assert_eq!(heard, log, "what was heard is what is written down");

    let known = i64::try_from(heard.len()).unwrap();
    drop(page);
    desk.hears("/chunks 50").await;
    let mut page = desk.person.opens_page().await;
    page.says(json!({ "type": "subscribe", "topic": topic, "since": known })).await;
    let missed = hears_to_the_end(&mut page, &topic, known).await;
    assert!(missed.len() > 50);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_of_another_organization_follows_no_session_and_no_sandbox() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/live-stranger").await;
    desk.sandbox_is(SandboxStatus::Ready).await;
    let mut page = world.admin_of("elsewhere").await.opens_page().await;
    for topic in [
        format!("session.acme.{}.{}", desk.task.task_id, desk.session_id),
        format!("sandbox.acme.{}", desk.task.task_id),
    ] {
        page.says(json!({ "type": "subscribe", "topic": topic })).await;
        assert_eq!(page.hears().await["code"], "access.not_a_member");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_credentials_of_somebody_who_was_removed_leave_the_sandbox() {
    let world = super::killed::world_of_its_own().await;
    let desk = Workplace::of(&world, "bob", "story/removed").await;
    desk.hears("/say hello").await;
    assert_eq!(desk.sandbox().await.identity.unwrap().login, "bob");
    let alice = world.signs_in("alice", &["acme"]).await;
    world.github().does("members/remove", json!({ "organization": "acme", "login": "bob" })).await;

    let sandbox = async || alice.sees(&desk.task, &contracts::sandbox::SandboxDetail {}).await;
    until_true("bob's credentials are gone", async || sandbox().await.identity.is_none()).await;
    let message_id = desk.sends_as(&alice, "/run git config user.email").await;
    let desk = Workplace { person: alice, ..desk };
    desk.ended(&message_id).await;
    assert!(!desk.said(&message_id).await.contains("bob"));
    assert_eq!(desk.sandbox().await.identity.unwrap().login, "alice");
}
