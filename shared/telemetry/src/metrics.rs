//! The metrics of a process, and their text for `/metrics`.
//!
//! Names and units follow [OpenMetrics 1.0](https://prometheus.io/docs/specs/om/open_metrics_spec/): seconds, counters
//! that end in `_total`. Labels hold names and never ids, because each combination stays in memory for good.
//! A static label costs no allocation; a lookup is one read lock and one hash.

use std::borrow::Cow;
use std::sync::LazyLock;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry as Families;

/// A label's value: `&'static str` where the name is known at compile time, `String` otherwise.
pub type Label = Cow<'static, str>;

type Histograms<Labels> = Family<Labels, Histogram, fn() -> Histogram>;

/// Every metric, each created once; [`registry`] gives those of this process.
pub struct Registry {
    families: Families,
    /// `commands_total{actor,command,outcome}`
    pub commands: Family<CommandOutcome, Counter>,
    /// `command_seconds{actor,command}`: from received to committed
    pub command_seconds: Histograms<Command>,
    /// `publish_batch_messages`: how many messages left in one publish
    pub publish_batch_messages: Histogram,
    /// `partition_lag{partition}`: messages that wait in a partition
    pub partition_lag: Family<Partition, Gauge>,
    /// `stream_fullness{stream}`: bytes held, from 0 to 1 of the limit
    pub stream_fullness: Family<Stream, Gauge<f64, AtomicU64>>,
    /// `partitions_owned`
    pub partitions_owned: Gauge,
    /// `workflow_runs_total{workflow,outcome}`
    pub workflow_runs: Family<WorkflowOutcome, Counter>,
    /// `workflows_active`
    pub workflows_active: Gauge,
    /// `queries_total{query,outcome}`
    pub queries: Family<QueryOutcome, Counter>,
    /// `query_seconds{query}`
    pub query_seconds: Histograms<Query>,
    /// `http_requests_total{method,route,status}`
    pub http_requests: Family<HttpOutcome, Counter>,
    /// `http_seconds{method,route}`
    pub http_seconds: Histograms<Http>,
    /// `outbox_published_total`: messages
    pub outbox_published: Counter,
    /// `views_published_total`: messages
    pub views_published: Counter,
    /// `dead_letters_total{actor,command}`
    pub dead_letters: Family<Command, Counter>,
}

/// The metrics of this process.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::new);
    &REGISTRY
}

/// The metrics of this process as OpenMetrics text (`application/openmetrics-text; version=1.0.0; charset=utf-8`).
pub fn encode() -> String {
    let mut page = String::new();
    text::encode(&mut page, &registry().families).expect("writing to a string cannot fail");
    page
}

/// Counts a handled command. `elapsed` runs from received to committed.
pub fn command(actor: impl Into<Label>, command: impl Into<Label>, outcome: impl Into<Label>, elapsed: Duration) {
    let (actor, command, outcome) = (actor.into(), command.into(), outcome.into());

    let timed = Command { actor: actor.clone(), command: command.clone() };
    registry().command_seconds.get_or_create(&timed).observe(elapsed.as_secs_f64());
    registry().commands.get_or_create(&CommandOutcome { actor, command, outcome }).inc();
}

/// Counts a command that went to the dead letters.
pub fn dead_letter(actor: impl Into<Label>, command: impl Into<Label>) {
    registry().dead_letters.get_or_create(&Command { actor: actor.into(), command: command.into() }).inc();
}

/// Sets how many messages wait in a partition (`task-p07`).
pub fn partition_lag(partition: impl Into<Label>, messages: i64) {
    registry().partition_lag.get_or_create(&Partition { partition: partition.into() }).set(messages);
}

/// Sets how full a stream is, from 0 to 1 of its limit of bytes.
pub fn stream_fullness(stream: impl Into<Label>, fullness: f64) {
    registry().stream_fullness.get_or_create(&Stream { stream: stream.into() }).set(fullness);
}

/// Counts a workflow run that ended.
pub fn workflow_run(workflow: impl Into<Label>, outcome: impl Into<Label>) {
    let labels = WorkflowOutcome { workflow: workflow.into(), outcome: outcome.into() };
    registry().workflow_runs.get_or_create(&labels).inc();
}

/// Counts an answered query.
pub fn query(query: impl Into<Label>, outcome: impl Into<Label>, elapsed: Duration) {
    let (query, outcome) = (query.into(), outcome.into());

    registry().query_seconds.get_or_create(&Query { query: query.clone() }).observe(elapsed.as_secs_f64());
    registry().queries.get_or_create(&QueryOutcome { query, outcome }).inc();
}

