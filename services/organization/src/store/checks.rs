//! Checks of the branches that tasks have.

use contracts::{OrganizationId, TaskId, organization::CheckTotals, sandbox::CheckState};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, Row, postgres::PgRow, types::Json};

use crate::checks::Check;

/// Those of the task's branch, in no order.
pub async fn of_task(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    task_id: &TaskId,
) -> sqlx::Result<Vec<Check>> {
    sqlx::query_as("SELECT name, head, state, number, at, coalesce(since, at) AS since FROM checks WHERE organization_id = $1 AND task_id = $2")
        .bind(organization_id.as_str())
        .bind(task_id.as_str())
        .fetch_all(db)
        .await
}

/// Writes one of them, and takes those of other commits away.
pub async fn save(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    task_id: &TaskId,
    check: &Check,
) -> sqlx::Result<()> {
    sqlx::query(
        "WITH older AS (
             DELETE FROM checks WHERE organization_id = $1 AND task_id = $2 AND head <> $4 AND name <> $3
         )
         INSERT INTO checks (organization_id, task_id, name, head, state, at, number, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (organization_id, task_id, name)
         DO UPDATE SET head = excluded.head, state = excluded.state, at = excluded.at, number = excluded.number,
                       since = excluded.since",
    )
    .bind(organization_id.as_str())
    .bind(task_id.as_str())
    .bind(&check.name)
    .bind(&check.head)
    .bind(check.state.as_str())
    .bind(check.at)
    .bind(check.number)
    .bind(check.since)
    .execute(db)
    .await?;
    Ok(())
}

/// Puts the numbers on the task's line; its new revision.
pub async fn show(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    task_id: &TaskId,
    totals: Option<&CheckTotals>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "UPDATE task_summaries SET checks = $3, revision = nextval('view_revisions')
         WHERE organization_id = $1 AND task_id = $2
         RETURNING revision",
    )
    .bind(organization_id.as_str())
    .bind(task_id.as_str())
    .bind(totals.map(Json))
    .fetch_one(db)
    .await
}

impl FromRow<'_, PgRow> for Check {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let state = columns::word(row, "state", CheckState::parse)?;
        Ok(Self {
            name: row.try_get("name")?,
            head: row.try_get("head")?,
            state,
            number: row.try_get("number")?,
            at: row.try_get("at")?,
            since: row.try_get("since")?,
        })
    }
}
