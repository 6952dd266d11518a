//! The service's NATS micro service (ADR-32): a request endpoint for each command and a query endpoint for each query,
//! with their schemas, shared by all instances.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use async_nats::service::{Request as MicroRequest, ServiceExt, error::Error as MicroError};
use contracts::{Outcome, RefusalKind, limit, subject};
use futures::StreamExt;
use messaging::{Caller, Client, Request, Tasks, check_server, delivery, headers, now};
use sqlx::PgPool;
use tokio::sync::Semaphore;
use tracing::Instrument;

use crate::{
    core::text::one_line,
    handler::{
        failure::{Failure, Handled},
        reader::Reader,
    },
    service::{Reply, Schemas, Service},
};

/// Requests and queries that one instance answers at a time; more wait in the subscription.
const CONCURRENT: usize = 1024;

/// How long a request that says nothing of it waits for its outcome: the NATS CLI gives up after 5 s, and prints nothing.
const REQUEST_WAIT: Duration = Duration::from_secs(4);

/// How long a stopping process waits for outcomes from the next owners of its partitions.
const TAKEOVER: Duration = Duration::from_secs(4);

/// What the endpoints work with.
pub struct Resources {
    pub service: Arc<Service>,
    pub reading: PgPool,
    pub client: Client,
    pub tasks: Tasks,
}

/// Announces the endpoints and answers until the process stops.
pub async fn serve(resources: &Arc<Resources>) -> anyhow::Result<()> {
    let actor = resources.service.actor;
    let service = resources
        .client
        .nats()
        .service_builder()
        .description(format!("Foundry's {} service; see ARCHITECTURE.md", actor.service()))
        .start(actor.token(), env!("CARGO_PKG_VERSION"))
        .await
        .map_err(|error| anyhow::anyhow!("the NATS micro service cannot be started: {error}"))?;
    let slots = Arc::new(Semaphore::new(CONCURRENT));
    let commands = resources.service.commands.iter().map(|(name, entry)| ("request", *name, metadata(&entry.schema)));
    let queries = resources.service.queries.iter().map(|(name, entry)| ("query", *name, metadata(&entry.schema)));
    for (kind, name, metadata) in commands.chain(queries) {
        let builder =
            service.endpoint_builder().name(format!("{kind}-{name}")).metadata(metadata).queue_group(actor.token());
        let endpoint = builder
            .add(subject::pattern(actor, kind, name))
            .await
            .map_err(|error| anyhow::anyhow!("endpoint {kind}.{name}: {error}"))?;
        resources.tasks.spawn("endpoint", listen(resources.clone(), endpoint, kind, slots.clone()));
    }
    let tasks = resources.tasks.clone();
    resources.tasks.spawn("micro service", async move {
        tasks.stopping().await;
        if let Err(error) = service.stop().await {
            tracing::warn!(%error, "The micro service could not be taken down");
        }
    });
    // The server takes what one connection says in order: once it has answered this, it has every subscription, and
    // nobody who believes in our readiness meets "no responders".
    check_server(resources.client.nats()).await
}

fn metadata(schemas: &Schemas) -> HashMap<String, String> {
    let text = |schema: &schemars::Schema| schema.as_value().to_string();
    HashMap::from([("schema.input".into(), text(&schemas.input)), ("schema.reply".into(), text(&schemas.reply))])
}

async fn listen(
    resources: Arc<Resources>,
    mut endpoint: async_nats::service::endpoint::Endpoint,
    kind: &'static str,
    slots: Arc<Semaphore>,
) {
    // When the process stops, the micro service ends the subscription; what has come by then is still answered.
    while let Some(request) = endpoint.next().await {
        let Ok(slot) = slots.clone().acquire_owned().await else { return };
        let resources = resources.clone();
        resources.clone().tasks.spawn("request", async move {
            match kind {
                "request" => request_outcome(&resources, &request).await,
                _ => answer_query(&resources, &request).await,
            }
            drop(slot);
        });
    }
}

/// Sends the command through its queue and replies with the outcome.
async fn request_outcome(resources: &Resources, request: &MicroRequest) {
    let outcome = match door(resources, request) {
        Ok((command, wait)) => ask(resources, command, wait).await,
        Err((code, message)) => Outcome::Rejected { code, message },
    };
    let body = serde_json::to_vec(&outcome).unwrap_or_default();
    respond(resources, request, Ok(body.into())).await;
}

/// Waits for the outcome; a process that stops does so no longer than the next owner needs to take over.
async fn ask(resources: &Resources, command: Request, wait: Duration) -> Outcome {
    let unknown = Outcome::Unknown { id: command.id.clone() };
    let stopped = async {
        resources.tasks.stopping().await;
        tokio::time::sleep(TAKEOVER).await;
    };
    tokio::select! {
        outcome = resources.client.request(command, wait) => outcome,
        () = stopped => unknown,
    }
}

