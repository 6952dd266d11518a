//! Log lines on stderr, for people or as JSON, that carry the ids of the trace they belong to.

use std::fmt;
use std::io::IsTerminal;

use anyhow::Context as _;
use opentelemetry::trace::SpanContext;
use tracing::{Event, Subscriber, dispatcher};
use tracing_subscriber::fmt::format::{Format, Full, Json, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, Layer};

use crate::context;

/// Crates whose `info` is about themselves and not about our work.
const TONED_DOWN: &str = "async_nats=warn,h2=warn,hyper=warn,hyper_util=warn,opentelemetry=warn,opentelemetry_sdk=warn,\
     opentelemetry-otlp=warn,reqwest=warn,rustls=warn,sqlx=warn,tower=warn,tower_http=warn";

/// What passes `RUST_LOG`, or else `default_filter` with noisy crates toned down.
pub(crate) fn filter(default_filter: &str) -> anyhow::Result<EnvFilter> {
    let wanted = if default_filter.is_empty() { "info" } else { default_filter };
    let default = || EnvFilter::try_new(format!("{TONED_DOWN},{wanted}"));

    EnvFilter::try_from_default_env().or_else(|_| default()).with_context(|| format!("log filter {wanted:?}"))
}

pub(crate) fn layer<S>(json: bool) -> impl Layer<S>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let lines = if json { Lines::json() } else { Lines::text() };

    EventsOnly(tracing_subscriber::fmt::layer().with_writer(std::io::stderr).event_format(lines))
}

/// Hides spans from a layer of log lines, which would format every span's fields in case a line needs them.
struct EventsOnly<L>(L);

impl<S: Subscriber, L: Layer<S>> Layer<S> for EventsOnly<L> {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        self.0.on_event(event, context);
    }
}

enum Lines {
    Text(Format<Full>),
    Json(Format<Json>),
}

impl Lines {
    fn text() -> Self {
        Self::Text(Format::default().with_ansi(std::io::stderr().is_terminal()))
    }

    fn json() -> Self {
        Self::Json(Format::default().json().flatten_event(true).with_current_span(false).with_span_list(false))
    }
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut line = String::with_capacity(256);
        match self {
            Self::Text(format) => format.format_event(context, Writer::new(&mut line), event)?,
            Self::Json(format) => format.format_event(context, Writer::new(&mut line), event)?,
        }
        let line = line.trim_end();

        let Some(ids) = current_ids() else { return writeln!(out, "{line}") };
        let (trace_id, span_id) = (ids.trace_id(), ids.span_id());
        match (self, line.strip_suffix('}')) {
            (Self::Json(_), Some(open)) => {
                writeln!(out, r#"{open},"trace_id":"{trace_id}","span_id":"{span_id}"}}"#)
            }
            _ => writeln!(out, "{line} trace_id={trace_id}"),
        }
    }
}

/// Asks the dispatcher, which knows both layers that give ids; the formatter's own context knows only the registry.
pub(crate) fn current_ids() -> Option<SpanContext> {
    dispatcher::get_default(|dispatch| context::of_id(dispatch.current_span().id()?, dispatch))
}
