//! One trace from a person's request through every service.

use std::collections::BTreeSet;

use contracts::{
    Message, OrganizationId, TaskId,
    organization::CreateTask,
    subject,
    task::{PutAway, Rename},
};
use fleet::Settings;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use reqwest::Method;
use serde_json::{Value, json};
use stories::{Answer, Collector, Form, Organization, Span, World, path};

/// A fleet that sends its traces to us.
async fn traced_world() -> (World, Collector) {
    let collector = Collector::start().await;
    let world = World::start(Settings::default().repositories(10).otlp(&collector.endpoint)).await;
    world.synced().await;
    (world, collector)
}

/// A caller's own span.
struct Caller {
    trace_id: String,
    span_id: &'static str,
}

impl Caller {
    fn new() -> Self {
        Self { trace_id: uuid::Uuid::new_v4().simple().to_string(), span_id: "00f067aa0ba902b7" }
    }

    fn traceparent(&self) -> String {
        format!("00-{}-{}-01", self.trace_id, self.span_id)
    }

    async fn posts(&self, acme: &Organization<'_>, path: &str, body: &Value) -> Answer {
        let request = acme.member.to(Method::POST, path).header("traceparent", self.traceparent());
        acme.member.send(request.json(body)).await
    }
}

/// The only span with this name in this service.
#[track_caller]
fn only<'a>(spans: &'a [Span], service: &str, name: &str) -> &'a Span {
    let found: Vec<_> = spans.iter().filter(|span| span.service == service && span.name == name).collect();
    assert_eq!(found.len(), 1, "{service}: {name} in {:#?}", outline(spans));
    found[0]
}

/// The only such span below this one.
#[track_caller]
fn below<'a>(spans: &'a [Span], parent: &Span, service: &str, name: &str) -> &'a Span {
    let is_it = |span: &&Span| span.service == service && span.name == name && span.parent_id == parent.id;
    let found: Vec<_> = spans.iter().filter(is_it).collect();
    assert_eq!(found.len(), 1, "{service}: {name} below {} in {:#?}", parent.name, outline(spans));
    found[0]
}

fn outline(spans: &[Span]) -> BTreeSet<String> {
    spans.iter().map(|span| format!("{}: {} {} below {}", span.service, span.name, span.id, span.parent_id)).collect()
}

fn create_task() -> String {
    path::<CreateTask>(&"acme".parse::<OrganizationId>().unwrap(), Form::Request)
}

#[tokio::test]
async fn creating_a_task_is_one_trace_through_every_service() {
    let (world, collector) = traced_world().await;
    let (acme, caller) = (world.organization("acme").await, Caller::new());
    let repository_id = acme.repository(&acme.name(3)).await;

    let body = json!({ "repositoryId": repository_id, "prompt": "Trace me" });
    let answer = caller.posts(&acme, &create_task(), &body).await;

    assert_eq!((answer.status, answer.header("foundry-trace-id")), (200, caller.trace_id.as_str()));
    let wanted = [
        ("gateway", "POST /v1/organization/request/createTask/{organization}"),
        ("organization", "process organization.command.createTask"),
        ("task", "process task.command.initialize"),
        ("organization", "process organization.command.applyTaskSummaryUpdate"),
        // One acknowledgement speaks for all before it.
        ("organization", "settle organization.command.applyTaskSummaryUpdate"),
    ];
    collector.has(&caller.trace_id, &wanted).await;
    let appended = || {
        let spans = collector.trace(&caller.trace_id);
        spans.into_iter().filter(|span| span.name == "process auditLog.command.append").count()
    };
    stories::until_true("two entries of the audit log", async || appended() == 2).await;
    let spans = collector.trace(&caller.trace_id);

    let door = only(&spans, "gateway", wanted[0].1);
    assert_eq!((door.parent_id.as_str(), door.kind), (caller.span_id, SpanKind::Server));
    assert_eq!(door.attributes["http.response.status_code"], "200");
    let request = below(&spans, door, "gateway", "request organization.command.createTask");
    assert_eq!((request.kind, request.attributes["foundry.outcome"].as_str()), (SpanKind::Client, "done"));
    let create = below(&spans, request, "organization", "process organization.command.createTask");
    assert_eq!(create.attributes["messaging.message.id"], answer.header("foundry-command-id"));
    assert_eq!(create.attributes["foundry.outcome"], "done");
    let commit = below(&spans, create, "organization", "commit");
    assert_eq!((commit.kind, commit.attributes["db.system.name"].as_str()), (SpanKind::Client, "postgresql"));

    // What the organization sends, and who takes it.
    let send = below(&spans, create, "organization", "publish task.command.initialize");
    let initialize = below(&spans, send, "task", "process task.command.initialize");
    let noted = below(&spans, create, "organization", "publish auditLog.command.append");
    below(&spans, noted, "audit-log", "process auditLog.command.append");
    let told = below(&spans, initialize, "task", "publish organization.command.applyTaskSummaryUpdate");
    below(&spans, told, "organization", "process organization.command.applyTaskSummaryUpdate");
    let noted = below(&spans, initialize, "task", "publish auditLog.command.append");
    below(&spans, noted, "audit-log", "process auditLog.command.append");

    every_span_is_in_order(&spans, &caller);
    for schema in ["organization", "task", "audit_log"] {
        assert!(journal_rows(&world, schema, &caller.trace_id).await > 0, "{schema}");
    }
}