/// What the subject of a request of this kind to this service says. A server that was told to deliver here what is stored
/// elsewhere delivers it under the subject that it was stored with, which somebody else chose.
fn own_parts<'a>(resources: &Resources, request: &'a MicroRequest, kind: &str) -> Option<subject::Parts<'a>> {
    let parts = subject::parse(&request.message.subject)?;
    (parts.actor == resources.service.actor && parts.kind == kind).then_some(parts)
}

/// What a request asks for, or why it is not let in.
fn door(resources: &Resources, request: &MicroRequest) -> Result<(Request, Duration), (String, String)> {
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
    let parts = own_parts(resources, request, "request").ok_or_else(|| invalid("this subject is not ours".into()))?;
    if let Some(entry) = resources.service.commands.get(parts.name) {
        (entry.decode)(&parts.key, &message.payload).map_err(invalid)?;
    }
    let headers = message.headers.clone().unwrap_or_default();
    let given =
        delivery::header(&headers, headers::COMMAND_ID).or_else(|| delivery::header(&headers, headers::MESSAGE_ID));
    if let Some(id) = given.filter(|id| !delivery::is_command_id(id)) {
        let max = limit::COMMAND_ID_CHARACTERS;
        return Err(invalid(format!("an id must be 1 to {max} visible ASCII characters, got {id:?}")));
    }
    let wait = delivery::header(&headers, headers::WAIT_MILLIS).and_then(|millis| millis.parse().ok());
    let command = Request {
        subject: format!("{}.command.{}.{}", parts.actor.token(), parts.name, parts.key.join(".")),
        body: message.payload.clone(),
        id: given.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned),
        caller: Caller::from_header(delivery::header(&headers, headers::CALLER)),
    };
    Ok((command, wait.map_or(REQUEST_WAIT, Duration::from_millis)))
}

async fn answer_query(resources: &Resources, request: &MicroRequest) {
    let Some(parts) = own_parts(resources, request, "query") else {
        return respond(
            resources,
            request,
            Err(Failure::not_found("runtime.unknown_query", "this subject is not ours")),
        )
        .await;
    };
    let span = telemetry::span::query(&format!("{}.query.{}", parts.actor.token(), parts.name));
    if let Some(headers) = &request.message.headers {
        telemetry::set_parent(&span, headers);
    }
    let began = Instant::now();
    let (name, key) = (parts.name.to_owned(), parts.key.join("."));
    if parts.actor.is_of_organization() {
        telemetry::live::about(&span, &key);
    }
    async {
        let answered = answer(resources, &name, &key, request).await;
        let label = format!("{}.{name}", parts.actor.token());
        telemetry::metrics::query(label, if answered.is_ok() { "done" } else { "refused" }, began.elapsed());
        match answered {
            Ok(reply) => respond(resources, request, Ok(Box::<str>::from(reply).into_string().into())).await,
            Err(failure) => respond(resources, request, Err(failure)).await,
        }
    }
    .instrument(span)
    .await;
}

async fn answer(resources: &Resources, name: &str, key: &str, request: &MicroRequest) -> Handled<Reply> {
    let Some(entry) = resources.service.queries.get(name) else {
        return Err(Failure::not_found("runtime.unknown_query", format!("there is no query {name}")));
    };
    let caller = request.message.headers.as_ref().and_then(|headers| delivery::header(headers, headers::CALLER));
    let (pool, client) = (resources.reading.clone(), Some(resources.client.clone()));
    let reader = Reader { now: now(), caller: Caller::from_header(caller), pool, client };
    (entry.handle)(reader, key.split('.').map(str::to_owned).collect(), request.message.payload.clone()).await
}

/// Replies; a failure as ADR-32 has it, with HTTP's status for its kind, and our code in the description.
async fn respond(resources: &Resources, request: &MicroRequest, answer: Result<bytes::Bytes, Failure>) {
    let max_payload = resources.client.nats().server_info().max_payload;
    let answer = answer.map_err(service_error).and_then(|body| fits(body, max_payload));
    if let Err(error) = request.respond(answer).await {
        tracing::warn!(%error, "An answer could not be sent");
    }
}

fn service_error(failure: Failure) -> MicroError {
    match failure {
        Failure::Refused { kind, code, message } => {
            MicroError { code: status(kind), status: one_line(&format!("{code}: {message}")) }
        }
        Failure::Undecodable { code, message } => {
            MicroError { code: 400, status: one_line(&format!("{code}: {message}")) }
        }
        Failure::Later { why, .. } => MicroError { code: 503, status: one_line(&format!("runtime.later: {why}")) },
        Failure::Failed(error) => {
            let trace_id = telemetry::trace_id().unwrap_or_default();
            tracing::error!(%error, trace_id, "A query failed");
            MicroError { code: 500, status: format!("runtime.query_failed: something went wrong; trace {trace_id}") }
        }
    }
}

const fn status(kind: RefusalKind) -> usize {
    match kind {
        RefusalKind::NotFound => 404,
        RefusalKind::Forbidden => 403,
        RefusalKind::Invalid => 400,
        RefusalKind::IdReused => 422,
        RefusalKind::Conflict => 409,
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
