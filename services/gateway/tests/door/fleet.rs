//! What waits in the fleet, who lives in it's streams and what could not be processed, and who is told.

use contracts::organization::Role;
use contracts::user::TokenScope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{World, problem};

async fn streams(world: &World) {
    for stream in [
        "TASK_WORKFLOWS",
        "USER_WORKFLOWS",
        "ORGANIZATION_WORKFLOWS",
        "GITHUB_DATA_WORKFLOWS",
        "AUDIT_LOG_WORKFLOWS",
        "SANDBOX_COMMANDS",
        "SANDBOX_WORKFLOWS",
    ] {
        let subject = stream.to_lowercase();
        let config = json!({"name": stream, "subjects": [format!("test.{subject}")], "storage": "memory"});
        let made = world.services.request(format!("$JS.API.STREAM.CREATE.{stream}"), config.to_string().into()).await;
        let made: Value = serde_json::from_slice(&made.expect("an answer").payload).expect("JSON");
        assert!(made["error"].is_null(), "{stream}: {made}");
    }
}

#[tokio::test]
async fn an_admin_is_told_what_waits_and_nobody_else_is() {
    let world = World::start().await;
    streams(&world).await;
    world.users.person("u1", &[("acme", Role::Admin), ("other", Role::Member)]);
    world.users.person("u2", &[("acme", Role::Member)]);

    let queue = json!({"stream_name": "TASK_WORKFLOWS", "config": {"durable_name": "work", "ack_policy": "explicit"}});
    let made = world.services.request("$JS.API.CONSUMER.DURABLE.CREATE.TASK_WORKFLOWS.work", queue.to_string().into());
    let made: Value = serde_json::from_slice(&made.await.expect("an answer").payload).expect("JSON");
    assert!(made["error"].is_null(), "{made}");
    for _ in 0..3 {
        world.services.request("test.task_workflows", "x".into()).await.expect("stored");
    }

    let read: Value = world.browser_of("u1").json("/v1/queues/acme").await;
    let streams = read["streams"].as_array().expect("streams");
    assert_eq!(streams.len(), 12);
    let task = streams.iter().find(|stream| stream["stream"] == "TASK_WORKFLOWS").expect("the stream");
    assert_eq!(
        (&task["actor"], &task["waiting"], &task["inFlight"], &task["busy"], &task["consumers"]),
        (&json!("task"), &json!(3), &json!(0), &json!(1), &json!(1))
    );

    let asked = async |user: &str, path: &str| world.browser_of(user).get(path).await;
    assert_eq!(problem(asked("u2", "/v1/queues/acme").await, 403).await["code"], "access.not_an_admin");
    assert_eq!(problem(asked("u1", "/v1/queues/other").await, 403).await["code"], "access.not_an_admin");
    assert_eq!(problem(asked("u1", "/v1/queues/elsewhere").await, 403).await["code"], "access.not_a_member");
    for none in ["A.b", "%FF"] {
        assert_eq!(problem(asked("u1", &format!("/v1/queues/{none}")).await, 400).await["code"], "http.key_invalid");
    }
    let token = world.users.token("u1", TokenScope::Write, &[]);
    let script = world.request(Method::GET, "/v1/queues/acme").bearer_auth(token).send().await.expect("an answer");
    assert_eq!(problem(script, 403).await["code"], "access.token_scope");
    problem(world.get("/v1/queues/acme").await, 401).await;
}

#[tokio::test]
async fn streams_that_do_not_answer_are_said_to_be_away() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Admin)]);
    assert_eq!(problem(world.browser_of("u1").get("/v1/queues/acme").await, 503).await["code"], "queues.unavailable");
}

