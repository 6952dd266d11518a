//! A command's id: it runs once, whatever becomes of its answers.

use std::collections::BTreeSet;

use contracts::{
    TaskKey,
    organization::CreateTask,
    task::{Detail, Rename},
};
use fleet::{Infrastructure, Settings};
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use stories::{Answer, Form, Organization, World, path, until, until_true};

async fn creates(acme: &Organization<'_>, id: &str, prompt: &str) -> Answer {
    let body = json!({ "repositoryId": acme.repository(&acme.name(10)).await, "prompt": prompt });
    let path = path::<CreateTask>(&acme.id, Form::Request);
    acme.member.send(acme.member.to(Method::POST, &path).header("idempotency-key", id).json(&body)).await
}

#[tokio::test]
async fn a_command_that_is_sent_again_with_its_id_runs_once_and_answers_the_same() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;

    let first = creates(&acme, "story/again.1", "Do it once").await;
    let again = creates(&acme, "story/again.1", "Do it once").await;

    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.body, again.body);
    // Nobody's ids are another's.
    let id = format!("{}.story/again.1", acme.member.user_id);
    assert_eq!((first.header("foundry-command-id"), again.header("foundry-command-id")), (id.as_str(), id.as_str()));
    assert_eq!(acme.tasks_on("feat-do-it-once").await.len(), 1);
    assert!(acme.tasks_on("feat-do-it-once-2").await.is_empty());

    // The same words, written differently, are the same command.
    let body = format!(r#"{{ "prompt": "Do it once", "repositoryId": "{}" }}"#, acme.repository(&acme.name(10)).await);
    let path = path::<CreateTask>(&acme.id, Form::Request);
    let spaced = acme.member.to(Method::POST, &path).header("idempotency-key", "story/again.1").body(body);
    assert_eq!(acme.member.send(spaced).await.body, first.body);

    // The id is its command's, and other words under it are refused, not answered as if they had been done.
    let other = creates(&acme, "story/again.1", "Do something else").await;
    other.is_refused(422, "runtime.id_reused");
    assert!(acme.tasks_on("feat-do-something-else").await.is_empty());
}

#[tokio::test]
async fn ten_copies_of_one_command_at_the_same_time_run_once() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;

    let answers = join_all((0..10).map(|_| creates(&acme, "story-ten", "All at once"))).await;

    let replies: BTreeSet<_> = answers.iter().map(|answer| answer.body.to_string()).collect();
    assert_eq!((replies.len(), answers[0].status), (1, 200), "{answers:#?}");
    assert!(acme.tasks_on("feat-all-at-once-2").await.is_empty());
}

#[tokio::test]
async fn an_id_that_is_none_is_refused_and_one_of_another_command_too() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    for id in ["", "a b", &"x".repeat(129)] {
        creates(&acme, id, "No id").await.is_refused(400, "http.idempotency_key_invalid");
    }
    creates(&acme, "story-refused", " ").await.is_refused(400, "organization.prompt_is_blank");
    let again = creates(&acme, "story-refused", "Not blank").await;
    again.is_refused(422, "runtime.id_reused");

    world.appoints(&acme.member, "nobody").await;
    let sync =
        acme.member.to(Method::POST, "/v1/githubData/request/syncRepos/nobody").header("idempotency-key", "story-sync");
    assert_eq!(acme.member.send(sync).await.status, 200);
    let reload = acme.member.to(Method::POST, "/v1/githubData/request/reloadRepository/nobody");
    let reload = reload.header("idempotency-key", "story-sync").json(&json!({ "repositoryId": "r1" }));
    acme.member.send(reload).await.is_refused(422, "runtime.id_reused");
}

#[tokio::test]
async fn a_command_that_is_only_stored_says_where_its_outcome_will_be() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let key = acme.key(&acme.virtual_task("stored/only").await);

    let answer = acme.member.post(&path::<Rename>(&key, Form::Command), &json!({ "title": "Stored" })).await;

    assert_eq!((answer.status, &answer.body["status"]), (202, &json!("pending")));
    assert_eq!(answer.body["id"], answer.header("foundry-command-id"));
    let outcome = outcome(&acme, &answer).await;
    assert_eq!((&outcome["status"], &outcome["reply"]["title"]), (&json!("done"), &json!("Stored")));

    let waits_not = path::<Rename>(&key, Form::Request) + "?wait=0";
    let answer = acme.member.post(&waits_not, &json!({ "title": " " })).await;
    assert_eq!(answer.status, 202);
    let outcome = self::outcome(&acme, &answer).await;
    assert_eq!((&outcome["status"], &outcome["code"]), (&json!("refused"), &json!("task.title_is_blank")));
}

/// Reads the outcome at the place that the answer names, once there is one.
async fn outcome(acme: &Organization<'_>, answer: &Answer) -> Value {
    let location = answer.header("location").to_owned();
    assert!(location.starts_with("/v1/"), "{answer:?}");
    until("the outcome", async || {
        let outcome = acme.member.get(&location).await.body;
        let is_final = outcome["status"].as_str().is_some_and(|status| ["done", "refused", "dead"].contains(&status));
        is_final.then_some(outcome)
    })
    .await
}

#[tokio::test]
async fn who_waits_for_less_than_it_takes_gets_the_outcome_later_by_its_id() {
    let world = World::start(Settings::default().repositories(10)).await;
    let acme = world.synced().await;
    let task = acme.task_on("fix/$(whoami)").await;
    let key: TaskKey = acme.key(&task);
    world.fleet.kill("task-1").unwrap();

    let rename = path::<Rename>(&key, Form::Request) + "?wait=1";
    let answer = acme.member.post(&rename, &json!({ "title": "Patience" })).await;
    assert_eq!((answer.status, &answer.body["status"]), (202, &json!("pending")), "{answer:?}");
    let nobody_home = acme.member.get(&path::<Detail>(&key, Form::Request)).await;
    nobody_home.is_refused(503, "runtime.unavailable");
    assert_eq!(nobody_home.header("retry-after"), "1");

    world.fleet.restart("task-1").await.unwrap();
    let outcome = outcome(&acme, &answer).await;
    assert_eq!((&outcome["status"], &outcome["reply"]["title"]), (&json!("done"), &json!("Patience")));
    assert_eq!(acme.member.sees(&key, &Detail {}).await.title, "Patience");
}

#[tokio::test]
async fn what_a_server_took_and_did_not_live_on_to_sync_is_not_said_to_be_stored() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let world = World::start(Settings::default().repositories(10).on(infrastructure.clone())).await;
    let acme = world.synced().await;
    let key: TaskKey = acme.key(&acme.task_on("fix/$(whoami)").await);
    world.fleet.kill("task-1").unwrap();
    let stream = async_nats::jetstream::new(world.nats.clone()).get_stream("TASK_COMMANDS").await.unwrap();
    let last = async || stream.get_info().await.unwrap().state.last_sequence;
    let before = last().await;

    let (rename, title) = (path::<Rename>(&key, Form::Command), json!({ "title": "Lost" }));
    let (answer, ()) = tokio::join!(acme.member.post(&rename, &title), async {
        until_true("it is stored", async || last().await > before).await;
        infrastructure.nats.kill().unwrap();
    });

    answer.is_refused(503, "runtime.not_known_stored");
    assert!(answer.body["detail"].as_str().unwrap().contains(answer.header("foundry-command-id")), "{answer:?}");
}
