//! Which spans and events exist at all in this process.

use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::layer::Context;
use tracing_subscriber::{EnvFilter, Layer};

/// Every span of level `info` and above, and the events that pass the log filter.
///
/// The log filter has no say over spans: `RUST_LOG=error` must not take trace ids away. Libraries' inner spans are at
/// `debug` and below. One gate for all layers, because its answer is remembered at each place that opens a span, while
/// filters on single layers are asked again each time.
pub(crate) struct Gate(pub(crate) EnvFilter);

impl<S: Subscriber> Layer<S> for Gate {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        match (metadata.is_span(), is_traced(metadata)) {
            (true, true) => Interest::always(),
            (true, false) => Interest::never(),
            (false, _) => Layer::<S>::register_callsite(&self.0, metadata),
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>, context: Context<'_, S>) -> bool {
        if metadata.is_span() { is_traced(metadata) } else { self.0.enabled(metadata, context) }
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        self.0.max_level_hint().map(|of_events| of_events.max(LevelFilter::INFO))
    }
}

fn is_traced(span: &Metadata<'_>) -> bool {
    *span.level() <= Level::INFO
}
