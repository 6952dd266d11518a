//! Checks of the branches that tasks have.

use std::collections::BTreeMap;

use contracts::{OrganizationId, RepositoryId, TaskId, organization::CheckTotals, sandbox::CheckState};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, Row, postgres::PgRow, types::Json};

use super::lines::{Line, line_columns};
use crate::checks::Check;

/// Those of the task's branch, in no order.
pub async fn of_task(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    task_id: &TaskId,
) -> sqlx::Result<Vec<Check>> {
    sqlx::query_as(
        "SELECT name, head, state, number, at, coalesce(since, at) AS since, heard_at FROM checks
         WHERE organization_id = $1 AND task_id = $2",
    )
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
         INSERT INTO checks (organization_id, task_id, name, head, state, at, number, since, heard_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (organization_id, task_id, name)
         DO UPDATE SET head = excluded.head, state = excluded.state, at = excluded.at, number = excluded.number,
                       since = excluded.since, heard_at = excluded.heard_at",
    )
    .bind(organization_id.as_str())
    .bind(task_id.as_str())
    .bind(&check.name)
    .bind(&check.head)
    .bind(check.state.as_str())
    .bind(check.at)
    .bind(check.number)
    .bind(check.since)
    .bind(check.heard_at)
    .execute(db)
    .await?;
    Ok(())
}

/// The tasks that have these pull requests of the repository, by their numbers.
pub async fn tasks_of(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    numbers: &[i64],
) -> sqlx::Result<BTreeMap<i64, TaskId>> {
    let rows: Vec<PgRow> = sqlx::query(
        "SELECT number, task_id FROM pull_requests
         WHERE organization_id = $1 AND repository_id = $2 AND number = ANY($3)",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(numbers)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("number")?, columns::id(row, "task_id")?))).collect()
}

/// Those of the tasks' branches.
pub async fn of_tasks(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    task_ids: impl IntoIterator<Item = &TaskId>,
) -> sqlx::Result<BTreeMap<TaskId, Vec<Check>>> {
    let rows: Vec<PgRow> = sqlx::query(
        "SELECT task_id, name, head, state, number, at, coalesce(since, at) AS since, heard_at FROM checks
         WHERE organization_id = $1 AND task_id = ANY($2)",
    )
    .bind(organization_id.as_str())
    .bind(task_ids.into_iter().map(TaskId::as_str).collect::<Vec<_>>())
    .fetch_all(db)
    .await?;
    let mut checks: BTreeMap<TaskId, Vec<Check>> = BTreeMap::new();
    for row in &rows {
        checks.entry(columns::id(row, "task_id")?).or_default().push(Check::from_row(row)?);
    }
    Ok(checks)
}

/// Makes the tasks' checks the given ones.
pub async fn replace(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    all: &BTreeMap<TaskId, Vec<Check>>,
) -> sqlx::Result<()> {
    let rows = || all.iter().flat_map(|(task_id, checks)| checks.iter().map(move |check| (task_id.as_str(), check)));
    let number = |pick: fn(&Check) -> i64| rows().map(|(_, check)| pick(check)).collect::<Vec<_>>();
    sqlx::query("DELETE FROM checks WHERE organization_id = $1 AND task_id = ANY($2)")
        .bind(organization_id.as_str())
        .bind(all.keys().map(TaskId::as_str).collect::<Vec<_>>())
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO checks (organization_id, task_id, name, head, state, at, number, since, heard_at)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                                  $8::bigint[], $9::bigint[])",
    )
    .bind(organization_id.as_str())
    .bind(rows().map(|(task_id, _)| task_id).collect::<Vec<_>>())
    .bind(rows().map(|(_, check)| check.name.as_str()).collect::<Vec<_>>())
    .bind(rows().map(|(_, check)| check.head.as_str()).collect::<Vec<_>>())
    .bind(rows().map(|(_, check)| check.state.as_str()).collect::<Vec<_>>())
    .bind(number(|check| check.at))
    .bind(number(|check| check.number))
    .bind(number(|check| check.since))
    .bind(number(|check| check.heard_at))
    .execute(db)
    .await?;
    Ok(())
}

/// Puts the numbers on the tasks' lines, where they are others; the lines that changed.
pub async fn show_all(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    all: &BTreeMap<TaskId, Option<CheckTotals>>,
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(concat!(
        "UPDATE task_summaries SET checks = told.totals, revision = nextval('view_revisions')
         FROM unnest($2::text[], $3::jsonb[]) AS told (id, totals)
         WHERE organization_id = $1 AND task_id = told.id AND checks IS DISTINCT FROM told.totals
         RETURNING ",
        line_columns!(),
    ))
    .bind(organization_id.as_str())
    .bind(all.keys().map(TaskId::as_str).collect::<Vec<_>>())
    .bind(all.values().map(|totals| totals.as_ref().map(Json)).collect::<Vec<_>>())
    .fetch_all(db)
    .await
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
            heard_at: row.try_get("heard_at")?,
        })
    }
}
