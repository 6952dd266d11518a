//! The spans a service opens, one function for each kind of work.
//!
//! Names and fields follow the OpenTelemetry semantic conventions for
//! [messaging](https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/),
//! [HTTP](https://opentelemetry.io/docs/specs/semconv/http/http-spans/) and
//! [databases](https://opentelemetry.io/docs/specs/semconv/database/database-spans/).
//! Names never hold ids: a destination is `task.command.rename`, not the subject with the key.
//! Fields "filled later" are declared empty; `span.record("foundry.outcome", word)` fills one, [`count`] one that is a
//! number.

use std::fmt;

use tracing::{Span, field, info_span};

/// Sending a message or a batch of messages (producer). `message_id` is empty for a batch.
///
/// Filled later: `messaging.message.body.size` (bytes), `messaging.batch.message_count`, and what [`failed`] sets.
pub fn publish(destination: &str, message_id: &str) -> Span {
    info_span!(
        "publish",
        otel.name = %Name("publish", destination),
        otel.kind = "producer",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        messaging.system = "nats",
        messaging.operation.type = "send",
        messaging.operation.name = "publish",
        messaging.destination.name = destination,
        messaging.message.id = known(message_id),
        messaging.message.body.size = field::Empty,
        messaging.batch.message_count = field::Empty,
    )
}

/// Handling one message (consumer); make its sender the parent with [`crate::set_parent`]. `message_id` is empty for
/// a batch.
///
/// Filled later: `messaging.message.body.size` (bytes), `messaging.batch.message_count`,
/// `messaging.destination.partition.id`, `messaging.consumer.group.name`, `foundry.outcome` (`done`, `refused`, …),
/// `foundry.key` ([`crate::live::about`]), and what [`failed`] sets.
pub fn process(destination: &str, message_id: &str) -> Span {
    info_span!(
        "process",
        otel.name = %Name("process", destination),
        otel.kind = "consumer",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        messaging.system = "nats",
        messaging.operation.type = "process",
        messaging.operation.name = "process",
        messaging.destination.name = destination,
        messaging.destination.partition.id = field::Empty,
        messaging.consumer.group.name = field::Empty,
        messaging.message.id = known(message_id),
        messaging.message.body.size = field::Empty,
        messaging.batch.message_count = field::Empty,
        foundry.key = field::Empty,
        foundry.outcome = field::Empty,
    )
}

/// Looking up what a batch of commands needs before its transaction (internal); there is no OpenTelemetry convention for
/// this.
pub fn prepare(actor: &str) -> Span {
    info_span!("prepare", otel.name = %Name("prepare", actor), otel.kind = "internal")
}

/// Acknowledging messages (client).
///
/// Filled later: `messaging.batch.message_count`, and what [`failed`] sets.
pub fn settle(destination: &str) -> Span {
    info_span!(
        "settle",
        otel.name = %Name("settle", destination),
        otel.kind = "client",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        messaging.system = "nats",
        messaging.operation.type = "settle",
        messaging.operation.name = "settle",
        messaging.destination.name = destination,
        messaging.batch.message_count = field::Empty,
    )
}

/// Sending a message and waiting for its answer (client).
///
/// Filled later: `messaging.message.body.size` (bytes), `foundry.outcome`, and what [`failed`] sets.
pub fn request(destination: &str, message_id: &str) -> Span {
    info_span!(
        "request",
        otel.name = %Name("request", destination),
        otel.kind = "client",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        messaging.system = "nats",
        messaging.operation.type = "send",
        messaging.operation.name = "request",
        messaging.destination.name = destination,
        messaging.message.id = known(message_id),
        messaging.message.body.size = field::Empty,
        foundry.outcome = field::Empty,
    )
}

