//! A message into the turn under way.

use contracts::task::{SendMessage, SessionStatus, StopSession};
use serde_json::json;
use stories::{World, until, until_true};

use super::{Workplace, killed::world_of_its_own};

impl Workplace<'_> {
    fn steering(&self, text: &str) -> SendMessage {
        SendMessage { steer: true, ..self.message(text) }
    }

    /// What became of messages into turns: the bodies.
    async fn steered(&self) -> Vec<serde_json::Value> {
        let events = self.events().await.into_iter();
        events.filter(|event| event.kind == "steer").map(|event| event.body).collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_goes_into_the_turn_of_its_owner_and_without_a_turn_it_begins_one() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/steer").await;
    let begun = desk.person.does(&desk.task, &desk.steering("/hold go")).await;
    assert!(!begun.is_steering, "nothing was under way");
    until_true("it says that it can be steered", async || {
        desk.session().await.abilities.is_some_and(|abilities| abilities.steering)
    })
    .await;
    desk.comes_to(SessionStatus::Running).await;

    let bob = world.signs_in("bob", &["acme"]).await;
    bob.asks(&desk.task, &desk.steering("mine")).await.is_refused(409, "task.only_owner_steers");
    let both = SendMessage { interrupt: true, ..desk.steering("x") };
    desk.person.asks(&desk.task, &both).await.is_refused(400, "task.steers_and_interrupts");

    let accepted = desk.person.does(&desk.task, &desk.steering("be quick")).await;
    assert!(accepted.is_steering && accepted.waits_behind.is_none());
    let steer = until("what became of it", async || desk.steered().await.pop()).await;
    assert_eq!((&steer["isTaken"], &steer["text"]), (&json!(true), &json!("be quick")));
    assert_eq!((&steer["steeredId"], &steer["author"]), (&json!(accepted.message_id), &json!(desk.person.user_id)));
    until_true("it is on its way no longer", async || desk.session().await.steering.is_empty()).await;
    assert_eq!(desk.said(&begun.message_id).await, "Heard: be quick\n");

    desk.person.does(&desk.task, &StopSession { session_id: desk.session_id.clone() }).await;
    let late = desk.person.asks(&desk.task, &desk.steering("late")).await;
    assert!(late.status == 200 || late.code() == "task.turn_is_stopping", "{late:?}");
    desk.ended(&begun.message_id).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_into_a_turn_is_given_once_whatever_is_killed() {
    let world = world_of_its_own().await;
    let desk = Workplace::of(&world, "alice", "story/steer-killed").await;
    let turn = desk.sends("/say Begun\n/hold go").await;
    // An agent that has not heard the prompt yet asks for one, and the message becomes that.
    until_true("its agent is at work", async || desk.said(&turn).await.contains("Begun")).await;
    for round in 0..3 {
        let text = format!("note {round}");
        let steering = desk.steering(&text);
        let (accepted, ()) = tokio::join!(desk.person.asks(&desk.task, &steering), async {
            world.fleet.kill("sandbox-1").unwrap();
        });
        assert!(matches!(accepted.status, 200 | 202), "{accepted:?}");
        world.fleet.restart("sandbox-1").await.unwrap();
        until_true("its fate", async || desk.steered().await.len() == round + 1).await;
    }
    let said = desk.said(&turn).await;
    for round in 0..3 {
        assert_eq!(said.matches(&format!("Heard: note {round}")).count(), 1, "{said} {:?}", desk.steered().await);
    }
    desk.person.does(&desk.task, &StopSession { session_id: desk.session_id.clone() }).await;
    desk.ended(&turn).await;
    assert_eq!(desk.session().await.queue, []);
}
