//! Sets up logs and traces of a process, once.
//!
//! Every process has trace ids: each problem a user sees and each journal row carries one. What records spans depends
//! on whether somebody collects them. With a collector it is the OpenTelemetry layer; without one a layer that makes
//! ids and nothing else, because even an OpenTelemetry SDK that samples nothing collects every attribute first.
//!
//! Measured in nanoseconds for a `process` span opened, entered and closed, and for the same with its parent read from
//! NATS headers and its context written to new ones (development profile: this crate unoptimised, dependencies at
//! `opt-level = 1`; `cargo test -p telemetry --lib -- --ignored --nocapture costs`):
//!
//! | | span | with context in and out |
//! |---|---|---|
//! | no subscriber | 50 | 120 |
//! | registry alone | 290 | 660 |
//! | ids | 550 | 3,900 |
//! | ids, and log lines that format every span's fields | 2,900 | 6,700 |
//! | SDK that samples nothing, as it comes | 4,200 | 8,700 |
//! | SDK that samples nothing, lean | 2,400 | 6,700 |
//! | SDK that records, lean, no exporter | 2,400 | 6,700 |
//! | **`init` without a collector**: ids, gate, log lines | 1,100 | 5,200 |
//! | **`init` with a collector** | 3,800 | 10,600 |
//!
//! [`crate::live::about`] on top takes about half as much as the span itself, and [`crate::live::say`] to nobody some 30 ns;
//! the layer behind them looks at events alone, so spans that are about nobody cost what they did.
//!
//! "Lean" leaves out code locations, threads, idle times and OpenTelemetry's own current context, which nothing here
//! reads. With a collector the exporter's thread works on top, and a loop that does nothing but open spans overruns
//! its queue; spans that do not fit are dropped and nobody waits.

use std::time::Duration;

use anyhow::Context as _;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Subscriber;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;
use tracing_subscriber::util::SubscriberInitExt;

use crate::gate::Gate;
use crate::ids::IdsLayer;
use crate::{export, live, logs};

/// A collector that does not answer must not hold up the end of the process for longer.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(2);

/// What a process says about itself, and where its traces go.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `service.name`: `task`
    pub service: String,
    /// `service.instance.id`: differs for each process of a service
    pub instance: String,
    /// Base address of an OTLP/HTTP collector, `http://127.0.0.1:4318`; without one no spans are recorded
    pub otlp_endpoint: Option<String>,
    /// Log lines as JSON, for machines
    pub json_logs: bool,
    /// The log filter where `RUST_LOG` is not set, `info,task=debug`; empty means `info`
    pub default_filter: String,
}

/// Installs the process's tracing subscriber; keep the guard until the end.
///
/// Refuses a malformed filter or endpoint, and a second call in the same process.
pub fn init(settings: Settings) -> anyhow::Result<Guard> {
    let (subscriber, guard) = build(&settings)?;
    subscriber.try_init().context("telemetry is set up already")?;
    Ok(guard)
}

/// Sends what is left when the process ends.
#[derive(Debug)]
pub struct Guard {
    provider: Option<SdkTracerProvider>,
}

impl Guard {
    /// Sends the spans that still wait. Blocks for up to 2 s; later spans are lost. Dropping the guard does the same.
    pub fn shutdown(&self) {
        let Some(provider) = &self.provider else { return };
        match provider.shutdown_with_timeout(SHUTDOWN_TIMEOUT) {
            Ok(()) | Err(OTelSdkError::AlreadyShutdown) => {}
            Err(error) => tracing::warn!(%error, "The last spans may be lost"),
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.shutdown();
    }
}

pub(crate) fn build(settings: &Settings) -> anyhow::Result<(impl Subscriber + Send + Sync + use<>, Guard)> {
    let endpoint = settings.otlp_endpoint.as_deref().filter(|endpoint| !endpoint.is_empty());
    let provider = endpoint.map(|endpoint| export::provider(endpoint, &settings.service, &settings.instance));
    let provider = provider.transpose()?;

    let recorded = provider.as_ref().map(|provider| {
        tracing_opentelemetry::layer()
            .with_tracer(provider.tracer("foundry"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_context_activation(false)
    });
    let ids = provider.is_none().then(IdsLayer::default);
    let gate = Gate(logs::filter(&settings.default_filter)?);
    let told = live::layer(&settings.service, &settings.instance);

    let subscriber = registry().with(gate).with(ids).with(recorded).with(logs::layer(settings.json_logs)).with(told);
    Ok((subscriber, Guard { provider }))
}
