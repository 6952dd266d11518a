//! The log's SQL.

use std::{error::Error, str::FromStr};

use contracts::{
    OrganizationId,
    audit_log::{Append, Event, List},
};
use sqlx::{FromRow, PgConnection, PgPool, Row, postgres::PgRow};

/// Adds an event and says its number.
pub async fn append(db: &mut PgConnection, organization_id: &OrganizationId, event: &Append) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO events (organization_id, event, repository_id, task_id, branch, by, at, details)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         RETURNING event_id",
    )
    .bind(organization_id.as_str())
    .bind(&event.event)
    .bind(event.repository_id.as_ref().map(|id| id.as_str()))
    .bind(event.task_id.as_ref().map(|id| id.as_str()))
    .bind(&event.branch)
    .bind(&event.by)
    .bind(event.at)
    .bind(&event.details)
    .fetch_one(db)
    .await
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
            repository_id: optional_id(row, "repository_id")?,
            task_id: optional_id(row, "task_id")?,
            branch: row.try_get("branch")?,
            by: row.try_get("by")?,
            at: row.try_get("at")?,
            details: row.try_get("details")?,
        }))
    }
}

fn optional_id<T>(row: &PgRow, column: &str) -> sqlx::Result<Option<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let text: Option<&str> = row.try_get(column)?;
    let id = text.map(str::parse).transpose();
    id.map_err(|error| sqlx::Error::ColumnDecode { index: column.into(), source: Box::new(error) })
}
