//! The service's NATS micro service (ADR-32): a request endpoint for each command and a query endpoint for each query,
//! with their schemas, shared by all instances.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use async_nats::service::{Request as MicroRequest, ServiceExt, error::Error as MicroError};
use contracts::{Outcome, limit, runtime_messages, subject};
use futures::StreamExt;
use tokio::sync::Semaphore;
use tracing::Instrument;

use crate::{
    Caller, Failure, Handled, Reader, Request, Running,
    clock::now,
    headers,
    message::header,
    service::{Reply, Schemas},
    settle, streams,
};

/// Requests and queries that one instance answers at a time; more wait in the subscription.
const CONCURRENT: usize = 1024;

/// How long a stopping process waits for outcomes from the next owners of its partitions.
const TAKEOVER: Duration = Duration::from_secs(4);

/// Announces the endpoints and answers until the process stops.
pub(crate) async fn serve(running: &Arc<Running>) -> anyhow::Result<()> {
    let actor = running.service.actor;
    let service = running
        .nats
        .service_builder()
        .description(format!("Foundry's {} service; see ARCHITECTURE.md", actor.service()))
        .start(actor.token(), env!("CARGO_PKG_VERSION"))
        .await
        .map_err(|error| anyhow::anyhow!("the NATS micro service cannot be started: {error}"))?;
    let slots = Arc::new(Semaphore::new(CONCURRENT));
    let own = runtime_messages::of_actor(actor);
    let runtime_commands = own.iter().filter(|entry| entry.kind == contracts::Kind::Command);
    let runtime_queries = own.iter().filter(|entry| entry.kind == contracts::Kind::Query);
    let schema = |entry: &contracts::catalog::Entry| metadata_of(&entry.input, &entry.reply);
    let commands = running.service.commands.iter().map(|(name, entry)| (*name, metadata(&entry.schema)));
    let queries = running.service.queries.iter().map(|(name, entry)| (*name, metadata(&entry.schema)));
    let requests: Vec<_> = commands.chain(runtime_commands.map(|entry| (entry.name, schema(entry)))).collect();
    let queries: Vec<_> = queries.chain(runtime_queries.map(|entry| (entry.name, schema(entry)))).collect();
    let all = requests.into_iter().map(|it| ("request", it)).chain(queries.into_iter().map(|it| ("query", it)));
    for (kind, (name, metadata)) in all {
        let builder =
            service.endpoint_builder().name(format!("{kind}-{name}")).metadata(metadata).queue_group(actor.token());
        let endpoint = builder
            .add(subject::pattern(actor, kind, name))
            .await
            .map_err(|error| anyhow::anyhow!("endpoint {kind}.{name}: {error}"))?;
        running.tasks.spawn("endpoint", listen(running.clone(), endpoint, kind, slots.clone()));
    }
    let tasks = running.tasks.clone();
    running.tasks.spawn("micro service", async move {
        tasks.stopping().await;
        if let Err(error) = service.stop().await {
            tracing::warn!(%error, "The micro service could not be taken down");
        }
    });
    // The server takes what one connection says in order: once it has answered this, it has every subscription, and
    // nobody who believes in our readiness meets "no responders".
    streams::check_server(&running.nats).await
}

fn metadata(schemas: &Schemas) -> HashMap<String, String> {
    metadata_of(&schemas.input, &schemas.reply)
}

fn metadata_of(input: &schemars::Schema, reply: &schemars::Schema) -> HashMap<String, String> {
    let text = |schema: &schemars::Schema| schema.as_value().to_string();
    HashMap::from([("schema.input".into(), text(input)), ("schema.reply".into(), text(reply))])
}

async fn listen(
    running: Arc<Running>,
    mut endpoint: async_nats::service::endpoint::Endpoint,
    kind: &'static str,
    slots: Arc<Semaphore>,
) {
    // When the process stops, the micro service ends the subscription; what has come by then is still answered.
    while let Some(request) = endpoint.next().await {
        let Ok(slot) = slots.clone().acquire_owned().await else { return };
        let running = running.clone();
        running.clone().tasks.spawn("request", async move {
            match kind {
                "request" => request_outcome(&running, &request).await,
                _ => answer_query(&running, &request).await,
            }
            drop(slot);
        });
    }
}

/// Sends the command through its queue and replies with the outcome.
async fn request_outcome(running: &Running, request: &MicroRequest) {
    let outcome = match door(running, request) {
        Ok((command, wait)) => ask(running, command, wait).await,
        Err((code, message)) => Outcome::Rejected { code, message },
    };
    let body = serde_json::to_vec(&outcome).unwrap_or_default();
    respond(running, request, Ok(body.into())).await;
}

/// Waits for the outcome; a process that stops does so no longer than the next owner needs to take over.
async fn ask(running: &Running, command: Request, wait: Duration) -> Outcome {
    let pending = Outcome::Pending { id: command.id.clone() };
    let stopped = async {
        running.tasks.stopping().await;
        tokio::time::sleep(TAKEOVER).await;
    };
    tokio::select! {
        outcome = running.client.request(command, wait) => outcome,
        () = stopped => pending,
    }
}

