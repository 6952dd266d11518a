//! The outbox: what a transaction sends, stored with it, and kept for a while after it was published.

use async_nats::HeaderMap;
use contracts::{Millis, View, view::Stored};
use messaging::{
    Outbound, Written,
    delivery::{headers_from_json, headers_to_json},
};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, Row, postgres::PgRow};

use super::statements::{Bind, Statements};
use crate::core::{newest::keep_newest, text::without_nul};

/// Rows that are read and published together when a lane's rest is published.
pub const PAGE: i64 = 500;

/// Inserts rows in the order of its arguments, and gives their positions.
pub(super) const INSERT: &str = "
    insert into outbox (lane, kind, subject, headers, body, revision)
    select rows.lane, rows.kind, rows.subject, rows.headers::jsonb, rows.body, rows.revision
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
         with ordinality as rows (lane, kind, subject, headers, body, revision, place)
    order by place
    returning position";

/// One message or view on its way out.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub kind: Kind,
    pub subject: String,
    pub headers: HeaderMap,
    pub body: String,
    pub revision: i64,
    /// What it tells the whole state of, if it does: of several in a batch only the newest is sent.
    pub state_of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Message,
    View,
}

/// A stored row.
#[derive(Debug, Clone)]
pub struct StoredRow {
    pub position: i64,
    pub outgoing: Outgoing,
}

impl Kind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::View => "view",
        }
    }
}

impl Outgoing {
    pub fn message(subject: String, headers: HeaderMap, body: String) -> Self {
        Self { kind: Kind::Message, subject, headers, body, revision: 0, state_of: None }
    }

    pub fn view(view: &View, revision: i64, value: Option<&Value>) -> serde_json::Result<Self> {
        let body = serde_json::to_string(&Stored { revision, value })?;
        let mut headers = HeaderMap::new();
        telemetry::inject(&mut headers);
        Ok(Self { kind: Kind::View, subject: view.key(), headers, body, revision, state_of: Some(view.key()) })
    }

    /// Says that the view with this key is gone.
    pub fn gone(key: &str, revision: i64) -> Self {
        let body = serde_json::json!({ "revision": revision, "value": null }).to_string();
        let (subject, headers, state_of) = (key.to_owned(), HeaderMap::new(), Some(key.to_owned()));
        Self { kind: Kind::View, subject, headers, body, revision, state_of }
    }

    /// As it goes to its stream.
    pub fn outbound(&self) -> Outbound {
        let (subject, headers) = (self.subject.clone(), self.headers.clone());
        Outbound { subject, headers, body: self.body.clone().into_bytes().into() }
    }

    /// As it goes to the bucket of views.
    pub fn written(&self) -> Written {
        let (key, headers) = (self.subject.clone(), self.headers.clone());
        Written { key, revision: self.revision, headers, body: self.body.clone().into_bytes().into() }
    }
}

/// Leaves out what a newer message or view of the same batch replaces: it carries the whole state as well.
pub fn newest(outgoing: Vec<Outgoing>) -> Vec<Outgoing> {
    keep_newest(outgoing, |row| Some((row.subject.clone(), row.state_of.clone()?)), |row| row.revision)
}

/// The columns of many rows.
#[derive(Default)]
pub struct Columns {
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

    /// The columns in the order of the statement's arguments.
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

/// Stores rows of a workflow run's lane, in order.
pub async fn insert(db: &mut PgConnection, lane: &str, outgoing: &[Outgoing]) -> sqlx::Result<Vec<i64>> {
    if outgoing.is_empty() {
        return Ok(Vec::new());
    }
    let mut columns = Columns::default();
    outgoing.iter().for_each(|row| columns.push(lane, row));
    let mut statement = Statements::default();
    columns.bind(statement.add(INSERT));
    let mut positions: Vec<i64> = statement.run(db).await?.iter().map(|row| row.get("position")).collect();
    positions.sort_unstable();
    Ok(positions)
}

/// Rows of a lane behind `after`, in order, at most [`PAGE`].
pub async fn rows_after(pool: &PgPool, lane: &str, after: i64) -> sqlx::Result<Vec<StoredRow>> {
    let rows = sqlx::query(
        "select position, kind, subject, headers, body, revision from outbox
         where lane = $1 and position > $2 order by position limit $3",
    )
    .bind(lane)
    .bind(after)
    .bind(PAGE)
    .fetch_all(pool)
    .await?;
    Ok(rows.iter().map(stored).collect())
}

/// Rows of a run's lane that are not known to be published, in order, at most [`PAGE`].
pub async fn unpublished(pool: &PgPool, lane: &str) -> sqlx::Result<Vec<StoredRow>> {
    let rows = sqlx::query(
        "select position, kind, subject, headers, body, revision from outbox
         where lane = $1 and published_at is null order by position limit $2",
    )
    .bind(lane)
    .bind(PAGE)
    .fetch_all(pool)
    .await?;
    Ok(rows.iter().map(stored).collect())
}

/// Rows of workflow runs that were published after `since`, behind `after`, in order, at most [`PAGE`].
pub async fn published_since(pool: &PgPool, since: Millis, after: i64) -> sqlx::Result<Vec<StoredRow>> {
    let rows = sqlx::query(
        "select position, kind, subject, headers, body, revision from outbox
         where published_at >= $1 and position > $2 order by position limit $3",
    )
    .bind(since)
    .bind(after)
    .bind(PAGE)
    .fetch_all(pool)
    .await?;
    Ok(rows.iter().map(stored).collect())
}

fn stored(row: &PgRow) -> StoredRow {
    StoredRow {
        position: row.get("position"),
        outgoing: Outgoing {
            kind: if row.get::<&str, _>("kind") == "view" { Kind::View } else { Kind::Message },
            subject: row.get("subject"),
            headers: headers_from_json(&row.get("headers")),
            body: row.get("body"),
            revision: row.get("revision"),
            state_of: None,
        },
    }
}

/// Notes that rows of a run's lane are published, by the database's clock.
pub async fn mark_published(pool: &PgPool, positions: &[i64]) -> sqlx::Result<()> {
    if !positions.is_empty() {
        sqlx::query(
            "update outbox set published_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
             where position = any($1)",
        )
        .bind(positions)
        .execute(pool)
        .await?;
    }
    Ok(())
}

/// Deletes the rows of partitions' lanes up to a position each.
pub async fn delete_up_to(pool: &PgPool, lanes: &[(String, i64)]) -> sqlx::Result<u64> {
    if lanes.is_empty() {
        return Ok(0);
    }
    let (names, positions): (Vec<_>, Vec<_>) = lanes.iter().map(|(name, position)| (name.as_str(), *position)).unzip();
    let deleted = sqlx::query(
        "delete from outbox using unnest($1::text[], $2::bigint[]) as due (lane, position)
         where outbox.lane = due.lane and outbox.position <= due.position",
    )
    .bind(names)
    .bind(positions)
    .execute(pool)
    .await?;
    Ok(deleted.rows_affected())
}

/// The lanes of runs with rows that were stored before `before` and are not known to be published.
pub async fn left_lanes(pool: &PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select distinct lane from outbox join workflows on run_id = lane
         where published_at is null and updated_at < (extract(epoch from clock_timestamp()) * 1000)::bigint - 10000",
    )
    .fetch_all(pool)
    .await
}
