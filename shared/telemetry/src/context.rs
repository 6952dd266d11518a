//! W3C Trace Context across processes and time: in NATS headers, HTTP headers and database rows.
//!
//! Source: [W3C Trace Context](https://www.w3.org/TR/trace-context/). A context that does not parse is ignored and the
//! span starts a trace of its own; telemetry never refuses a message.

use std::str::FromStr;

use async_nats::HeaderMap;
use async_nats::header::HeaderName;
use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, TraceContextExt, TraceState};
use tracing::{Dispatch, Span, span::Id};
use tracing_opentelemetry::{OpenTelemetrySpanExt, SetParentError, get_otel_context};
use tracing_subscriber::{Registry, registry::LookupSpan};

use crate::ids::Ids;
use crate::w3c;

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const TRACESTATE: HeaderName = HeaderName::from_static("tracestate");

/// Writes `traceparent`, and `tracestate` if there is one, of the current span; without a span it writes nothing.
pub fn inject(headers: &mut HeaderMap) {
    let Some(context) = of_span(&Span::current()) else { return };

    headers.insert(TRACEPARENT, w3c::format(&context));
    let state = context.trace_state().header();
    if !state.is_empty() {
        headers.insert(TRACESTATE, state);
    }
}

/// The current span's `traceparent`, for a database row: what continues from the row later joins the same trace.
pub fn traceparent() -> Option<String> {
    of_span(&Span::current()).map(|context| w3c::format(&context))
}

/// The current trace's id: 32 hexadecimal digits, the address of the trace in Jaeger.
pub fn trace_id() -> Option<String> {
    of_span(&Span::current()).map(|context| context.trace_id().to_string())
}

/// Makes the sender of a NATS message the parent of `span`.
///
/// Call it before the span is entered: from then on its ids are fixed (see [`OpenTelemetrySpanExt::set_parent`]).
pub fn set_parent(span: &Span, headers: &HeaderMap) {
    let header = |name| headers.get(name).map(|value| value.as_str());

    if let Some(parent) = read(header(TRACEPARENT), header(TRACESTATE)) {
        adopt(span, parent);
    }
}

/// Makes the span that wrote a row, as [`traceparent`] gave it then, the parent of `span`; as [`set_parent`].
pub fn set_parent_str(span: &Span, traceparent: &str) {
    if let Some(parent) = read(Some(traceparent), None) {
        adopt(span, parent);
    }
}

/// Makes a stranger the parent of `span`, such as whoever sends an HTTP request; as [`set_parent`]. The trace is theirs,
/// whether it is recorded is not: the id that they are told is to be found, and nobody hides what they do.
///
/// `header` looks up a header by its lower-case name:
/// `set_stranger_as_parent(&span, |name| Some(headers.get(name)?.to_str().ok()?.to_owned()))`.
pub fn set_stranger_as_parent(span: &Span, header: impl Fn(&str) -> Option<String>) {
    if let Some(parent) = read(header("traceparent").as_deref(), header("tracestate").as_deref()) {
        adopt(span, w3c::sampled(&parent));
    }
}

/// Links `span` to the span of another trace, given as [`traceparent`] wrote it: related, but not its parent
/// ([OpenTelemetry: links](https://opentelemetry.io/docs/specs/otel/overview/#links-between-spans)).
pub fn link_str(span: &Span, traceparent: &str) {
    if let Some(context) = w3c::parse(traceparent, TraceState::NONE) {
        span.add_link(context);
    }
}

fn read(traceparent: Option<&str>, tracestate: Option<&str>) -> Option<SpanContext> {
    // A malformed `tracestate` must not lose the `traceparent` (section 3.3.1 of the recommendation).
    let state = tracestate.and_then(|state| TraceState::from_str(state).ok()).unwrap_or_default();
    w3c::parse(traceparent?, state)
}

fn adopt(span: &Span, parent: SpanContext) {
    let has_ids = span.with_subscriber(|(id, dispatch)| {
        let registry = dispatch.downcast_ref::<Registry>()?;
        registry.span(id)?.extensions_mut().get_mut::<Ids>()?.set_parent(parent.clone());
        Some(())
    });
    if has_ids.flatten().is_some() {
        return;
    }
    if let Err(SetParentError::AlreadyStarted) = span.set_parent(Context::new().with_remote_span_context(parent)) {
        tracing::debug!("A parent came too late: the span has been entered before");
    }
}

