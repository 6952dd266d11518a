//! The log's SQL.

use contracts::{
    OrganizationId,
    audit_log::{Append, Event, List},
};
use runtime::Statements;
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgPool, Row, postgres::PgRow};

/// Where the numbers of events come from.
pub const EVENT_IDS: &str = "events_event_id_seq";

/// An event that is added.
#[derive(Clone)]
pub struct NewEvent {
    pub organization_id: OrganizationId,
    pub event_id: i64,
    pub event: Append,
}

impl runtime::Row for NewEvent {
    type Key = i64;

    fn key(&self) -> i64 {
        self.event_id
    }

    /// An event is read by queries only.
    async fn load(_: &mut PgConnection, _: Vec<i64>) -> sqlx::Result<Vec<Self>> {
        Ok(Vec::new())
    }

    fn save(events: &[Self], statements: &mut Statements) {
        let text = |pick: fn(&NewEvent) -> &str| events.iter().map(pick).collect::<Vec<_>>();
        let optional =
            |pick: fn(&Append) -> Option<&str>| events.iter().map(|new| pick(&new.event)).collect::<Vec<_>>();
        statements
            .add(
                "INSERT INTO events (organization_id, event_id, event, repository_id, task_id, branch, by, at, details)
             OVERRIDING SYSTEM VALUE
             SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                  $8::bigint[], $9::jsonb[])",
            )
            .bind(text(|new| new.organization_id.as_str()))
            .bind(events.iter().map(|new| new.event_id).collect::<Vec<_>>())
            .bind(text(|new| &new.event.event))
            .bind(optional(|event| event.repository_id.as_ref().map(|id| id.as_str())))
            .bind(optional(|event| event.task_id.as_ref().map(|id| id.as_str())))
            .bind(optional(|event| event.branch.as_deref()))
            .bind(text(|new| &new.event.by))
            .bind(events.iter().map(|new| new.event.at).collect::<Vec<_>>())
            .bind(events.iter().map(|new| &new.event.details).collect::<Vec<_>>());
    }
}

/// The newest `rows` events that fit.
pub async fn newest(db: &PgPool, organization_id: &OrganizationId, fit: &List, rows: i64) -> sqlx::Result<Vec<Event>> {
    let events: Vec<Stored> = sqlx::query_as(
        "SELECT event_id, event, repository_id, task_id, branch, by, at, details
         FROM events
         WHERE organization_id = $1
           AND event_id < $2
           AND ($3::text IS NULL OR repository_id = $3)
           AND ($4::text IS NULL OR task_id = $4)
           AND ($5::text IS NULL OR branch = $5)
           AND ($6::text IS NULL OR event = $6)
         ORDER BY event_id DESC
         LIMIT $7",
    )
    .bind(organization_id.as_str())
    .bind(fit.before.unwrap_or(i64::MAX))
    .bind(fit.repository_id.as_ref().map(|id| id.as_str()))
    .bind(fit.task_id.as_ref().map(|id| id.as_str()))
    .bind(&fit.branch)
    .bind(&fit.event)
    .bind(rows)
    .fetch_all(db)
    .await?;
    Ok(events.into_iter().map(|Stored(event)| event).collect())
}

struct Stored(Event);

impl FromRow<'_, PgRow> for Stored {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self(Event {
            event_id: row.try_get("event_id")?,
            event: row.try_get("event")?,
            repository_id: columns::optional_id(row, "repository_id")?,
            task_id: columns::optional_id(row, "task_id")?,
            branch: row.try_get("branch")?,
            by: row.try_get("by")?,
            at: row.try_get("at")?,
            details: row.try_get("details")?,
        }))
    }
}
