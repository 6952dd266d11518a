//! A collector of traces inside a story: OTLP over HTTP, as Jaeger takes it.
//!
//! Source: [OTLP/HTTP](https://opentelemetry.io/docs/specs/otlp/#otlphttp): POST `/v1/traces`, protobuf body.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Bytes, extract::State, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::span::SpanKind,
};
use prost::Message;

use crate::until;

/// A span that has not come by then will not come.
const ARRIVAL: Duration = Duration::from_secs(20);

/// Keeps every span that is sent to it.
pub struct Collector {
    pub endpoint: String,
    spans: Arc<Mutex<Vec<Span>>>,
}

/// One span, as it arrived.
#[derive(Debug, Clone)]
pub struct Span {
    /// `service.name`
    pub service: String,
    pub name: String,
    pub kind: SpanKind,
    pub trace_id: String,
    pub id: String,
    /// Empty for a root.
    pub parent_id: String,
    pub attributes: BTreeMap<String, String>,
}

impl Collector {
    pub async fn start() -> Self {
        let spans = Arc::new(Mutex::new(Vec::new()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let app = Router::new().route("/v1/traces", post(take)).with_state(spans.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { endpoint, spans }
    }

    /// Every span of a trace that has arrived so far.
    pub fn trace(&self, trace_id: &str) -> Vec<Span> {
        let spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        spans.iter().filter(|span| span.trace_id == trace_id).cloned().collect()
    }

    /// Waits until the trace has these spans, given as service and name, each at least once; panics with those that
    /// came when others do not. Services send theirs within a second or two.
    pub async fn has(&self, trace_id: &str, wanted: &[(&str, &str)]) -> Vec<Span> {
        let has = |spans: &[Span], (service, name): &(&str, &str)| {
            spans.iter().any(|span| span.service == *service && span.name == *name)
        };
        let arrive = until("spans", async || {
            let spans = self.trace(trace_id);
            wanted.iter().all(|one| has(&spans, one)).then_some(spans)
        });
        match tokio::time::timeout(ARRIVAL, arrive).await {
            Ok(spans) => spans,
            Err(_) => {
                let spans = self.trace(trace_id);
                let missing: Vec<_> = wanted.iter().filter(|one| !has(&spans, one)).collect();
                panic!("{missing:?} are missing among {spans:#?}")
            }
        }
    }
}

async fn take(State(spans): State<Arc<Mutex<Vec<Span>>>>, body: Bytes) {
    let request = ExportTraceServiceRequest::decode(body).expect("OTLP");
    let mut spans = spans.lock().unwrap_or_else(PoisonError::into_inner);
    for resource in request.resource_spans {
        let of_resource = attributes(&resource.resource.unwrap_or_default().attributes);
        let service = of_resource.get("service.name").cloned().unwrap_or_default();
        for span in resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            spans.push(Span {
                service: service.clone(),
                kind: span.kind(),
                trace_id: hex::encode(&span.trace_id),
                id: hex::encode(&span.span_id),
                parent_id: hex::encode(&span.parent_span_id),
                attributes: attributes(&span.attributes),
                name: span.name,
            });
        }
    }
}

fn attributes(attributes: &[KeyValue]) -> BTreeMap<String, String> {
    let text = |attribute: &KeyValue| match attribute.value.clone().and_then(|value| value.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    };
    attributes.iter().map(|attribute| (attribute.key.clone(), text(attribute))).collect()
}
