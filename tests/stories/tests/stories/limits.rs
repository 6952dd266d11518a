//! Limits are told at the door, and no caller waits for longer than they may.

use std::time::{Duration, Instant};

use contracts::{Outcome, limit};
use runtime::{Client, Tasks};
use serde_json::json;
use stories::{
    World,
    notebook::{Lines, Trouble, Write},
    task,
};

use crate::world_with_notebook;

/// Asks as `nats req` does.
async fn asks(world: &World, subject: &str, body: impl Into<Vec<u8>>) -> Outcome {
    let reply = world.nats.request(subject.to_owned(), body.into().into()).await.unwrap();
    serde_json::from_slice(&reply.payload).unwrap()
}

fn rejection(outcome: Outcome) -> (String, String) {
    let Outcome::Rejected { code, message } = outcome else { panic!("{outcome:?}") };
    (code, message)
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_at_the_door_with_the_limit() {
    let (world, _notebooks) = world_with_notebook().await;
    let largest = json!({ "text": "" }).to_string().len();
    let fits = json!({ "text": "a".repeat(limit::MESSAGE_BYTES - largest) }).to_string();
    let too_large = json!({ "text": "a".repeat(limit::MESSAGE_BYTES - largest + 1) }).to_string();

    let (code, message) = rejection(asks(&world, "task.request.write.acme.n-1", too_large).await);
    assert_eq!(code, "runtime.too_large");
    assert!(message.contains("262145") && message.contains("262144"), "{message}");
    assert_eq!(world.accepted("TASK_COMMANDS").await.len(), 0, "it was stored all the same");
    assert_eq!(asks(&world, "task.request.write.acme.n-1", fits).await.status(), "done");
}

#[tokio::test]
async fn a_message_that_nats_would_not_take_is_rejected_with_the_limit() {
    let (world, _notebooks) = world_with_notebook().await;
    let bob = world.person("bob");
    let (code, message) = rejection(bob.insists(&bob.raw("task.command.write.acme.n-1", vec![b' '; 1 << 20])).await);
    assert_eq!(code, "runtime.not_accepted");
    assert!(message.contains("1048576"), "{message}");
}

#[tokio::test]
async fn what_is_wrong_is_refused_at_the_door_and_never_stored() {
    let (world, _notebooks) = world_with_notebook().await;
    for (subject, body, wrong) in [
        ("task.request.write.acme.n-1", "no json", "expected"),
        ("task.request.write.acme.n-1", r#"{"txt":"a"}"#, "unknown field `txt`"),
        ("task.request.write.ACME.n-1", r#"{"text":"a"}"#, "\"ACME\""),
        ("task.request.replayDeadLetter.acme.n-1", "{}", "missing field `id`"),
    ] {
        let (code, message) = rejection(asks(&world, subject, body).await);
        assert_eq!(code, "runtime.undecodable", "{subject}");
        assert!(message.contains(wrong), "{subject}: {message}");
    }
    assert_eq!(world.accepted("TASK_COMMANDS").await.len(), 0);
}

#[tokio::test]
async fn nobody_waits_for_longer_than_ten_seconds() {
    let world = World::of(&[]).await;
    let bob = world.person("bob");
    let request = bob.request(&task("acme", "n-1"), &Write::text("a"));
    let began = Instant::now();
    assert_eq!(bob.waits(&request, Duration::from_secs(60)).await, Outcome::Pending { id: request.id.clone() });
    let waited = began.elapsed();
    assert!(waited >= limit::WAIT && waited < limit::WAIT + Duration::from_secs(1), "{waited:?}");
}

#[tokio::test]
async fn an_answer_that_is_too_large_to_send_is_an_error_and_not_silence() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    for _ in 0..5 {
        bob.asks(&notebook, &Write::text("a".repeat(limit::MESSAGE_BYTES - 100))).await;
    }
    let began = Instant::now();
    let client = Client::new(world.nats.clone(), &Tasks::default()).await.unwrap();
    let answer = client.query(&notebook, &Lines {}, &runtime::Caller::token("story")).await;
    let error = answer.expect_err("1.3 MB cannot be sent").to_string();
    assert!(began.elapsed() < Duration::from_millis(1500), "nobody answered: {error}");
}

#[tokio::test]
async fn a_refusal_as_long_as_a_message_reaches_its_caller() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    let text = "\u{1}".repeat(limit::MESSAGE_BYTES / 8);
    let outcome = bob.asks(&notebook, &Write { text, trouble: Some(Trouble::Refuse) }).await;
    assert_eq!(outcome.status(), "refused");
}
