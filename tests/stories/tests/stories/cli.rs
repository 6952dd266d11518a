//! A person with NATS: what the services tell of themselves, and what can be asked of them without HTTP.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use async_nats::HeaderMap;
use contracts::{Actor, Kind, catalog};
use fleet::CLI;
use futures::StreamExt;
use serde_json::{Value, json};
use stories::{Organization, World};

/// Every service answers within this time.
const ANSWERS: Duration = Duration::from_millis(500);

async fn infos(world: &World) -> BTreeMap<String, Value> {
    let inbox = world.nats.new_inbox();
    let mut answers = world.nats.subscribe(inbox.clone()).await.unwrap();
    world.nats.publish_with_reply("$SRV.INFO", inbox, "".into()).await.unwrap();
    let mut infos = BTreeMap::new();
    while let Ok(Some(answer)) = tokio::time::timeout(ANSWERS, answers.next()).await {
        let info: Value = serde_json::from_slice(&answer.payload).unwrap();
        infos.insert(info["name"].as_str().unwrap().to_owned(), info);
    }
    infos
}

#[tokio::test]
async fn every_service_lists_its_endpoints_with_their_schemas() {
    let world = World::shared().await;
    let infos = infos(&world).await;
    let served = [Actor::AuditLog, Actor::GithubData, Actor::Organization, Actor::Sandbox, Actor::Task, Actor::User]
        .map(Actor::token);
    assert_eq!(infos.keys().map(String::as_str).collect::<Vec<_>>(), served);

    for entry in catalog::all().iter().filter(|entry| entry.kind != Kind::Workflow) {
        let kind = if entry.kind == Kind::Query { "query" } else { "request" };
        let endpoints = infos[entry.actor.token()]["endpoints"].as_array().unwrap();
        let name = format!("{kind}-{}", entry.name);
        let endpoint = endpoints.iter().find(|endpoint| endpoint["name"] == name.as_str());
        let endpoint = endpoint.unwrap_or_else(|| panic!("{} has no endpoint {name}", entry.actor.token()));
        let key = ".*".repeat(entry.key_tokens().len());
        assert_eq!(endpoint["subject"], format!("{}.{kind}.{}{key}", entry.actor.token(), entry.name));
        for (part, schema) in [("schema.input", &entry.input), ("schema.reply", &entry.reply)] {
            let told: Value = serde_json::from_str(endpoint["metadata"][part].as_str().unwrap()).unwrap();
            assert_eq!(told, *schema.as_value(), "{part} of {name}");
        }
    }
}

async fn asks(world: &World, subject: &str, body: &Value) -> Value {
    let answer = world.nats.request(subject.to_owned(), body.to_string().into()).await.unwrap();
    assert!(answer.headers.as_ref().is_none_or(|headers| headers.get("Nats-Service-Error").is_none()), "{answer:?}");
    serde_json::from_slice(&answer.payload).unwrap()
}

#[tokio::test]
async fn a_plain_request_prints_the_outcome() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("nats/plain").await;
    let subject = format!("task.request.rename.acme.{}", task.task_id);

    let outcome = asks(&world, &subject, &json!({ "title": "By NATS" })).await;
    assert_eq!((&outcome["status"], &outcome["reply"]["title"]), (&json!("done"), &json!("By NATS")));
    let id = outcome["id"].as_str().unwrap();
    let again = asks(&world, &format!("task.query.outcome.acme.{}", task.task_id), &json!({ "id": id })).await;
    assert_eq!(again, outcome);

    let refused = asks(&world, &subject, &json!({ "title": " " })).await;
    assert_eq!((&refused["status"], &refused["code"]), (&json!("refused"), &json!("task.title_is_blank")));
    let rejected = asks(&world, &subject, &json!({ "titel": "x" })).await;
    assert_eq!(rejected["status"], "rejected");
    assert!(rejected["message"].as_str().unwrap().contains("titel"), "{rejected}");

    world.settle().await;
    let renamed = acme.audit(contracts::audit_log::List { task_id: Some(task.task_id), ..Default::default() }).await;
    assert_eq!(renamed.last().unwrap().by, "nats", "it is known that somebody came past the door");
}