/// Answering a query (server).
///
/// Filled later: `messaging.message.body.size` (bytes of the question), `foundry.key` ([`crate::live::about`]), `foundry.outcome`,
/// and what [`failed`] sets.
pub fn query(destination: &str) -> Span {
    info_span!(
        "query",
        otel.name = %Name("query", destination),
        otel.kind = "server",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        messaging.system = "nats",
        messaging.operation.type = "process",
        messaging.operation.name = "query",
        messaging.destination.name = destination,
        messaging.message.body.size = field::Empty,
        foundry.key = field::Empty,
        foundry.outcome = field::Empty,
    )
}

/// One attempt at one step of a workflow (internal); there is no OpenTelemetry convention for these.
///
/// Filled later: `foundry.workflow.id`, `foundry.step.attempt` (from 1), `foundry.outcome`, and what [`failed`] sets.
pub fn step(workflow: &str, step: &str) -> Span {
    info_span!(
        "step",
        otel.name = %Name(workflow, step),
        otel.kind = "internal",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        foundry.workflow = workflow,
        foundry.workflow.id = field::Empty,
        foundry.step = step,
        foundry.step.attempt = field::Empty,
        foundry.outcome = field::Empty,
    )
}

/// Answering an HTTP request (server). `route` is the pattern, `/api/tasks/{task}`, never the path.
///
/// Filled later: `http.response.status_code`, `url.path`, `foundry.key` ([`crate::live::about`]), and what [`failed`] sets
/// (for 5xx only, says the convention).
pub fn http(method: &str, route: &str) -> Span {
    info_span!(
        "http",
        otel.name = %Name(method, route),
        otel.kind = "server",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = field::Empty,
        url.path = field::Empty,
        foundry.key = field::Empty,
    )
}

/// Asking another server by HTTP (client). `template` is the path with `{}` in place of names and ids; `server` its host.
///
/// Filled later: `http.response.status_code`, and what [`failed`] sets (for 4xx and 5xx, says the convention).
pub fn http_client(method: &str, template: &str, server: &str) -> Span {
    info_span!(
        "http client",
        otel.name = %Name(method, template),
        otel.kind = "client",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        http.request.method = method,
        http.response.status_code = field::Empty,
        server.address = server,
        url.path = field::Empty,
        url.template = template,
    )
}

/// Work in Postgres (client). `operation` is low in cardinality: `commit`, `insert journal`; never SQL with values.
///
/// Filled later: `db.operation.batch.size`, `db.response.returned_rows`, and what [`failed`] sets.
pub fn database(operation: &str) -> Span {
    info_span!(
        "database",
        otel.name = operation,
        otel.kind = "client",
        otel.status_code = field::Empty,
        otel.status_description = field::Empty,
        error.type = field::Empty,
        db.system.name = "postgresql",
        db.operation.name = operation,
        db.operation.batch.size = field::Empty,
        db.response.returned_rows = field::Empty,
    )
}

/// Marks a span of this module as failed: status `Error` with `message`, and `error.type`, which is low in cardinality
/// (`timeout`, `sqlx::Error`, `503`).
///
/// Source: [recording errors](https://opentelemetry.io/docs/specs/semconv/general/recording-errors/). A refusal is an
/// answer, not a failure: record `foundry.outcome` instead.
pub fn failed(span: &Span, error_type: &str, message: &str) {
    // Makes the status `Error` by itself; `otel.status_code` after it would erase the message of a span not yet entered.
    span.record("otel.status_description", message);
    span.record("error.type", error_type);
}

/// Fills in a number. Only signed ones stay numbers on their way to a collector; others would become text, by which
/// nobody can search for the larger ones.
pub fn count(span: &Span, field: &str, number: usize) {
    span.record(field, i64::try_from(number).unwrap_or(i64::MAX));
}

/// `publish task.command.rename`, put together only when somebody records the span.
struct Name<'a>(&'a str, &'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.0, self.1)
    }
}

fn known(message_id: &str) -> Option<&str> {
    (!message_id.is_empty()).then_some(message_id)
}