/// The ids of `span`; `None` if the span is disabled or nothing traces.
fn of_span(span: &Span) -> Option<SpanContext> {
    span.with_subscriber(|(id, dispatch)| of_id(id, dispatch)).flatten()
}

/// The ids of the span `id`, from whichever of the two layers `init` has installed.
pub(crate) fn of_id(id: &Id, dispatch: &Dispatch) -> Option<SpanContext> {
    let registry = dispatch.downcast_ref::<Registry>()?;
    let ids = registry.span(id)?.extensions().get::<Ids>().map(|ids| ids.0.clone());

    ids.or_else(|| {
        let context = get_otel_context(id, dispatch)?;
        Some(context.span().span_context().clone()).filter(SpanContext::is_valid)
    })
}

#[cfg(test)]
mod tests {
    use tracing::subscriber::with_default;

    use super::*;
    use crate::{Settings, init, span};

    const EXAMPLE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// The ids of a process without a collector; the export tests do the same with one.
    fn traced<T>(work: impl FnOnce() -> T) -> T {
        let settings = Settings {
            service: "task".into(),
            instance: "task-1".into(),
            otlp_endpoint: None,
            json_logs: false,
            default_filter: "error".into(),
        };
        let (subscriber, _guard) = init::build(&settings).unwrap();
        with_default(subscriber, work)
    }

    #[test]
    fn a_trace_travels_in_nats_headers() {
        traced(|| {
            let mut headers = HeaderMap::new();
            let sent_in = span::publish("task.command.rename", "01J").in_scope(|| {
                inject(&mut headers);
                trace_id()
            });

            let process = span::process("task.command.rename", "01J");
            set_parent(&process, &headers);

            assert!(sent_in.is_some());
            assert_eq!(process.in_scope(trace_id), sent_in);
            assert_ne!(process.in_scope(traceparent).as_deref(), headers.get(TRACEPARENT).map(|value| value.as_str()));
        });
    }

    #[test]
    fn a_child_stays_in_the_trace_of_its_parent() {
        traced(|| {
            let process = span::process("task.command.rename", "01J");
            set_parent_str(&process, EXAMPLE);
            let _entered = process.enter();

            let child = span::database("commit").in_scope(traceparent).unwrap();

            assert_eq!(trace_id().as_deref(), Some(TRACE_ID));
            assert!(child.starts_with(&format!("00-{TRACE_ID}-")) && child.ends_with("-01"), "{child}");
            assert_ne!(Some(child), traceparent());
        });
    }

    #[test]
    fn the_tracestate_goes_along_and_a_malformed_one_harms_nothing() {
        for (state, onwards) in [("vendor=value", Some("vendor=value")), ("= =", None)] {
            let span_of = |name: &str| Some(if name == "traceparent" { EXAMPLE } else { state }.to_owned());

            let headers = traced(|| {
                let span = span::http("GET", "/api/tasks/{task}");
                set_stranger_as_parent(&span, span_of);
                let mut headers = HeaderMap::new();
                span.in_scope(|| inject(&mut headers));
                headers
            });

            assert!(headers.get(TRACEPARENT).unwrap().as_str().contains(TRACE_ID));
            assert_eq!(headers.get(TRACESTATE).map(|value| value.as_str()), onwards);
        }
    }

    #[test]
    fn a_stranger_does_not_decide_whether_a_trace_is_recorded() {
        let unsampled = EXAMPLE.replace("-01", "-00");
        traced(|| {
            let span = span::http("GET", "/api/tasks/{task}");
            set_stranger_as_parent(&span, |name| (name == "traceparent").then(|| unsampled.clone()));

            let traceparent = span.in_scope(traceparent).unwrap();
            assert!(traceparent.contains(TRACE_ID) && traceparent.ends_with("-01"), "{traceparent}");
        });
    }

    #[test]
    fn a_malformed_context_starts_a_new_trace() {
        traced(|| {
            let process = span::process("task.command.rename", "01J");
            let before = process.in_scope(trace_id);

            set_parent_str(&process, "00-4bf9-00f0-01");
            set_parent(&process, &HeaderMap::new());
            link_str(&process, "garbage");

            assert_eq!(process.in_scope(trace_id), before);
        });
    }

    #[test]
    fn outside_of_spans_there_is_no_trace() {
        traced(|| {
            let mut headers = HeaderMap::new();
            inject(&mut headers);

            assert!(headers.is_empty());
            assert_eq!((trace_id(), traceparent()), (None, None));
        });
    }
}
