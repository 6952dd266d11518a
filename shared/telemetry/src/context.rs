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

    adopt(span, header(TRACEPARENT), header(TRACESTATE));
}

/// Makes the span that wrote a row, as [`traceparent`] gave it then, the parent of `span`; as [`set_parent`].
pub fn set_parent_str(span: &Span, traceparent: &str) {
    adopt(span, Some(traceparent), None);
}

/// Makes the caller of any protocol with headers the parent of `span`; as [`set_parent`].
///
/// `header` looks up a header by its lower-case name:
/// `set_parent_with(&span, |name| Some(headers.get(name)?.to_str().ok()?.to_owned()))`.
pub fn set_parent_with(span: &Span, header: impl Fn(&str) -> Option<String>) {
    adopt(span, header("traceparent").as_deref(), header("tracestate").as_deref());
}

/// Links `span` to the span of another trace, given as [`traceparent`] wrote it: related, but not its parent
/// ([OpenTelemetry: links](https://opentelemetry.io/docs/specs/otel/overview/#links-between-spans)).
pub fn link_str(span: &Span, traceparent: &str) {
    if let Some(context) = w3c::parse(traceparent, TraceState::NONE) {
        span.add_link(context);
    }
}

fn adopt(span: &Span, traceparent: Option<&str>, tracestate: Option<&str>) {
    // A malformed `tracestate` must not lose the `traceparent` (section 3.3.1 of the recommendation).
    let state = tracestate.and_then(|state| TraceState::from_str(state).ok()).unwrap_or_default();
    let Some(parent) = traceparent.and_then(|header| w3c::parse(header, state)) else { return };

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