/// Conventions that hold for each span.
fn every_span_is_in_order(spans: &[Span], caller: &Caller) {
    let ids: BTreeSet<_> = spans.iter().map(|span| span.id.as_str()).chain([caller.span_id]).collect();
    for span in spans {
        assert!(ids.contains(span.parent_id.as_str()), "{} has a parent that nobody sent", span.name);
        assert!(
            !span.name.contains(|letter: char| letter.is_ascii_digit() && !span.name.contains("/v1/")),
            "{}",
            span.name
        );
        assert!(!span.name.contains("acme"), "{}", span.name);
        let (operation, kind) = match span.name.split(' ').next().unwrap() {
            "publish" => ("send", SpanKind::Producer),
            "process" => ("process", SpanKind::Consumer),
            _ => continue,
        };
        let destination = span.name.split_once(' ').unwrap().1;
        assert_eq!(span.kind, kind, "{}", span.name);
        for (name, value) in [
            ("messaging.system", "nats"),
            ("messaging.operation.type", operation),
            ("messaging.destination.name", destination),
        ] {
            assert_eq!(span.attributes.get(name).map(String::as_str), Some(value), "{name} of {}", span.name);
        }
        assert!(span.attributes["messaging.message.id"].len() > 30, "{}", span.name);
        assert!(span.attributes["messaging.message.body.size"].parse::<u64>().unwrap() > 1, "{}", span.name);
    }
}

async fn journal_rows(world: &World, schema: &str, trace_id: &str) -> i64 {
    let sql = format!("select count(*) from {schema}.journal where trace_id = $1");
    let count = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(trace_id);
    count.fetch_one(&world.database).await.unwrap()
}

#[tokio::test]
async fn a_refusal_says_its_trace_which_the_journal_knows_too() {
    let (world, collector) = traced_world().await;
    let (acme, caller) = (world.organization("acme").await, Caller::new());
    let repository_id = acme.repository(&acme.name(3)).await;

    let blank = json!({ "repositoryId": repository_id, "prompt": " " });
    let answer = caller.posts(&acme, &create_task(), &blank).await;

    answer.is_refused(400, "organization.prompt_is_blank");
    assert_eq!(answer.body["traceId"], caller.trace_id);
    assert_eq!(journal_rows(&world, "organization", &caller.trace_id).await, 1);
    let process = ("organization", "process organization.command.createTask");
    let spans = collector.has(&caller.trace_id, &[process]).await;
    // A refusal is an answer, not a failure.
    assert_eq!(only(&spans, process.0, process.1).attributes["foundry.outcome"], "refused");

    // What the door itself refuses is in the trace, too.
    let caller = Caller::new();
    let answer = caller.posts(&acme, &create_task(), &json!({ "promt": "x" })).await;
    answer.is_refused(400, "http.body_invalid");
    assert_eq!(answer.body["traceId"], caller.trace_id);
    assert_eq!(journal_rows(&world, "organization", &caller.trace_id).await, 0);
}

#[tokio::test]
async fn the_first_command_of_a_virtual_task_and_what_it_looks_up_are_one_trace() {
    let (world, collector) = traced_world().await;
    let (acme, caller) = (world.organization("acme").await, Caller::new());
    let task = acme.task_on("fix/$(whoami)").await;

    let path = path::<Rename>(&acme.key(&task), Form::Request);
    let answer = caller.posts(&acme, &path, &json!({ "title": "Mine" })).await;

    assert_eq!(answer.status, 200);
    let process = ("task", "process task.command.rename");
    let lookup = ("organization", "query organization.query.getTaskIndexEntry");
    let prepare = ("task", "prepare task");
    let spans = collector.has(&caller.trace_id, &[process, prepare, lookup]).await;
    let ask = below(&spans, only(&spans, prepare.0, prepare.1), "task", "request organization.query.getTaskIndexEntry");
    assert_eq!(below(&spans, ask, lookup.0, lookup.1).kind, SpanKind::Server);
}

