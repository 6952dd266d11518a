//! Live logs: the lines of this process that are about an organization, for whoever follows it.
//!
//! A process remembers its newest lines of level `info` and above whose span, or an ancestor of it, is [`about`] an actor of
//! an organization. What is worth a line only while somebody looks, such as each command's outcome, is [`say`]'s. This module
//! speaks no NATS: `messaging` says in [`follow`] who looks, and fetches what is to be told with [`take`].
//!
//! While nobody looks a command costs one [`about`] and one relaxed load of an atomic.

mod book;
mod line;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use contracts::OrganizationId;
use contracts::logs::{LogBatch, LogLevel, LogLine};
use serde_json::Value;
use tracing::{Event, Level, Span, Subscriber};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, Registry};

use crate::logs::current_ids;
use book::Book;
use line::Line;

/// A span of work that may be for several actors at once, of several organizations: its lines are nobody's.
const SHARED: &str = "database";

static BOOK: Mutex<Book> = Mutex::new(Book::new());
static IS_FOLLOWED: AtomicBool = AtomicBool::new(false);
static PROCESS: OnceLock<Process> = OnceLock::new();

/// What a process signs its lines with.
struct Process {
    service: String,
    instance: String,
}

/// The key of the actor that a span is about, kept in the span's extensions.
struct Owner(Box<str>);

/// What somebody who looks is told, beside what is in the log.
pub struct Said {
    /// How grave it is.
    pub level: LogLevel,
    /// Reads alone.
    pub message: String,
    /// For search.
    pub fields: Vec<(&'static str, Value)>,
    /// The trace that it belongs to.
    pub trace_id: Option<String>,
}

/// Says that a span, and what is within it, is about an actor of an organization: `acme.t-1`. Its lines from now on are told
/// to that organization's admins, so it must be the span of work for this actor alone.
pub fn about(span: &Span, key: &str) {
    span.with_subscriber(|(id, dispatch)| {
        if let Some(span) = dispatch.downcast_ref::<Registry>().and_then(|registry| registry.span(id)) {
            span.extensions_mut().replace(Owner(key.into()));
        }
    });
    span.record("foundry.key", key);
}

/// Tells whoever follows the organization that `key` begins with; `said` is not called when nobody does.
pub fn say(key: &str, said: impl FnOnce() -> Said) {
    if !is_followed() || !book().is_followed(key) {
        return;
    }
    let Said { level, message, fields, trace_id } = said();
    let mut line = Line::default();
    line.put_message(&message);
    fields.into_iter().for_each(|(name, value)| line.put(name, value));
    add(line.finish(key, level, trace_id));
}

/// Whether anybody follows any organization.
pub fn is_followed() -> bool {
    IS_FOLLOWED.load(Ordering::Relaxed)
}

/// Somebody follows this organization from now on, for a while; `asks`: and wants what is remembered. `false`: too many are
/// followed already.
pub fn follow(organization_id: &OrganizationId, asks: bool) -> bool {
    let is_taken = book().follow(organization_id, asks, Instant::now());
    if is_taken {
        IS_FOLLOWED.store(true, Ordering::Relaxed);
    }
    is_taken
}

/// What is to be told now, a batch at most for each organization that is followed.
pub fn take() -> Vec<(OrganizationId, LogBatch)> {
    let mut book = book();
    let batches = book.take(Instant::now());
    IS_FOLLOWED.store(book.is_any_followed(), Ordering::Relaxed);
    batches
}

/// The layer that remembers lines. It looks at events alone, so spans cost nothing more.
pub(crate) fn layer<S>(service: &str, instance: &str) -> impl Layer<S> + use<S>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    PROCESS.get_or_init(|| Process { service: service.to_owned(), instance: instance.to_owned() });
    Remembering
}

struct Remembering;

impl<S> Layer<S> for Remembering
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let Some(level) = level(*event.metadata().level()) else { return };
        let Some(key) = owner(event, &context) else { return };
        let mut line = Line::default();
        event.record(&mut line);
        let trace_id = current_ids().map(|ids| ids.trace_id().to_string());
        // The lock is taken last: what formats a field may log as well.
        add(line.finish(&key, level, trace_id));
    }
}

fn level(level: Level) -> Option<LogLevel> {
    match level {
        Level::ERROR => Some(LogLevel::Error),
        Level::WARN => Some(LogLevel::Warn),
        Level::INFO => Some(LogLevel::Info),
        _ => None,
    }
}

/// The actor that an event's span is about, or the nearest one around it.
fn owner<S>(event: &Event<'_>, context: &Context<'_, S>) -> Option<Box<str>>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    for span in context.event_scope(event)? {
        if let Some(owner) = span.extensions().get::<Owner>() {
            return Some(owner.0.clone());
        }
        if span.name() == SHARED {
            return None;
        }
    }
    None
}

fn add(mut line: LogLine) {
    if let Some(process) = PROCESS.get() {
        line.service.clone_from(&process.service);
        line.instance.clone_from(&process.instance);
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    line.at = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    book().add(line, Instant::now());
}

fn book() -> MutexGuard<'static, Book> {
    BOOK.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
