//! Sets up logs and traces of a process, once.

use std::time::Duration;

use anyhow::Context as _;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, registry};

use crate::ids::IdsLayer;
use crate::{export, logs};

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
            .with_filter(filter_fn(is_recorded))
    });
    let ids = provider.is_none().then(|| IdsLayer::default().with_filter(filter_fn(has_ids)));
    let logs = logs::layer(settings.json_logs, &settings.default_filter)?;

    Ok((registry().with(ids).with(recorded).with(logs), Guard { provider }))
}

/// Spans carry ids whatever the log filter says; libraries' inner spans are at `debug` and below.
fn has_ids(metadata: &Metadata<'_>) -> bool {
    metadata.is_span() && *metadata.level() <= Level::INFO
}

/// Log lines become events of their span, except the exporter's own: those would feed on themselves.
fn is_recorded(metadata: &Metadata<'_>) -> bool {
    *metadata.level() <= Level::INFO && !metadata.target().starts_with("opentelemetry")
}
