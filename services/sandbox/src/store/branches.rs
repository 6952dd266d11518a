//! The branches' rows.

use contracts::{TaskKey, sandbox::GitState};
use runtime::Statements;
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

use super::sandboxes::key;
use crate::model::Branch;

/// What is known of the task's branch.
pub async fn find(db: impl PgExecutor<'_>, key: &TaskKey) -> sqlx::Result<Option<Branch>> {
    sqlx::query_as(
        "SELECT organization_id, task_id, generation, status, is_refreshing, error, operation, revision, updated_at
         FROM branches WHERE organization_id = $1 AND task_id = $2",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .fetch_optional(db)
    .await
}

/// The next branches of all organizations behind one, by their keys.
pub async fn behind(
    db: impl PgExecutor<'_>,
    (organization_id, task_id): &(String, String),
    rows: i64,
) -> sqlx::Result<Vec<Branch>> {
    sqlx::query_as(
        "SELECT organization_id, task_id, generation, status, is_refreshing, error, operation, revision, updated_at
         FROM branches WHERE (organization_id, task_id) > ($1, $2) ORDER BY organization_id, task_id LIMIT $3",
    )
    .bind(organization_id)
    .bind(task_id)
    .bind(rows)
    .fetch_all(db)
    .await
}

impl runtime::Row for Branch {
    type Key = TaskKey;

    fn key(&self) -> TaskKey {
        self.key.clone()
    }

    async fn load(db: &mut PgConnection, keys: Vec<TaskKey>) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as(
            "SELECT organization_id, task_id, generation, status, is_refreshing, error, operation, revision, updated_at
             FROM branches JOIN unnest($1::text[], $2::text[]) AS asked (organization_id, task_id)
                   USING (organization_id, task_id)",
        )
        .bind(keys.iter().map(|key| key.organization_id.as_str()).collect::<Vec<_>>())
        .bind(keys.iter().map(|key| key.task_id.as_str()).collect::<Vec<_>>())
        .fetch_all(db)
        .await
    }

    fn save(branches: &[Self], statements: &mut Statements) {
        let states = || branches.iter().map(|branch| &branch.state);
        statements
            .add(
                "INSERT INTO branches (organization_id, task_id, generation, status, is_refreshing, error, operation,
                                   revision, updated_at)
             SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::jsonb[], $5::boolean[], $6::text[], $7::jsonb[],
                                  $8::bigint[], $9::bigint[])
             ON CONFLICT (organization_id, task_id) DO UPDATE
             SET generation = excluded.generation, status = excluded.status, is_refreshing = excluded.is_refreshing,
                 error = excluded.error, operation = excluded.operation, revision = excluded.revision,
                 updated_at = excluded.updated_at",
            )
            .bind(branches.iter().map(|branch| branch.key.organization_id.as_str()).collect::<Vec<_>>())
            .bind(branches.iter().map(|branch| branch.key.task_id.as_str()).collect::<Vec<_>>())
            .bind(states().map(|state| state.generation).collect::<Vec<_>>())
            .bind(states().map(|state| state.status.as_ref().map(Json)).collect::<Vec<_>>())
            .bind(states().map(|state| state.is_refreshing).collect::<Vec<_>>())
            .bind(states().map(|state| state.error.as_deref()).collect::<Vec<_>>())
            .bind(states().map(|state| state.operation.as_ref().map(Json)).collect::<Vec<_>>())
            .bind(states().map(|state| state.revision).collect::<Vec<_>>())
            .bind(states().map(|state| state.updated_at).collect::<Vec<_>>());
    }
}

impl FromRow<'_, PgRow> for Branch {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let key = key(row)?;
        let state = GitState {
            task_id: key.task_id.clone(),
            generation: row.try_get("generation")?,
            status: columns::optional_json(row, "status")?,
            is_refreshing: row.try_get("is_refreshing")?,
            error: row.try_get("error")?,
            operation: columns::optional_json(row, "operation")?,
            revision: row.try_get("revision")?,
            updated_at: row.try_get("updated_at")?,
        };
        Ok(Self { key, state })
    }
}
