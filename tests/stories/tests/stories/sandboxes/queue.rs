//! The queue and the stop ladder, while services are killed.

use contracts::task::{RemoveMessage, ResumeQueue, SendMessage, SessionStatus, StopSession};
use serde_json::json;
use stories::until_true;

use super::{Workplace, killed::world_of_its_own};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_and_what_interrupts_runs_once_and_in_order_whatever_is_killed() {
    let world = world_of_its_own().await;
    let desk = Workplace::of(&world, "alice", "story/queue-killed").await;
    let session_id = desk.session_id.clone();
    let held = desk.sends("/hold go").await;
    desk.comes_to(SessionStatus::Running).await;
    desk.sends("/say one").await;
    let taken_back = desk.sends("/say never").await;
    let last = desk.sends("/say two").await;
    let remove = RemoveMessage { session_id: session_id.clone(), message_id: taken_back };
    let now = SendMessage { interrupt: true, ..desk.message("/say now") };

    world.fleet.kill("task-1").unwrap();
    let (removed, restarted) = tokio::join!(desk.person.asks(&desk.task, &remove), world.fleet.restart("task-1"));
    restarted.unwrap();
    assert!(matches!(removed.status, 200 | 202), "{removed:?}");
    let (sent, ()) = tokio::join!(desk.person.asks(&desk.task, &now), async {
        world.fleet.kill("sandbox-1").unwrap();
    });
    assert!(matches!(sent.status, 200 | 202), "{sent:?}");
    world.fleet.restart("sandbox-1").await.unwrap();

    desk.ended(&last).await;
    let events = desk.events().await;
    let prompts: Vec<_> =
        events.iter().filter(|event| event.kind == "prompt").map(|event| &event.body["text"]).collect();
    assert_eq!(prompts, ["/hold go", "/say now", "/say one", "/say two"]);
    let ends: Vec<_> = events.iter().filter(|event| event.kind == "ended").map(|event| &event.body["end"]).collect();
    assert_eq!(ends, [&json!("stopped"), &json!("done"), &json!("done"), &json!("done")], "{held}");
    assert_eq!(desk.comes_to(SessionStatus::Idle).await.queue, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_goes_on_when_whoever_was_stopping_is_killed() {
    let world = world_of_its_own().await;
    let desk = Workplace::of(&world, "alice", "story/stop-killed").await;
    let deaf = desk.sends("/ignore-cancel\n/say I do not listen\n/silent").await;
    until_true("it speaks", async || !desk.said(&deaf).await.is_empty()).await;
    desk.sends("/say after").await;
    desk.person.does(&desk.task, &StopSession { session_id: desk.session_id.clone() }).await;
    until_true("it is asked to stop", async || !desk.notices("stop").await.is_empty()).await;
    world.fleet.kill("sandbox-1").unwrap();
    world.fleet.restart("sandbox-1").await.unwrap();

    desk.ended(&deaf).await;
    let session = desk.session().await;
    assert_eq!((session.error, session.queue.len(), session.queue_is_paused), (None, 1, true));
    desk.person.does(&desk.task, &ResumeQueue { session_id: desk.session_id.clone() }).await;
    let after = desk.comes_to(SessionStatus::Idle).await;
    assert_eq!(after.queue, []);
    until_true("it was said", async || {
        let events = desk.events().await;
        events.iter().filter(|event| super::text(&event.body) == "after").count() == 1
    })
    .await;
}
