//! Publishing rows: messages in order, views by revision, each until it is stored.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use messaging::{Backoff, Client, Outbound, PublishError, Tasks, ViewWriter, destination, headers};
use tracing::Span;

use crate::store::outbox::{Kind, Outgoing, StoredRow};

/// A stream that has refused messages for this long is full, or gone: other messages no longer wait for its own. A server
/// that was started again, on a busy machine, has read all its streams by then.
const PATIENCE: Duration = Duration::from_secs(15);

/// Publishes one lane's rows.
pub struct LanePublisher {
    client: Client,
    tasks: Tasks,
    views: ViewWriter,
    deliver_twice: bool,
    /// The streams that take nothing now, by the first two tokens of their subjects. What is meant for them stays in the
    /// outbox.
    refusing: HashMap<String, PublishError>,
}

/// What came of publishing rows.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The first row that its stream does not take now. It and those behind it for the same stream stay in the outbox.
    pub left: Option<usize>,
    /// Rows that no stream will ever take, each with why.
    pub undeliverable: Vec<(usize, String)>,
}

impl LanePublisher {
    pub fn new(client: Client, tasks: Tasks, deliver_twice: bool) -> Self {
        let views = ViewWriter::new(client.clone(), tasks.clone());
        Self { client, tasks, views, deliver_twice, refusing: HashMap::new() }
    }

    /// Tries the streams again that have refused messages.
    pub fn try_again(&mut self) {
        self.refusing.clear();
    }

    /// The bucket of views may hold something else than this process has written.
    pub fn forget_views(&mut self) {
        self.views.forget();
    }

    /// Hides a view that is shown and should not be.
    pub async fn hide(&mut self, key: &str) -> anyhow::Result<()> {
        let revision = self.views.revision_of(key).await?;
        self.publish(&[Outgoing::gone(key, revision + 1)]).await?;
        Ok(())
    }

    /// Publishes rows that were read from the outbox.
    pub async fn publish_stored(&mut self, rows: &[StoredRow]) -> anyhow::Result<Outcome> {
        let outgoing: Vec<_> = rows.iter().map(|row| row.outgoing.clone()).collect();
        self.publish(&outgoing).await
    }

    /// Publishes rows until each is stored, in order. Fails only when the process is stopping.
    pub async fn publish(&mut self, rows: &[Outgoing]) -> anyhow::Result<Outcome> {
        let (mut messages, mut views) = (Vec::new(), Vec::new());
        for (index, row) in rows.iter().enumerate() {
            match row.kind {
                Kind::Message => messages.push((index, row)),
                Kind::View => views.push(row.written()),
            }
        }
        let stores = Stores { client: &self.client, tasks: &self.tasks };
        let refusing = &mut self.refusing;
        let deliver_twice = self.deliver_twice;
        let sent = async {
            if deliver_twice {
                stores.messages(&messages, refusing).await?;
            }
            stores.messages(&messages, refusing).await
        };
        let (outcome, ()) = futures::future::try_join(sent, self.views.publish(views)).await?;
        Ok(outcome)
    }
}

/// A message while it is being published, in a span of its own. Its parent is the span that wrote the row: a message
/// that is sent again after a crash has the same.
struct Departing {
    index: usize,
    span: Span,
    stream: String,
}

struct Stores<'a> {
    client: &'a Client,
    tasks: &'a Tasks,
}

impl Stores<'_> {
    async fn messages(
        &self,
        messages: &[(usize, &Outgoing)],
        refusing: &mut HashMap<String, PublishError>,
    ) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome::default();
        let mut waiting: Vec<_> = messages.iter().map(|(index, row)| depart(*index, row)).collect();
        let mut backoff = Backoff::new(self.tasks);
        let mut refused_since: Option<Instant> = None;
        loop {
            // What follows a message that its stream does not take, for the same stream, waits behind it.
            waiting.retain(|(departing, _)| {
                let takes = !refusing.contains_key(&departing.stream);
                if !takes {
                    outcome.left = Some(outcome.left.map_or(departing.index, |left| left.min(departing.index)));
                }
                takes
            });
            let outbound: Vec<Outbound> = waiting.iter().map(|(_, message)| message.clone()).collect();
            let (stored, published) = self.client.publisher().publish_all(&outbound).await;
            telemetry::metrics::registry().outbox_published.inc_by(stored as u64);
            waiting.drain(..stored);
            let Err(error) = published else { return Ok(outcome) };
            let Some((departing, _)) = waiting.first() else { return Ok(outcome) };
            match &error {
                error if error.is_final() => {
                    telemetry::span::failed(&departing.span, "too_large", &error.to_string());
                    outcome.undeliverable.push((departing.index, error.to_string()));
                    waiting.remove(0);
                    continue;
                }
                PublishError::Refused(_) | PublishError::NoStream => {
                    let since = *refused_since.get_or_insert_with(Instant::now);
                    if since.elapsed() > PATIENCE {
                        tracing::error!(%error, stream = departing.stream, "A stream takes no messages; its own wait in the outbox, others go on");
                        refusing.insert(departing.stream.clone(), error);
                        refused_since = None;
                        continue;
                    }
                }
                _ => refused_since = None,
            }
            tracing::warn!(%error, messages = waiting.len(), "Messages could not be stored; sending them again from the first one on");
            backoff.wait().await?;
        }
    }
}

fn depart(index: usize, row: &Outgoing) -> (Departing, Outbound) {
    let header = |name| row.headers.get(name).map(async_nats::HeaderValue::as_str);
    // A schedule's own subject is an id.
    let subject = header(headers::SCHEDULE_TARGET).unwrap_or(&row.subject);
    let span = telemetry::span::publish(&destination(subject), header(headers::COMMAND_ID).unwrap_or_default());
    telemetry::set_parent(&span, &row.headers);
    telemetry::span::count(&span, "messaging.message.body.size", row.body.len());

    let mut message = row.outbound();
    span.in_scope(|| telemetry::inject(&mut message.headers));
    let stream = row.subject.split('.').take(2).collect::<Vec<_>>().join(".");
    (Departing { index, span, stream }, message)
}
