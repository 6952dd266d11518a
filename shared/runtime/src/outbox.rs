//! The outbox: what a transaction sends, stored with it and published in order right after the commit.

use std::collections::HashMap;

use async_nats::HeaderMap;
use contracts::{Actor, Millis, View, view::Stored};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, Row};
use tracing::Span;

use crate::{
    Handled, Running,
    client::destination,
    cx::Cause,
    headers,
    journal::without_nul,
    message::{headers_from_json, headers_to_json},
    record::{self, Entries},
    statements::{Bind, Statements},
    view,
};

/// One message or view on its way out.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub kind: Kind,
    pub subject: String,
    pub headers: HeaderMap,
    pub body: String,
    pub revision: i64,
    /// What it tells the whole state of, if it does: of several in a batch only the newest is sent.
    pub state_of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Message,
    View,
}

/// A command that waits for its time.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Delayed {
    pub subject: String,
    pub headers: Value,
    pub body: String,
}

/// A stored row.
pub(crate) struct Stowed {
    pub position: i64,
    pub outgoing: Outgoing,
}

impl Outgoing {
    pub fn message(subject: String, body: String, cause: &Cause) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(headers::COMMAND_ID, uuid::Uuid::now_v7().to_string());
        headers.insert(headers::CALLER, cause.caller.as_str());
        headers.insert(headers::CAUSE, cause.id.as_str());
        telemetry::inject(&mut headers);
        Self { kind: Kind::Message, subject, headers, body, revision: 0, state_of: None }
    }

    /// Makes it arrive at `at` (ADR-51). The sender's own workflow stream keeps the schedule and gives it to a worker when
    /// it is due, which passes a command on (see `workflow/worker.rs`). Each schedule has a subject of its own, as a new
    /// one on a subject replaces the old.
    pub fn scheduled(mut self, own: Actor, at: Millis) -> Self {
        let id = self.headers.get(headers::COMMAND_ID).map(|id| id.as_str().to_owned()).unwrap_or_default();
        if !self.subject.contains(".workflow.") {
            let delayed = Delayed { subject: self.subject, headers: headers_to_json(&self.headers), body: self.body };
            self.body = serde_json::json!({ "deliver": delayed }).to_string();
            self.subject = format!("{}.workflow.deliver.{id}", own.token());
        }
        self.headers.insert(headers::SCHEDULE, format!("@at {}", rfc3339(at)));
        self.headers.insert(headers::SCHEDULE_TARGET, self.subject);
        self.subject = format!("{}.schedule.{id}", own.token());
        self
    }

    pub fn view(view: &View, revision: i64, value: Option<&Value>) -> Handled<Self> {
        let body = serde_json::to_string(&Stored { revision, value })?;
        let mut headers = HeaderMap::new();
        telemetry::inject(&mut headers);
        Ok(Self { kind: Kind::View, subject: view.key(), headers, body, revision, state_of: Some(view.key()) })
    }
}

fn rfc3339(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}

/// Leaves out what a newer message of the same batch replaces: it carries the whole state as well. The newest is the
/// last; of a view, which several actors may write, it is the one with the highest revision.
pub(crate) fn newest(outgoing: Vec<Outgoing>) -> Vec<Outgoing> {
    let place = |row: &Outgoing| Some((row.subject.clone(), row.state_of.clone()?));
    let mut highest = HashMap::new();
    for row in &outgoing {
        if let Some(place) = place(row) {
            let revision = highest.entry(place).or_insert(row.revision);
            *revision = row.revision.max(*revision);
        }
    }
    let mut is_newest = |row: &Outgoing| match place(row) {
        Some(place) if highest.get(&place) == Some(&row.revision) => highest.remove(&place).is_some(),
        Some(_) => false,
        None => true,
    };
    let mut kept: Vec<_> = outgoing.into_iter().rev().filter(|row| is_newest(row)).collect();
    kept.reverse();
    kept
}

/// The columns of many rows.
#[derive(Default)]
pub(crate) struct Columns {
    lanes: Vec<String>,
    kinds: Vec<&'static str>,
    subjects: Vec<String>,
    headers: Vec<String>,
    bodies: Vec<String>,
    revisions: Vec<i64>,
}

impl Columns {
    pub fn push(&mut self, lane: &str, row: &Outgoing) {
        self.lanes.push(lane.to_owned());
        self.kinds.push(row.kind.as_str());
        self.subjects.push(without_nul(&row.subject));
        self.headers.push(headers_to_json(&row.headers).to_string());
        // JSON has none; the copy of a dead command, which may be anything, has its own replaced.
        self.bodies.push(without_nul(&row.body));
        self.revisions.push(row.revision);
    }

    /// The columns in the order of the table's, but for `position`.
    pub fn bind(self, statement: Bind<'_>) {
        statement
            .bind(self.lanes)
            .bind(self.kinds)
            .bind(self.subjects)
            .bind(self.headers)
            .bind(self.bodies)
            .bind(self.revisions);
    }
}

/// Stores rows of one lane, in order, and says where they lie.
pub(crate) async fn insert(db: &mut PgConnection, lane: &str, outgoing: &[Outgoing]) -> sqlx::Result<Vec<i64>> {
    if outgoing.is_empty() {
        return Ok(Vec::new());
    }
    let mut entries = Entries::default();
    outgoing.iter().for_each(|row| entries.outbox.push(lane, row));
    record::record(db, Statements::default(), entries).await
}

impl Kind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::View => "view",
        }
    }
}

/// Forgets rows that were published.
pub(crate) async fn delete(db: &mut PgConnection, positions: &[i64]) -> sqlx::Result<()> {
    if !positions.is_empty() {
        sqlx::query("delete from outbox where position = any($1)").bind(positions).execute(db).await?;
    }
    Ok(())
}

