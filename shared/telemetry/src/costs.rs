//! What a span costs, measured: `cargo test -p telemetry -- --ignored --nocapture costs`.

use std::time::{Duration, Instant};

use async_nats::HeaderMap;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{Sampler, SdkTracer, SdkTracerProvider};
use tracing::Subscriber;
use tracing::subscriber::with_default;
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;
use tracing_subscriber::registry::LookupSpan;

use crate::ids::IdsLayer;
use crate::{Settings, collector::Collector, init, inject, live, metrics, set_parent, span};

const ROUNDS: u32 = 100_000;

/// Opens, enters and closes a span, and reads and writes trace context as each handled command does.
fn measure(name: &str, subscriber: impl Subscriber + Send + Sync + 'static) {
    with_default(subscriber, || {
        let mut headers = HeaderMap::new();
        span::publish("task.command.rename", "01J").in_scope(|| inject(&mut headers));

        let span = time(|| span::process("task.command.rename", "01J").in_scope(|| ()));
        let context = time(|| {
            let process = span::process("task.command.rename", "01J");
            set_parent(&process, &headers);
            process.in_scope(|| inject(&mut HeaderMap::new()));
        });
        let about = time(|| {
            let process = span::process("task.command.rename", "01J");
            live::about(&process, "acme.t-1");
            process.in_scope(|| ());
        });
        println!("{name:<44} span {span:>5} ns, with context in and out {context:>5} ns, about an actor {about:>5} ns");
    });
}

fn time(work: impl Fn()) -> u128 {
    (0..ROUNDS / 10).for_each(|_| work());
    let started = Instant::now();
    (0..ROUNDS).for_each(|_| work());
    started.elapsed().as_nanos() / u128::from(ROUNDS)
}

fn recorded<S>(sampler: Sampler) -> OpenTelemetryLayer<S, SdkTracer>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let provider = SdkTracerProvider::builder().with_sampler(sampler).build();
    tracing_opentelemetry::layer().with_tracer(provider.tracer("costs"))
}

/// As `init` sets it up.
fn lean<S>(sampler: Sampler) -> OpenTelemetryLayer<S, SdkTracer>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let layer = recorded(sampler).with_location(false).with_threads(false).with_target(false);
    layer.with_tracked_inactivity(false).with_context_activation(false)
}

fn settings(otlp_endpoint: Option<String>) -> Settings {
    let (service, instance, default_filter) = ("task".into(), "task-1".into(), "info".into());
    Settings { service, instance, otlp_endpoint, json_logs: false, default_filter }
}

#[test]
#[ignore = "prints times, decides nothing"]
fn costs() {
    let lines = tracing_subscriber::fmt::layer();
    measure("no subscriber", tracing::subscriber::NoSubscriber::new());
    measure("registry alone", registry());
    measure("ids", registry().with(IdsLayer::default()));
    measure("ids, and log lines that format spans", registry().with(IdsLayer::default()).with(lines));
    measure("SDK that samples nothing, as it comes", registry().with(recorded(Sampler::AlwaysOff)));
    measure("SDK that samples nothing, lean", registry().with(lean(Sampler::AlwaysOff)));
    measure("SDK that records, lean, no exporter", registry().with(lean(Sampler::AlwaysOn)));

    measure("init without a collector", init::build(&settings(None)).unwrap().0);
    let collector = Collector::start();
    let (subscriber, guard) = init::build(&settings(Some(collector.endpoint.clone()))).unwrap();
    measure("init with a collector", subscriber);
    guard.shutdown();

    let command = time(|| metrics::command("task", "rename", "done", Duration::from_millis(1)));
    println!("{:<44} {command:>5} ns", "metrics::command");
    let said = time(|| live::say("acme.t-1", || unreachable!("nobody follows")));
    println!("{:<44} {said:>5} ns", "live::say to nobody");
}
