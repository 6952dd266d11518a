//! Trace and span ids without recording: what a process without a collector pays for its spans.

use opentelemetry::trace::{SpanContext, TraceFlags, TraceState};
use opentelemetry_sdk::trace::{IdGenerator, RandomIdGenerator};
use tracing::{Subscriber, span};
use tracing_subscriber::{Layer, layer::Context, registry::LookupSpan};

/// The ids of a span, kept in the span's extensions.
pub(crate) struct Ids(pub(crate) SpanContext);

impl Ids {
    /// Moves the span below `parent`: its trace, its sampling decision, its `tracestate`; the span keeps its own id.
    pub(crate) fn set_parent(&mut self, parent: SpanContext) {
        let flags = parent.trace_flags();
        self.0 = SpanContext::new(parent.trace_id(), self.0.span_id(), flags, false, parent.trace_state().clone());
    }
}

/// Gives each span ids and nothing else: no times, no attributes, no events.
#[derive(Default)]
pub(crate) struct IdsLayer {
    generator: RandomIdGenerator,
}

impl IdsLayer {
    /// Marked as sampled: nobody has decided against this trace, so the next process that exports may record it.
    fn root(&self) -> SpanContext {
        let (trace_id, span_id) = (self.generator.new_trace_id(), self.generator.new_span_id());
        SpanContext::new(trace_id, span_id, TraceFlags::SAMPLED, false, TraceState::NONE)
    }

    fn child(&self, parent: &SpanContext) -> SpanContext {
        let (flags, state) = (parent.trace_flags(), parent.trace_state().clone());
        SpanContext::new(parent.trace_id(), self.generator.new_span_id(), flags, false, state)
    }
}

impl<S> Layer<S> for IdsLayer
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        let parent = match attributes.parent() {
            Some(parent) => context.span(parent),
            None if attributes.is_contextual() => context.lookup_current(),
            None => None,
        };
        let of_parent = parent.and_then(|parent| parent.extensions().get::<Ids>().map(|ids| self.child(&ids.0)));
        let ids = of_parent.unwrap_or_else(|| self.root());

        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(Ids(ids));
        }
    }
}