#[tokio::test]
async fn a_webhook_and_all_that_follows_from_it_is_one_trace() {
    let (world, collector) = traced_world().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let task = acme.task_on("fix/$(whoami)").await;
    acme.member.does(&acme.key(&task), &Rename { title: "Mine".to_owned() }).await;

    let number = task.pull_request.unwrap().number;
    github.does("pull-requests/merge", json!({ "repository": task.repository_name, "number": number })).await;
    acme.hears(&github).await;

    let put_away = subject::name::<PutAway>();
    let sql = format!("select trace_id from task.journal where command = '{}'", PutAway::NAME);
    let trace_id: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&world.database).await.unwrap();
    let wanted = [
        ("gateway", "POST /v1/webhooks/github"),
        ("gateway", "publish githubData.command.takeDelivery"),
        ("github-data", "process githubData.command.takeDelivery"),
        ("github-data", "process githubData.command.handlePullRequestWebhook"),
        ("organization", "process organization.command.refreshTaskSummaryForBranch"),
        ("task", &format!("process {put_away}")),
        ("audit-log", "process auditLog.command.append"),
    ];
    let spans = collector.has(&trace_id, &wanted).await;
    let roots: Vec<_> = spans.iter().filter(|span| span.parent_id.is_empty()).collect();
    assert_eq!(roots.len(), 1, "{roots:#?}");
    assert_eq!(roots[0].name, wanted[0].1);
}

#[tokio::test]
async fn a_sync_is_one_trace_with_its_steps_and_its_requests_to_github() {
    let (world, collector) = traced_world().await;
    let (acme, caller) = (world.organization("acme").await, Caller::new());

    let answer = caller.posts(&acme, "/v1/githubData/request/syncRepos/acme", &json!({})).await;
    let run = acme.run_ends(answer.body["runId"].as_str().unwrap()).await;

    assert_eq!(run.trace_id.as_deref(), Some(caller.trace_id.as_str()));
    let wanted = [
        ("github-data", "process githubData.workflow.fullSync"),
        ("github-data", "fullSync begin"),
        ("github-data", "fullSync finish"),
        ("organization", "process organization.command.applyGithubSyncProgress"),
    ];
    let spans = collector.has(&caller.trace_id, &wanted).await;
    let process = only(&spans, wanted[0].0, wanted[0].1);
    let step = below(&spans, process, "github-data", "fullSync syncRepositories");
    assert!(
        spans.iter().any(|span| span.parent_id == step.id && span.kind == SpanKind::Client),
        "{:#?}",
        outline(&spans)
    );
}

#[tokio::test]
async fn a_message_that_a_crash_left_behind_keeps_its_trace() {
    let (world, collector) = traced_world().await;
    let caller = Caller::new();
    world.fleet.kill("organization-1").unwrap();
    let append = json!({ "event": "story.told", "by": "story", "at": 0 });
    let headers = json!({
        "Foundry-Command-Id": TaskId::from(uuid::Uuid::new_v4()),
        "Foundry-Caller": "service:organization",
        "traceparent": caller.traceparent(),
    });
    sqlx::query("insert into organization.outbox (lane, kind, subject, headers, body, revision) values ('p00', 'message', 'auditLog.command.append.acme', $1, $2, 0)")
        .bind(headers)
        .bind(append.to_string())
        .execute(&world.database)
        .await
        .unwrap();

    world.fleet.restart("organization-1").await.unwrap();

    let process = ("audit-log", "process auditLog.command.append");
    let publish = ("organization", "publish auditLog.command.append");
    let spans = collector.has(&caller.trace_id, &[publish, process]).await;
    let publish = only(&spans, publish.0, publish.1);
    assert_eq!((publish.parent_id.as_str(), publish.kind), (caller.span_id, SpanKind::Producer));
    // A message may be delivered again, and is known then.
    let is_taken = |span: &&Span| span.name == process.1 && span.parent_id == publish.id;
    assert!(spans.iter().any(|span| is_taken(&span)), "nobody has taken it below its publication");
}

#[tokio::test]
async fn a_dead_command_is_an_error_with_its_reason_in_its_own_trace() {
    let (world, collector) = traced_world().await;
    // Somebody with the NATS CLI, who gives no trace.
    world.nats.publish("task.command.rename.acme.t-1", "nonsense".into()).await.unwrap();
    let letter = stories::until("the letter", async || world.dead_letters("acme.t-1").await.pop()).await;
    let trace_id = letter.trace_id.expect("the trace that began with it");

    let process = ("task", "process task.command.rename");
    let spans = collector.has(&trace_id, &[process]).await;
    let died = only(&spans, process.0, process.1);
    assert_eq!(died.attributes["error.type"], "runtime.undecodable", "{died:?}");
    stories::until("the word of it", async || {
        let spans = collector.trace(&trace_id);
        spans.iter().any(|span| span.name.starts_with("publish dead.") && span.parent_id == died.id).then_some(())
    })
    .await;
}