/// What a request asks for, or why it is not let in.
fn door(running: &Running, request: &MicroRequest) -> Result<(Request, Duration), (String, String)> {
    let message = &request.message;
    let invalid = |message: String| ("runtime.undecodable".to_owned(), message);
    if message.payload.len() > limit::MESSAGE_BYTES {
        let text = format!(
            "the body has {} bytes; a message may have at most {}",
            message.payload.len(),
            limit::MESSAGE_BYTES
        );
        return Err(("runtime.too_large".to_owned(), text));
    }
    let parts = subject::parse(&message.subject).ok_or_else(|| invalid("this subject is not ours".into()))?;
    match running.service.commands.get(parts.name) {
        Some(entry) => (entry.check)(&parts.key, &message.payload).map_err(invalid)?,
        None => settle::check(parts.name, &message.payload).unwrap_or(Ok(())).map_err(invalid)?,
    }
    let headers = message.headers.clone().unwrap_or_default();
    let given = header(&headers, headers::COMMAND_ID).or_else(|| header(&headers, headers::MESSAGE_ID));
    if let Some(id) = given.filter(|id| !crate::message::is_command_id(id)) {
        let max = limit::COMMAND_ID_CHARACTERS;
        return Err(invalid(format!("an id must be 1 to {max} visible ASCII characters, got {id:?}")));
    }
    let wait = header(&headers, headers::WAIT_MILLIS).and_then(|millis| millis.parse().ok());
    let command = Request {
        subject: format!("{}.command.{}.{}", parts.actor.token(), parts.name, parts.key.join(".")),
        body: message.payload.clone(),
        id: given.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned),
        caller: Caller::from_header(header(&headers, headers::CALLER)),
    };
    Ok((command, wait.map_or(limit::WAIT, Duration::from_millis)))
}

async fn answer_query(running: &Running, request: &MicroRequest) {
    let Some(parts) = subject::parse(&request.message.subject) else { return };
    let span = telemetry::span::query(&format!("{}.query.{}", parts.actor.token(), parts.name));
    if let Some(headers) = &request.message.headers {
        telemetry::set_parent(&span, headers);
    }
    let began = Instant::now();
    let (name, key) = (parts.name.to_owned(), parts.key.join("."));
    async {
        let answered = answer(running, &name, &key, request).await;
        let label = format!("{}.{name}", parts.actor.token());
        telemetry::metrics::query(label, if answered.is_ok() { "done" } else { "refused" }, began.elapsed());
        match answered {
            Ok(reply) => respond(running, request, Ok(Box::<str>::from(reply).into_string().into())).await,
            Err(failure) => respond(running, request, Err(failure)).await,
        }
    }
    .instrument(span)
    .await;
}

async fn answer(running: &Running, name: &str, key: &str, request: &MicroRequest) -> Handled<Reply> {
    if let Some(answer) = crate::inspect::answer(&running.pool, name, key, &request.message.payload).await {
        return answer;
    }
    let Some(entry) = running.service.queries.get(name) else {
        return Err(Failure::not_found("runtime.unknown_query", format!("there is no query {name}")));
    };
    let caller = request.message.headers.as_ref().and_then(|headers| header(headers, headers::CALLER));
    let reader = Reader { now: now(), caller: Caller::from_header(caller), pool: running.pool.clone() };
    (entry.handle)(reader, key.split('.').map(str::to_owned).collect(), request.message.payload.clone()).await
}

/// Replies; a failure as ADR-32 has it, with our code in the description.
async fn respond(running: &Running, request: &MicroRequest, answer: Result<bytes::Bytes, Failure>) {
    let max_payload = running.nats.server_info().max_payload;
    let answer = answer.map_err(|failure| match failure {
        Failure::Refused { code, message, .. } => {
            MicroError { code: 400, status: settle::one_line(&format!("{code}: {message}")) }
        }
        Failure::Failed(error) => {
            let trace_id = telemetry::trace_id().unwrap_or_default();
            tracing::error!(%error, trace_id, "A query failed");
            MicroError { code: 500, status: format!("runtime.query_failed: something went wrong; trace {trace_id}") }
        }
    });
    let answer = answer.and_then(|body| fits(body, max_payload));
    if let Err(error) = request.respond(answer).await {
        tracing::warn!(%error, "An answer could not be sent");
    }
}

/// An answer that NATS would not take is an error that its caller hears of, rather than silence.
fn fits(body: bytes::Bytes, max: usize) -> Result<bytes::Bytes, MicroError> {
    if body.len() <= max {
        return Ok(body);
    }
    let got = body.len();
    let status =
        format!("runtime.answer_too_large: the answer has {got} bytes and NATS takes {max}; ask for less at a time");
    Err(MicroError { code: 500, status })
}
