//! A command that is sent again with the same id is done once, and everybody who asks gets its one outcome.

use std::time::Duration;

use contracts::{
    Outcome,
    runtime_messages::{GetHistory, History},
};
use futures::future::join_all;
use runtime::Caller;
use serde_json::json;
use stories::{
    World,
    notebook::{Lines, Trouble, Write},
    task,
};

use crate::world_with_notebook;

/// The outcome of a command by its id, as anybody may ask for it.
async fn outcome_of(world: &World, key: &str, id: &str) -> Outcome {
    let body = json!({ "id": id }).to_string();
    let answer =
        world.client.query_raw(&format!("task.query.outcome.{key}"), body.into(), &Caller::token("story")).await;
    serde_json::from_slice(&answer.unwrap()).unwrap()
}

#[tokio::test]
async fn the_same_id_many_times_at_once_is_one_command_with_one_outcome() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    let request = bob.request(&notebook, &Write::text("once"));

    let outcomes = join_all((0..20).map(|_| bob.insists(&request))).await;

    let once = Outcome::Done { id: request.id.clone(), reply: json!({ "lines": 1 }) };
    assert!(outcomes.iter().all(|outcome| *outcome == once), "{outcomes:?}");
    assert_eq!(world.ask(&notebook, &Lines {}).await, ["once"]);
    assert_eq!(outcome_of(&world, "acme.n-1", &request.id).await, once);
}

#[tokio::test]
async fn an_outcome_outlives_the_process_that_produced_it() {
    let (world, mut notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    let requests = [None, Some(Trouble::Refuse), Some(Trouble::Panic)]
        .map(|trouble| bob.request(&notebook, &Write { text: "a".into(), trouble }));
    let mut before = Vec::new();
    for request in &requests {
        before.push(bob.insists(request).await);
    }
    assert_eq!(before.iter().map(Outcome::status).collect::<Vec<_>>(), ["done", "refused", "dead"]);

    notebooks.kill("one").await;
    notebooks.start("two").await;

    for (request, before) in requests.iter().zip(&before) {
        assert_eq!(bob.insists(request).await, *before);
        assert_eq!(outcome_of(&world, "acme.n-1", &request.id).await, *before);
    }
    assert_eq!(world.ask(&notebook, &Lines {}).await, ["a"]);
}

#[tokio::test]
async fn a_command_whose_service_is_away_is_pending_and_done_when_it_is_back() {
    let (world, mut notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    notebooks.stop("one").await;

    let request = bob.request(&notebook, &Write::text("later"));
    let pending = bob.waits(&request, Duration::from_millis(300)).await;
    assert_eq!(pending, Outcome::Pending { id: request.id.clone() });
    notebooks.start("two").await;

    assert_eq!(bob.insists(&request).await.status(), "done");
    assert_eq!(world.ask(&notebook, &Lines {}).await, ["later"]);
}

#[tokio::test]
async fn an_unknown_id_is_unknown_and_an_id_tells_nothing_to_another_actor() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    let request = bob.request(&notebook, &Write::text("secret"));
    bob.insists(&request).await;

    assert_eq!(outcome_of(&world, "acme.n-1", "nobody").await.status(), "unknown");
    assert_eq!(outcome_of(&world, "globex.n-1", &request.id).await.status(), "unknown");
    let mut elsewhere = bob.request(&task("globex", "n-1"), &Write::text("mine"));
    elsewhere.id.clone_from(&request.id);
    let outcome = bob.insists(&elsewhere).await;
    assert_eq!(outcome, Outcome::Done { id: request.id, reply: json!({ "lines": 1 }) });
    assert_eq!(world.ask(&task("globex", "n-1"), &Lines {}).await, ["mine"]);
}

#[tokio::test]
async fn one_id_for_commands_of_two_actors_is_two_commands() {
    let (world, _notebooks) = world_with_notebook().await;
    let mut headers = async_nats::HeaderMap::new();
    headers.insert("Foundry-Command-Id", "story-both");
    for notebook in ["n-1", "n-2"] {
        let (subject, body) = (format!("task.command.write.acme.{notebook}"), r#"{"text":"mine"}"#);
        world.nats.publish_with_headers(subject, headers.clone(), body.into()).await.unwrap();
    }
    world.nats.flush().await.unwrap();
    for notebook in ["n-1", "n-2"] {
        stories::until("its line", async || {
            let lines = world.ask(&task("acme", notebook), &Lines {}).await;
            (lines == ["mine"]).then_some(())
        })
        .await;
    }
    // NATS's own ids are its streams': it forgets them sooner than anybody has typed another command.
    let stream = world.jetstream("STREAM.INFO.TASK_COMMANDS", &serde_json::Value::Null).await.unwrap();
    assert_eq!(stream["config"]["duplicate_window"], 100_000_000);
}

#[tokio::test]
async fn an_id_that_was_used_for_another_command_of_the_actor_is_refused() {
    let (world, _notebooks) = world_with_notebook().await;
    let bob = world.person("bob");
    let request = bob.raw("task.command.write.acme.n-1", r#"{"text":"a"}"#);
    bob.insists(&request).await;

    let mut other = bob.raw("task.command.show.acme.n-1", r#"{"revision":1}"#);
    other.id.clone_from(&request.id);
    let Outcome::Refused { code, .. } = bob.insists(&other).await else { panic!("not refused") };
    assert_eq!(code, "runtime.id_reused");
}

#[tokio::test]
async fn repeats_that_nats_stores_leave_one_line_in_the_history() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    let request = bob.request(&notebook, &Write::text("once"));
    for _ in 0..3 {
        world.client.enqueue(request.clone()).await.unwrap();
    }
    world.settle().await;

    let body = serde_json::to_vec(&GetHistory::default()).unwrap();
    let answer = world.client.query_raw("task.query.history.acme.n-1", body.into(), &Caller::token("story")).await;
    let history: History = serde_json::from_slice(&answer.unwrap()).unwrap();
    let [entry] = history.commands.as_slice() else { panic!("{history:?}") };
    assert_eq!(
        (entry.id.as_str(), entry.command.as_str(), entry.by.as_str()),
        (request.id.as_str(), "write", "token:bob")
    );
    assert_eq!(entry.input, json!({ "text": "once", "trouble": null }));
}