#[tokio::test]
async fn an_admin_is_told_whose_commands_are_dead_and_nobody_else_is() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Admin), ("other", Role::Member)]);
    world.users.person("u2", &[("acme", Role::Member)]);
    let asked = async |user: &str, organization: &str| {
        world.browser_of(user).get(&format!("/v1/dead-letters/{organization}")).await
    };
    assert_eq!(problem(asked("u1", "acme").await, 503).await["code"], "deadLetters.unavailable");

    let stream = include_bytes!("../../../../nats/streams/dead_letters.json").as_slice();
    let made = world.services.request("$JS.API.STREAM.CREATE.DEAD_LETTERS", stream.into()).await;
    let made: Value = serde_json::from_slice(&made.expect("an answer").payload).expect("JSON");
    assert!(made["error"].is_null(), "{made}");
    let read: Value = world.browser_of("u1").json("/v1/dead-letters/acme").await;
    assert_eq!(read, json!({"actors": []}));

    for subject in
        ["task.command.rename.acme.t-1", "organization.command.applyMembers.acme", "task.command.rename.other.t-9"]
    {
        world.services.request(format!("dead.{subject}"), "x".into()).await.expect("stored");
    }
    let read: Value = world.browser_of("u1").json("/v1/dead-letters/acme").await;
    let actors = json!([
        {"actor": "organization", "key": "acme", "commands": {"applyMembers": 1}},
        {"actor": "task", "key": "acme/t-1", "commands": {"rename": 1}},
    ]);
    assert_eq!(read["actors"], actors, "and nothing of another organization");

    assert_eq!(problem(asked("u2", "acme").await, 403).await["code"], "access.not_an_admin");
    assert_eq!(problem(asked("u1", "elsewhere").await, 403).await["code"], "access.not_a_member");
    problem(world.get("/v1/dead-letters/acme").await, 401).await;
}

#[tokio::test]
async fn an_admin_is_told_which_instances_live_and_nobody_else_is() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Admin), ("other", Role::Member)]);
    world.users.person("u2", &[("acme", Role::Member)]);
    let asked = async |user: &str, organization: &str| {
        world.browser_of(user).get(&format!("/v1/instances/{organization}")).await
    };
    assert_eq!(problem(asked("u1", "acme").await, 503).await["code"], "instances.unavailable");

    let stream = include_bytes!("../../../../nats/streams/instances.json").as_slice();
    let made = world.services.request("$JS.API.STREAM.CREATE.KV_instances", stream.into()).await;
    let made: Value = serde_json::from_slice(&made.expect("an answer").payload).expect("JSON");
    assert!(made["error"].is_null(), "{made}");
    let says = json!({"pid": 7, "partitions": [0, 2], "version": "1.2.3", "build": "abc", "startedAt": 5}).to_string();
    world.services.request("$KV.instances.task.task-1", says.into()).await.expect("stored");
    world.services.request("$KV.instances.sandbox.sandbox-1", "{}".into()).await.expect("stored");
    let mut leaves = async_nats::HeaderMap::new();
    leaves.insert("KV-Operation", "DEL");
    let left = world.services.request_with_headers("$KV.instances.task.task-2".to_owned(), leaves, "".into());
    left.await.expect("stored");

    let read: Value = world.browser_of("u1").json("/v1/instances/acme").await;
    let [sandbox, task] = read["instances"].as_array().expect("instances").as_slice() else { panic!("{read}") };
    assert_eq!(
        (&sandbox["actor"], &sandbox["pid"], &sandbox["partitions"]),
        (&json!("sandbox"), &json!(null), &json!([]))
    );
    assert_eq!((&task["name"], &task["build"], &task["partitions"]), (&json!("task-1"), &json!("abc"), &json!([0, 2])));
    assert!(task["heardAt"].as_i64().is_some_and(|at| at > 0), "{task}");

    assert_eq!(problem(asked("u2", "acme").await, 403).await["code"], "access.not_an_admin");
    assert_eq!(problem(asked("u1", "other").await, 403).await["code"], "access.not_an_admin");
    assert_eq!(problem(asked("u1", "elsewhere").await, 403).await["code"], "access.not_a_member");
    problem(world.get("/v1/instances/acme").await, 401).await;
}
