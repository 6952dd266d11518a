//! A stream that is full refuses what is new: whoever asks learns it, nobody else is stopped, and nothing is lost.

use contracts::{audit_log::List, task::Rename};
use fleet::Settings;
use futures::future::join_all;
use serde_json::{Value, json};
use stories::{World, audit, journal, task, until_true};

const TASKS: usize = 20;

async fn renames(world: &World, title: &str) {
    let bob = world.person("bob");
    let all = (0..TASKS).map(|number| {
        let (bob, key) = (&bob, task("acme", &format!("t-{number}")));
        async move { bob.asks(&key, &Rename { title: title.into() }).await }
    });
    for outcome in join_all(all).await {
        assert_eq!(outcome.status(), "done", "{outcome:?}");
    }
}

/// What an operator does with `nats stream edit --max-bytes`.
async fn limit(world: &World, stream: &str, max_bytes: i64) {
    let info = world.jetstream(&format!("STREAM.INFO.{stream}"), &Value::Null).await.unwrap();
    let mut config = info["config"].clone();
    config["max_bytes"] = max_bytes.into();
    let answer = world.jetstream(&format!("STREAM.UPDATE.{stream}"), &config).await.unwrap();
    assert_eq!(answer["error"], Value::Null, "{answer}");
}

async fn bytes(world: &World, stream: &str) -> i64 {
    let info = world.jetstream(&format!("STREAM.INFO.{stream}"), &json!(null)).await.unwrap();
    info["state"]["bytes"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_audit_stream_stops_nobody_and_gets_everything_when_there_is_room_again() {
    let world = World::start(Settings::only(&["audit-log", "task"])).await;
    join_all((0..TASKS).map(async |number| world.initialize(&task("acme", &format!("t-{number}"))).await)).await;
    world.settle().await;
    limit(&world, "AUDIT_LOG_COMMANDS", bytes(&world, "AUDIT_LOG_COMMANDS").await + 1_000).await;

    renames(&world, "one").await;
    renames(&world, "two").await;
    // What follows the refused events is shown: the views of the tasks do not wait for the audit log.
    let views = async_nats::jetstream::new(world.nats.clone()).get_key_value("views").await.unwrap();
    for number in 0..TASKS {
        until_true("the title is shown", async || {
            let entry = views.get(format!("task.acme.t-{number}")).await.unwrap().unwrap_or_default();
            serde_json::from_slice::<Value>(&entry).unwrap_or_default()["value"]["title"] == "two"
        })
        .await;
    }
    let renamed = || List { event: Some("task.renamed".into()), ..List::default() };
    let acme = "acme".parse().unwrap();
    assert!(audit(&world, &acme, renamed()).await.len() < 2 * TASKS, "the stream was never full");

    limit(&world, "AUDIT_LOG_COMMANDS", -1).await;
    journal::outbox_is_empty(&world.database, "task").await;
    world.settle().await;
    let events = audit(&world, &acme, renamed()).await;
    assert_eq!(events.len(), 2 * TASKS);
    for number in 0..TASKS {
        let key = task("acme", &format!("t-{number}"));
        let of_task = events.iter().filter(|event| event.task_id.as_ref() == Some(&key.task_id));
        let titles: Vec<_> = of_task.map(|event| event.details["to"].as_str().unwrap()).collect();
        assert_eq!(titles, ["one", "two"]);
    }
}

#[tokio::test]
async fn a_full_command_stream_refuses_what_is_new_and_takes_it_when_there_is_room_again() {
    let world = World::of(&["task"]).await;
    let key = task("acme", "t-1");
    world.initialize(&key).await;
    world.settle().await;
    limit(&world, "TASK_COMMANDS", bytes(&world, "TASK_COMMANDS").await).await;

    let bob = world.person("bob");
    let rename = bob.request(&key, &Rename { title: "one".into() });
    let refused = bob.waits(&rename, contracts::limit::WAIT).await;
    assert_eq!(refused.status(), "rejected", "{refused:?}");
    let told = serde_json::to_string(&refused).unwrap();
    assert!(told.contains("runtime.unavailable") && told.contains("maximum bytes exceeded"), "{told}");

    limit(&world, "TASK_COMMANDS", -1).await;
    assert_eq!(bob.insists(&rename).await.status(), "done");
}
