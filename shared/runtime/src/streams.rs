//! What is checked at start: that the server supports what we use, and that the streams and buckets of `nats/streams` are
//! there.

use std::sync::Arc;

use anyhow::{Context, bail};
use contracts::Actor;
use serde_json::{Value, json};

use crate::inspect::json_includes;

/// JetStream API level of nats-server 2.14: consumer reset, with everything older that we use (atomic batches,
/// schedules, pinned consumers).
const API_LEVEL: u64 = 4;

const NEEDS: &str = "nats-server 2.14 or newer is needed (Debian's package is older)";

/// Who makes streams.
const MADE_BY: &str = "foundry-streams makes the streams, as the user cli (cargo run does so itself)";

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../nats/streams/", $name, ".json"))
    };
}

/// What every service uses.
const SHARED: [&str; 3] = [file!("views"), file!("instances"), file!("dead_letters")];

fn of_actor(actor: Actor) -> anyhow::Result<[&'static str; 2]> {
    Ok(match actor {
        Actor::Organization => [file!("organization_commands"), file!("organization_workflows")],
        Actor::Task => [file!("task_commands"), file!("task_workflows")],
        Actor::GithubData => [file!("github_data_commands"), file!("github_data_workflows")],
        Actor::AuditLog => [file!("audit_log_commands"), file!("audit_log_workflows")],
        Actor::User => [file!("user_commands"), file!("user_workflows")],
        Actor::Sandbox => bail!("{} has no streams yet", actor.token()),
    })
}

/// Fails with what to install when the server lacks what we use.
pub async fn check_server(nats: &async_nats::Client) -> anyhow::Result<()> {
    let info =
        request(nats, "INFO", &Value::Null).await.with_context(|| format!("JetStream does not answer; {NEEDS}"))?;
    let level = info["api"]["level"].as_u64().unwrap_or_default();
    if level < API_LEVEL {
        bail!("the NATS server {} speaks JetStream API level {level}; {NEEDS}", nats.server_info().version);
    }
    Ok(())
}

/// Fails unless the actor's streams and the shared ones are as `nats/streams` has them. No service makes or changes one:
/// whoever may say what a stream holds can have it hold what is meant for others.
pub(crate) async fn check(nats: &async_nats::Client, actor: Actor) -> anyhow::Result<()> {
    for file in SHARED.into_iter().chain(of_actor(actor)?) {
        let wanted: Value = serde_json::from_str(file)?;
        let name = wanted["name"].as_str().context("a stream file has no name")?;
        let found = request(nats, &format!("STREAM.INFO.{name}"), &Value::Null).await;
        let found = found.with_context(|| format!("the stream {name} is missing; {MADE_BY}"))?;
        if !json_includes(&found["config"], &wanted) {
            bail!("the stream {name} is not as it stands in nats/streams; {MADE_BY}");
        }
    }
    Ok(())
}

/// When the stream was made, asked once for each connection: a server that has lost its data has another one of that name.
#[derive(Default)]
pub(crate) struct StreamMade(tokio::sync::Mutex<Option<(u64, Arc<str>)>>);

impl StreamMade {
    pub async fn at(&self, nats: &async_nats::Client, stream: &str, connection: u64) -> anyhow::Result<Arc<str>> {
        let mut known = self.0.lock().await;
        if let Some((of, made)) = &*known
            && *of == connection
        {
            return Ok(made.clone());
        }
        let info = request(nats, &format!("STREAM.INFO.{stream}"), &Value::Null).await?;
        let made: Arc<str> = info["created"].as_str().unwrap_or_default().into();
        *known = Some((connection, made.clone()));
        Ok(made)
    }
}

/// What JetStream says no with.
#[derive(Debug, thiserror::Error)]
#[error("JetStream {api}: {description}")]
struct ApiError {
    api: String,
    err_code: u64,
    description: String,
}

/// Codes of the server (`JSNoMessageFoundErr`, `JSConsumerNotFoundErr`).
pub(crate) const NO_MESSAGE_FOUND: u64 = 10037;
pub(crate) const CONSUMER_NOT_FOUND: u64 = 10014;

/// Whether JetStream said no with this code.
pub(crate) fn is(error: &anyhow::Error, code: u64) -> bool {
    error.downcast_ref::<ApiError>().is_some_and(|error| error.err_code == code)
}

/// A JetStream API request, its error answer turned into an error.
pub(crate) async fn request(nats: &async_nats::Client, api: &str, body: &Value) -> anyhow::Result<Value> {
    let body = if body.is_null() { Vec::new() } else { serde_json::to_vec(body)? };
    let answer =
        nats.request(format!("$JS.API.{api}"), body.into()).await.with_context(|| format!("JetStream {api}"))?;
    let answer: Value = serde_json::from_slice(&answer.payload)?;
    let Some(error) = answer.get("error") else { return Ok(answer) };
    let description = error["description"].as_str().unwrap_or("unknown error").to_owned();
    bail!(ApiError { api: api.to_owned(), err_code: error["err_code"].as_u64().unwrap_or_default(), description })
}

/// The consumer of one partition (ADR-42 pinned): one owner at a time, moved when it stops pulling.
pub(crate) fn partition_consumer(actor: Actor, partition: u32) -> Value {
    let filter = format!("{}.command.*{}.{partition}", actor.token(), ".*".repeat(actor.key_tokens().len()));
    json!({
        "durable_name": partition_name(actor, partition),
        "description": "Commands of one partition, for the instance that owns it",
        "filter_subject": filter,
        // Where it stands is in the owner's database (see `owner.rs`).
        "mem_storage": true,
        "ack_policy": "all",
        // A live owner never needs a redelivery: a new one resets the consumer, and so does a reconnected one.
        "ack_wait": 60_000_000_000_u64,
        "max_deliver": -1,
        "max_ack_pending": 4096,
        "max_waiting": 64,
        "priority_policy": "pinned_client",
        "priority_groups": [crate::owner::GROUP],
        "priority_timeout": crate::owner::PIN_TIMEOUT.as_nanos() as u64,
    })
}

/// `task-p07`
pub(crate) fn partition_name(actor: Actor, partition: u32) -> String {
    format!("{}-p{partition:02}", actor.service())
}

/// The consumer that all instances share for workflow runs.
pub(crate) fn workflow_consumer(actor: Actor) -> Value {
    json!({
        "durable_name": workflow_consumer_name(actor),
        "description": "Workflow runs, shared by all instances",
        "filter_subject": format!("{}.workflow.>", actor.token()),
        "ack_policy": "explicit",
        // Kept alive by the worker; after its death another one has the run within this time.
        "ack_wait": crate::workflow::ACK_WAIT.as_nanos() as u64,
        "max_deliver": -1,
        "max_ack_pending": 4096,
    })
}

pub(crate) fn workflow_consumer_name(actor: Actor) -> String {
    format!("{}-workflows", actor.service())
}

/// Creates or updates a durable consumer.
pub(crate) async fn apply_consumer(nats: &async_nats::Client, stream: &str, consumer: &Value) -> anyhow::Result<()> {
    let name = consumer["durable_name"].as_str().context("a consumer has no name")?;
    let body = json!({ "stream_name": stream, "config": consumer });
    let answer = request(nats, &format!("CONSUMER.CREATE.{stream}.{name}"), &body).await?;
    if !json_includes(&answer["config"], consumer) {
        bail!("the NATS server did not take the configuration of consumer {name}; {NEEDS}");
    }
    Ok(())
}