/// Counts an answered HTTP request. `route` is the pattern, `/api/tasks/{task}`, never the path.
pub fn http(method: impl Into<Label>, route: impl Into<Label>, status: u16, elapsed: Duration) {
    let (method, route) = (method.into(), route.into());

    let timed = Http { method: method.clone(), route: route.clone() };
    registry().http_seconds.get_or_create(&timed).observe(elapsed.as_secs_f64());
    registry().http_requests.get_or_create(&HttpOutcome { method, route, status }).inc();
}

/// Which command: `task`, `rename`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Command {
    pub actor: Label,
    pub command: Label,
}

/// Which command, and how it ended: `done`, `refused`, `failed`, `dead`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct CommandOutcome {
    pub actor: Label,
    pub command: Label,
    pub outcome: Label,
}

/// Which partition: `task-p07`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Partition {
    pub partition: Label,
}

/// Which stream: `TASK_COMMANDS`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Stream {
    pub stream: Label,
}

/// Which workflow, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct WorkflowOutcome {
    pub workflow: Label,
    pub outcome: Label,
}

/// Which query: `task.list`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Query {
    pub query: Label,
}

/// Which query, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct QueryOutcome {
    pub query: Label,
    pub outcome: Label,
}

/// Which route: `GET`, `/api/tasks/{task}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Http {
    pub method: Label,
    pub route: Label,
}

/// Which route, and the status it answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct HttpOutcome {
    pub method: Label,
    pub route: Label,
    pub status: u16,
}

impl Registry {
    fn new() -> Self {
        let mut registry = Self {
            families: Families::default(),
            commands: Family::default(),
            command_seconds: Family::new_with_constructor(seconds),
            publish_batch_messages: Histogram::new(exponential_buckets(1.0, 2.0, 10)),
            partition_lag: Family::default(),
            stream_fullness: Family::default(),
            partitions_owned: Gauge::default(),
            workflow_runs: Family::default(),
            workflows_active: Gauge::default(),
            queries: Family::default(),
            query_seconds: Family::new_with_constructor(seconds),
            http_requests: Family::default(),
            http_seconds: Family::new_with_constructor(seconds),
            outbox_published: Counter::default(),
            views_published: Counter::default(),
            dead_letters: Family::default(),
        };
        registry.name_families();
        registry
    }

    /// The encoder adds `_total` to counters.
    fn name_families(&mut self) {
        let families = &mut self.families;
        families.register("commands", "Commands handled", self.commands.clone());
        families.register("command_seconds", "From received to committed", self.command_seconds.clone());
        families.register("publish_batch_messages", "Messages in one publish", self.publish_batch_messages.clone());
        families.register("partition_lag", "Messages that wait in a partition", self.partition_lag.clone());
        families.register("stream_fullness", "Bytes a stream holds, of its limit", self.stream_fullness.clone());
        families.register("partitions_owned", "Partitions this instance owns", self.partitions_owned.clone());
        families.register("workflow_runs", "Workflow runs that ended", self.workflow_runs.clone());
        families.register("workflows_active", "Workflow runs under way here", self.workflows_active.clone());
        families.register("queries", "Queries answered", self.queries.clone());
        families.register("query_seconds", "From asked to answered", self.query_seconds.clone());
        families.register("http_requests", "HTTP requests answered", self.http_requests.clone());
        families.register("http_seconds", "From request to response", self.http_seconds.clone());
        families.register("outbox_published", "Outbox messages published", self.outbox_published.clone());
        families.register("views_published", "View messages published", self.views_published.clone());
        families.register("dead_letters", "Commands given up", self.dead_letters.clone());
    }
}

/// Half a millisecond to 16 s, doubling: a round trip takes 0.9 ms when idle, a caller waits 10 s at most.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.0005, 2.0, 16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counted_command_is_on_the_page() {
        command("task", "rename", "done", Duration::from_millis(3));

        let page = encode();
        assert!(page.contains(r#"commands_total{actor="task",command="rename",outcome="done"} 1"#), "{page}");
        assert!(page.contains(r#"command_seconds_count{actor="task",command="rename"} 1"#), "{page}");
        assert!(page.contains(r#"command_seconds_bucket{le="0.004",actor="task",command="rename"} 1"#), "{page}");
        assert!(page.ends_with("# EOF\n"), "{page}");
    }

    #[test]
    fn requests_are_counted_by_route_and_status() {
        http("GET", String::from("/api/tasks/{task}"), 404, Duration::from_millis(1));

        let counted = r#"http_requests_total{method="GET",route="/api/tasks/{task}",status="404"} 1"#;
        assert!(encode().contains(counted));
    }
}
