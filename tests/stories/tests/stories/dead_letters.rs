//! What becomes of dead letters: replayed as they were or edited, or dropped.

use contracts::{Outcome, runtime_messages::DeadLetterSettled};
use serde_json::json;
use stories::{
    World,
    notebook::{Lines, Trouble, Write},
    task,
};

use crate::world_with_notebook;

const NOTEBOOK: &str = "acme.n-1";

fn settled(outcome: Outcome) -> DeadLetterSettled {
    let Outcome::Done { reply, .. } = outcome else { panic!("{outcome:?}") };
    serde_json::from_value(reply).unwrap()
}

async fn lines(world: &World) -> Vec<String> {
    world.ask(&task("acme", "n-1"), &Lines {}).await
}

#[tokio::test]
async fn a_dead_letter_is_replayed_with_an_edited_body() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin) = (world.person("bob"), world.person("admin"));
    let request = bob.raw("task.command.write.acme.n-1", r#"{"txt":"a"}"#);
    assert_eq!(bob.insists(&request).await.status(), "dead");

    let replayed = settled(admin.replays(NOTEBOOK, &request.id, Some(json!({ "text": "a" }))).await);

    let done = Outcome::Done { id: request.id.clone(), reply: json!({ "lines": 1 }) };
    assert_eq!(replayed, DeadLetterSettled { outcome: Some(done.clone()) });
    assert_eq!(lines(&world).await, ["a"]);
    assert!(world.dead_letters(NOTEBOOK).await.is_empty());
    // Its first caller, asking again, gets what came of it in the end.
    assert_eq!(bob.insists(&request).await, done);
    // What was written into it is not that caller's word.
    let written = stories::journal::read(&world.database, "task").await;
    let by: String = sqlx::query_scalar("select sent_by from task.journal where command_id = $1")
        .bind(&request.id)
        .fetch_one(&world.database)
        .await
        .unwrap();
    assert_eq!((by.as_str(), written.len()), ("token:admin", 2));
}

#[tokio::test]
async fn a_dead_letter_that_dies_again_lies_there_again() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin) = (world.person("bob"), world.person("admin"));
    let request = bob.request(&task("acme", "n-1"), &Write { text: "a".into(), trouble: Some(Trouble::Panic) });
    bob.insists(&request).await;

    let replayed = settled(admin.replays(NOTEBOOK, &request.id, None).await);

    assert_eq!(replayed.outcome.unwrap().status(), "dead");
    let [letter] = world.dead_letters(NOTEBOOK).await.try_into().unwrap();
    assert_eq!(letter.id, request.id);
    assert!(lines(&world).await.is_empty());
}

#[tokio::test]
async fn a_dropped_dead_letter_is_gone_and_cannot_be_settled_again() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, admin) = (world.person("bob"), world.person("admin"));
    let request = bob.raw("task.command.write.acme.n-1", "no json");
    bob.insists(&request).await;

    assert_eq!(settled(admin.drops(NOTEBOOK, &request.id).await), DeadLetterSettled { outcome: None });

    assert!(world.dead_letters(NOTEBOOK).await.is_empty());
    for outcome in [admin.drops(NOTEBOOK, &request.id).await, admin.replays(NOTEBOOK, &request.id, None).await] {
        let Outcome::Refused { code, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(code, "runtime.no_such_dead_letter");
    }
    assert_eq!(bob.insists(&request).await.status(), "dead");
}
