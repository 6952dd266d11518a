//! Spans on their way to a collector: OTLP over HTTP, from a thread of its own.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use opentelemetry::KeyValue;
use opentelemetry_otlp::{Protocol, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{BatchConfigBuilder, BatchSpanProcessor, SdkTracerProvider, SpanData, SpanExporter};
use rustls::crypto::{CryptoProvider, ring};

/// A collector that hangs must not hold a batch for longer: spans queue up behind it.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(5);
/// Spans that may wait for the exporter, about 1 kB each; what comes on top is dropped, never waited for.
const QUEUE_SPANS: usize = 16_384;
/// Spans in one request: about half a megabyte, well below the 4 MB that collectors accept.
const BATCH_SPANS: usize = 1_024;
/// A page links to its trace: one who follows the link must not wait for the trace to arrive.
const BATCH_DELAY: Duration = Duration::from_secs(1);
/// A collector that is away for a day must not fill the log.
const COMPLAINT_INTERVAL: Duration = Duration::from_secs(60);

const TRACES_PATH: &str = "/v1/traces";

/// A tracer provider that sends to `<endpoint>/v1/traces`, as a base `OTEL_EXPORTER_OTLP_ENDPOINT` means
/// ([OTLP exporter](https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp)).
///
/// Every span whose parent is sampled is recorded, and every root; the SDK reads `OTEL_TRACES_SAMPLER`
/// (`parentbased_traceidratio`) and `OTEL_TRACES_SAMPLER_ARG` (`0.1`) for less.
pub(crate) fn provider(endpoint: &str, service: &str, instance: &str) -> anyhow::Result<SdkTracerProvider> {
    install_tls();
    let endpoint = traces_url(endpoint);
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(&endpoint)
        .with_timeout(EXPORT_TIMEOUT)
        .build()
        .with_context(|| format!("span exporter to {endpoint}"))?;

    let batches = BatchConfigBuilder::default()
        .with_max_queue_size(QUEUE_SPANS)
        .with_max_export_batch_size(BATCH_SPANS)
        .with_scheduled_delay(BATCH_DELAY)
        .build();
    let processor = BatchSpanProcessor::builder(Patient::new(exporter, endpoint)).with_batch_config(batches).build();
    Ok(SdkTracerProvider::builder().with_span_processor(processor).with_resource(resource(service, instance)).build())
}

/// Whoever gives the whole address means the same.
fn traces_url(endpoint: &str) -> String {
    let base = endpoint.trim_end_matches('/');
    format!("{}{TRACES_PATH}", base.strip_suffix(TRACES_PATH).unwrap_or(base))
}

/// Who sends ([resource conventions](https://opentelemetry.io/docs/specs/semconv/resource/service/)). Backends tell
/// processes apart by `service.instance.id`: without it all of them collapse into one.
fn resource(service: &str, instance: &str) -> Resource {
    Resource::builder()
        .with_service_name(service.to_owned())
        .with_attribute(KeyValue::new("service.instance.id", instance.to_owned()))
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build()
}

/// The HTTP client brings no cryptography of its own and panics without, even for plain `http`.
fn install_tls() {
    if CryptoProvider::get_default().is_none() && ring::default_provider().install_default().is_err() {
        tracing::debug!("Another thread has installed the TLS provider first");
    }
}

/// An exporter whose failures are told once a minute and never reach the service.
#[derive(Debug)]
struct Patient {
    exporter: opentelemetry_otlp::SpanExporter,
    endpoint: String,
    complaints: Mutex<Complaints>,
}

#[derive(Debug, Default)]
struct Complaints {
    last_at: Option<Instant>,
    lost_spans: usize,
}

impl Patient {
    fn new(exporter: opentelemetry_otlp::SpanExporter, endpoint: String) -> Self {
        Self { exporter, endpoint, complaints: Mutex::default() }
    }
}

impl SpanExporter for Patient {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        if let Err(error) = self.exporter.export(batch).await
            && let Some(lost_spans) = self.complaints.lock().expect("nothing panics under this lock").add(spans)
        {
            let endpoint = &self.endpoint;
            tracing::warn!(%error, "Cannot send traces to {endpoint}: lost {lost_spans} spans since last told");
        }
        Ok(())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

impl Complaints {
    /// Adds lost spans; returns how many to tell of, if it is time to.
    fn add(&mut self, spans: usize) -> Option<usize> {
        self.lost_spans += spans;
        if self.last_at.is_some_and(|last_at| last_at.elapsed() < COMPLAINT_INTERVAL) {
            return None;
        }
        self.last_at = Some(now());
        Some(std::mem::take(&mut self.lost_spans))
    }
}

#[allow(clippy::disallowed_methods, reason = "the exporter's thread has no command context to take the time from")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_address_means_the_same_as_its_base() {
        for given in ["http://h:4318", "http://h:4318/", "http://h:4318/v1/traces", "http://h:4318/v1/traces/"] {
            assert_eq!(traces_url(given), "http://h:4318/v1/traces");
        }
        assert_eq!(traces_url("https://h/otlp"), "https://h/otlp/v1/traces");
    }

    #[test]
    fn lost_spans_are_told_once_in_a_while() {
        let mut complaints = Complaints::default();

        assert_eq!(complaints.add(10), Some(10));
        assert_eq!(complaints.add(5), None);
        assert_eq!(complaints.add(7), None);

        complaints.last_at = now().checked_sub(COMPLAINT_INTERVAL);
        assert_eq!(complaints.add(1), Some(13));
    }
}
