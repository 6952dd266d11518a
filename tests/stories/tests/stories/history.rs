//! What an actor remembers can be read, whatever is in it: page by page, each of which fits into an answer.

use contracts::{
    limit,
    runtime_messages::{DeadLetters, History},
};
use runtime::Caller;
use serde_json::{Value, json};
use stories::{World, notebook::Write, task};

use crate::world_with_notebook;

/// As many as do not fit into one answer.
const LARGE: usize = 8;

async fn asks(world: &World, query: &str, body: Value) -> Value {
    let subject = format!("task.query.{query}.acme.n-1");
    let answer = world.client.query_raw(&subject, body.to_string().into(), &Caller::token("story")).await;
    serde_json::from_slice(&answer.unwrap()).unwrap()
}

#[tokio::test]
async fn a_history_of_large_commands_is_read_page_by_page_and_each_of_them_whole() {
    let (world, _notebooks) = world_with_notebook().await;
    let bob = world.person("bob");
    let text = "x".repeat(200_000);
    for _ in 0..LARGE {
        assert_eq!(bob.asks(&task("acme", "n-1"), &Write::text(&text)).await.status(), "done");
    }

    let page: History = serde_json::from_value(asks(&world, "history", json!({ "limit": 200 })).await).unwrap();
    assert_eq!((page.commands.len(), page.next), (LARGE, None));
    let cut = &page.commands[0];
    assert!(cut.input.as_str().is_some_and(|beginning| beginning.len() == limit::SHOWN_CHARACTERS), "{cut:?}");
    assert!(cut.input_bytes.is_some_and(|bytes| bytes > 200_000));

    let (mut before, mut read) = (None, 0);
    loop {
        let body = json!({ "limit": 1, "before": before });
        let page: History = serde_json::from_value(asks(&world, "history", body).await).unwrap();
        let [entry] = page.commands.as_slice() else { panic!("{}", page.commands.len()) };
        assert_eq!((entry.input["text"].as_str(), entry.input_bytes), (Some(text.as_str()), None));
        read += 1;
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(read, LARGE);
}

#[tokio::test]
async fn dead_letters_of_any_size_can_be_listed_and_each_of_them_read_whole() {
    let (world, _notebooks) = world_with_notebook().await;
    let bob = world.person("bob");
    // A control character takes six times as much room in JSON.
    let bodies = ["x".repeat(limit::MESSAGE_BYTES), "\u{1}".repeat(limit::MESSAGE_BYTES), "\u{ff}".repeat(1_000)];
    for body in &bodies {
        let letter = bob.raw("task.command.write.acme.n-1", body.clone());
        assert_eq!(bob.insists(&letter).await.status(), "dead");
    }

    let all: DeadLetters = serde_json::from_value(asks(&world, "deadLetters", json!({})).await).unwrap();
    assert_eq!((all.letters.len(), all.next), (bodies.len(), None));
    assert_eq!(all.letters[0].body_bytes, Some(limit::MESSAGE_BYTES as i64));
    assert_eq!((all.letters[2].body.as_str(), all.letters[2].body_bytes), (bodies[2].as_str(), None));

    let (mut after, mut read) = (None, Vec::new());
    loop {
        let body = json!({ "limit": 1, "after": after });
        let page: DeadLetters = serde_json::from_value(asks(&world, "deadLetters", body).await).unwrap();
        read.extend(page.letters);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((read[0].body.as_str(), read[0].body_bytes), (bodies[0].as_str(), None));
    assert!(read[1].body.len() > limit::MESSAGE_BYTES / 4 && read[1].body_bytes.is_some());
    assert_eq!(read.len(), bodies.len());
    for limit in [0, 201] {
        let (body, caller) = (json!({ "limit": limit }).to_string(), Caller::token("story"));
        let refused = world.client.query_raw("task.query.deadLetters.acme.n-1", body.into(), &caller).await;
        assert!(matches!(refused, Err(runtime::QueryError::Refused { .. })), "{refused:?}");
    }
}
