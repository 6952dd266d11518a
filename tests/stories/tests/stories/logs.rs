//! Live logs of a whole fleet: nothing is said while nobody looks; an admin who looks sees what becomes of each command.

use std::time::Duration;

use contracts::task::{CreateSession, Rename};
use fleet::Settings;
use futures::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};
use stories::{Form, Organization, Page, World, path};

const TOPIC: &str = "logs.acme";

/// What was said has come by then.
const SILENCE: Duration = Duration::from_millis(500);

/// Hears on until there is a line that fits.
async fn line(page: &mut Page, heard: &mut Vec<Value>, fits: impl Fn(&Value) -> bool) -> Value {
    loop {
        if let Some(found) = heard.iter().find(|line| fits(line)) {
            return found.clone();
        }
        let told = page.hears().await;
        assert_eq!((&told["type"], &told["topic"]), (&json!("lines"), &json!(TOPIC)), "{told}");
        heard.extend(told["lines"].as_array().unwrap().iter().cloned());
    }
}

/// Renames a task under a trace of the caller's.
async fn renames(acme: &Organization<'_>, task: &contracts::TaskKey, title: &str, trace_id: &str) -> u16 {
    let request = acme.member.to(Method::POST, &path::<Rename>(task, Form::Request));
    let request = request.header("traceparent", format!("00-{trace_id}-00f067aa0ba902b7-01"));
    acme.member.send(request.json(&json!({ "title": title }))).await.status
}

#[tokio::test]
async fn an_admin_who_looks_sees_what_becomes_of_each_command_in_its_trace_and_nobody_else_is_told() {
    let world = World::start(Settings::default().repositories(12)).await;
    let acme = world.synced().await;
    let task = acme.key(&acme.virtual_task("story/logs").await);
    let mut said = world.nats.subscribe("logs.lines.>").await.unwrap();
    world.nats.flush().await.unwrap();

    let typed = "A title that nobody else reads";
    let trace_id = || uuid::Uuid::new_v4().simple().to_string();
    assert_eq!(renames(&acme, &task, typed, &trace_id()).await, 200);
    world.settle().await;
    assert!(tokio::time::timeout(SILENCE, said.next()).await.is_err(), "something is said though nobody looks");

    let (mut page, mut heard) = (acme.member.opens_page().await, Vec::new());
    page.says(json!({ "type": "subscribe", "topic": TOPIC })).await;
    // What was remembered: the sync's steps and its run.
    line(&mut page, &mut heard, |line| line["service"] == "github-data").await;

    let (done, refused) = (trace_id(), trace_id());
    assert_eq!(renames(&acme, &task, typed, &done).await, 200);
    assert_eq!(renames(&acme, &task, "   ", &refused).await, 400);
    let is_command = |line: &Value, trace: &str| line["fields"]["command"] == "rename" && line["traceId"] == trace;
    let renamed = line(&mut page, &mut heard, |line| is_command(line, &done)).await;
    let key = format!("acme.{}", task.task_id);
    assert_eq!(
        (&renamed["service"], &renamed["level"], &renamed["key"], &renamed["fields"]["status"]),
        (&json!("task"), &json!("info"), &json!(key), &json!("done"))
    );
    assert_eq!(renamed["fields"]["caller"], format!("user:{}", acme.member.user_id));
    let blank = line(&mut page, &mut heard, |line| is_command(line, &refused)).await;
    assert_eq!((&blank["level"], &blank["fields"]["status"]), (&json!("warn"), &json!("refused")));
    assert!(blank["fields"]["code"].as_str().is_some_and(|code| code.starts_with("task.")), "{blank}");
    let request =
        line(&mut page, &mut heard, |line| line["service"] == "gateway" && line["traceId"] == done.as_str()).await;
    assert_eq!((&request["key"], &request["fields"]["http.response.status_code"]), (&json!(key), &json!(200)));

    // A workflow's steps, in a service that is neither the door nor the task's.
    acme.member.does(&task, &CreateSession::default()).await;
    let is_step = |line: &Value| line["service"] == "sandbox" && line["fields"]["step"].is_string();
    let step = line(&mut page, &mut heard, is_step).await;
    assert_eq!((&step["key"], &step["fields"]["status"]), (&json!(key), &json!("done")), "{step}");

    for line in &heard {
        assert!(line["key"].as_str().unwrap().split('.').next() == Some("acme"), "{line}");
        assert!(!line.to_string().contains(typed), "what was typed is in a line: {line}");
    }
    let elsewhere = world.admin_of("tidepool").await;
    let mut other = elsewhere.opens_page().await;
    other.says(json!({ "type": "subscribe", "topic": TOPIC })).await;
    assert_eq!(other.hears().await["code"], "access.not_a_member");
}