/// What a lane still has to publish.
async fn rest(pool: &PgPool, lane: &str) -> sqlx::Result<Vec<Stowed>> {
    let rows = sqlx::query(
        "select position, kind, subject, headers, body, revision from outbox where lane = $1 order by position",
    )
    .bind(lane)
    .fetch_all(pool)
    .await?;
    let read = |row: &sqlx::postgres::PgRow| Stowed {
        position: row.get("position"),
        outgoing: Outgoing {
            kind: if row.get::<&str, _>("kind") == "view" { Kind::View } else { Kind::Message },
            subject: row.get("subject"),
            headers: headers_from_json(&row.get("headers")),
            body: row.get("body"),
            revision: row.get("revision"),
            state_of: None,
        },
    };
    Ok(rows.iter().map(read).collect())
}

/// Publishes what the lane's last owner left behind.
pub(crate) async fn publish_rest(running: &Running, lane: &str, views: &mut view::Writer) -> anyhow::Result<()> {
    let rest = rest(&running.pool, lane).await?;
    if rest.is_empty() {
        return Ok(());
    }
    tracing::info!(lane, messages = rest.len(), "Publishing {} messages that were left in {lane}", rest.len());
    let positions: Vec<_> = rest.iter().map(|row| row.position).collect();
    let outgoing: Vec<_> = rest.into_iter().map(|row| row.outgoing).collect();
    publish(running, &outgoing, views).await?;
    delete(&mut *running.pool.acquire().await?, &positions).await?;
    Ok(())
}

/// Publishes until everything is stored, in order. Fails only when the process is stopping: what is left is published by
/// the next owner.
pub(crate) async fn publish(running: &Running, outgoing: &[Outgoing], views: &mut view::Writer) -> anyhow::Result<()> {
    let messages: Vec<_> = outgoing.iter().filter(|row| row.kind == Kind::Message).collect();
    let shown: Vec<_> = outgoing.iter().filter(|row| row.kind == Kind::View).collect();
    futures::future::try_join(publish_messages(running, messages), views.publish(running, shown)).await?;
    Ok(())
}

/// A message while it is being published, in a span of its own. Its parent is the span that wrote the row: a message
/// that is sent again after a crash has the same.
struct Departing<'a> {
    message: &'a Outgoing,
    headers: HeaderMap,
    span: Span,
}

impl<'a> Departing<'a> {
    fn new(message: &'a Outgoing) -> Self {
        let header = |name| message.headers.get(name).map(async_nats::HeaderValue::as_str);
        // A schedule's own subject is an id.
        let subject = header(headers::SCHEDULE_TARGET).unwrap_or(&message.subject);
        let id = header(headers::COMMAND_ID).unwrap_or_default();
        let span = telemetry::span::publish(&destination(subject), id);
        telemetry::set_parent(&span, &message.headers);
        span.record("messaging.message.body.size", message.body.len());

        let mut headers = message.headers.clone();
        span.in_scope(|| telemetry::inject(&mut headers));
        Self { message, headers, span }
    }
}

pub(crate) async fn publish_messages(running: &Running, messages: Vec<&Outgoing>) -> anyhow::Result<()> {
    if running.deliver_twice {
        store_messages(running, messages.clone()).await?;
    }
    store_messages(running, messages).await
}

async fn store_messages(running: &Running, messages: Vec<&Outgoing>) -> anyhow::Result<()> {
    let mut patience = running.patience();
    let mut departing: Vec<_> = messages.into_iter().map(Departing::new).collect();
    while !departing.is_empty() {
        let mut stored = Vec::with_capacity(departing.len());
        for Departing { message, headers, .. } in &departing {
            let body = message.body.clone().into_bytes().into();
            stored.push(running.client.publisher().hand_over(message.subject.clone(), headers.clone(), body).await);
        }
        let mut left = Vec::new();
        for (departing, stored) in departing.into_iter().zip(stored) {
            match stored.await {
                Ok(Ok(())) => {
                    telemetry::metrics::registry().outbox_published.inc();
                }
                Ok(Err(error)) if error.is_final() => {
                    telemetry::span::failed(&departing.span, "too_large", &error.to_string());
                    tracing::error!(%error, subject = departing.message.subject, "A message cannot be sent; it is dropped");
                }
                _ => left.push(departing),
            }
        }
        departing = left;
        if !departing.is_empty() {
            tracing::warn!(messages = departing.len(), "Messages could not be stored; trying again");
            patience.wait().await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Caller;

    fn message(subject: &str, body: &str, state_of: Option<&str>) -> Outgoing {
        let cause = Cause { id: "c-1".into(), caller: Caller::token("tester") };
        let message = Outgoing::message(subject.into(), body.into(), &cause);
        Outgoing { state_of: state_of.map(str::to_owned), ..message }
    }

    #[test]
    fn of_several_whole_states_the_newest_is_sent_and_the_rest_keeps_its_order() {
        let sent =
            [("a", "1", Some("t")), ("b", "2", None), ("a", "3", Some("u")), ("a", "4", Some("t")), ("b", "5", None)];
        let kept = newest(sent.map(|(subject, body, state)| message(subject, body, state)).into());
        assert_eq!(kept.iter().map(|row| row.body.as_str()).collect::<Vec<_>>(), ["2", "3", "4", "5"]);
    }

    #[test]
    fn of_several_values_of_a_view_the_highest_revision_is_sent() {
        let view = contracts::View::OrganizationProfile("acme".parse().expect("an id"));
        let shown = |revision| Outgoing::view(&view, revision, None).expect("a view");
        let kept = newest(vec![shown(1), shown(5), shown(3)]);
        assert_eq!(kept.iter().map(|row| row.revision).collect::<Vec<_>>(), [5]);
    }
}