#[tokio::test]
async fn a_message_published_with_an_id_runs_once_and_can_be_looked_up() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("nats/published").await;
    let (subject, mut headers) = (format!("task.command.rename.acme.{}", task.task_id), HeaderMap::new());
    headers.insert("Nats-Msg-Id", "story-nats-1");

    for _ in 0..2 {
        let body = json!({ "title": "Stored" }).to_string();
        let answer = world.nats.request_with_headers(subject.clone(), headers.clone(), body.into()).await.unwrap();
        let stored: Value = serde_json::from_slice(&answer.payload).unwrap();
        assert_eq!(stored["stream"], "TASK_COMMANDS", "{stored}");
    }
    world.settle().await;

    let history = format!("task.query.history.acme.{}", task.task_id);
    let history = asks(&world, &history, &json!({})).await;
    let commands = history["commands"].as_array().unwrap();
    assert_eq!(commands.len(), 1, "{history}");
    let fields = ["id", "command", "by"].map(|field| commands[0][field].as_str().unwrap());
    assert_eq!(fields, ["story-nats-1", "rename", "nats"]);
    assert_eq!(commands[0]["outcome"]["status"], "done");
}

#[tokio::test]
async fn a_query_that_is_refused_says_so_in_the_header_of_micro_services() {
    let world = World::shared().await;
    let answer = world.nats.request("organization.query.getTask.acme", r#"{"taskId":"t-0"}"#.into()).await.unwrap();
    let headers = answer.headers.unwrap();
    assert_eq!(headers.get("Nats-Service-Error-Code").unwrap().as_str(), "404");
    assert!(headers.get("Nats-Service-Error").unwrap().as_str().starts_with("organization.task_unknown: "));
}

/// The NATS CLI, if it is here.
fn program() -> Option<PathBuf> {
    let named = std::env::var_os("NATS_CLI").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found = named.into_iter().chain(std::env::split_paths(&path).map(|folder| folder.join("nats")));
    found.find(|program| program.is_file())
}

/// What `nats …` prints.
async fn nats(acme: &Organization<'_>, program: &PathBuf, arguments: &[&str]) -> String {
    let fleet = &acme.world.fleet;
    let password = fleet.infrastructure().nats.password(CLI).to_owned();
    let output = tokio::process::Command::new(program)
        .args(["--server", &fleet.nats_url(), "--user", &fleet.account().user(CLI), "--password", &password])
        .args(arguments)
        .output()
        .await
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn the_nats_command_line_lists_services_and_renames_a_task() {
    let Some(program) = program() else {
        eprintln!("SKIPPED: there is no nats on the PATH nor at $NATS_CLI");
        return;
    };
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("nats/cli").await;

    let listed = nats(&acme, &program, &["micro", "ls"]).await;
    for actor in ["auditLog", "githubData", "organization", "task"] {
        assert!(listed.contains(actor), "{listed}");
    }
    let info = nats(&acme, &program, &["micro", "info", "task"]).await;
    assert!(info.contains("request-rename") && info.contains("task.request.rename.*.*"), "{info}");

    let subject = format!("task.request.rename.acme.{}", task.task_id);
    let printed = nats(&acme, &program, &["req", "--raw", &subject, r#"{"title":"By hand"}"#]).await;
    let outcome: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&outcome["status"], &outcome["reply"]["title"]), (&json!("done"), &json!("By hand")));

    world.settle().await;
    let view = nats(&acme, &program, &["kv", "get", "--raw", "views", &format!("task.acme.{}", task.task_id)]).await;
    let view: Value = serde_json::from_str(&view).unwrap();
    assert_eq!(view["value"]["title"], "By hand");
}
