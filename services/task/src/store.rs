//! The task's SQL.

use std::{error::Error, str::FromStr};

use contracts::{
    TaskKey,
    organization::Owner,
    task::{TaskRecord, TaskStatus},
};
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

use crate::model::Task;

/// The stored task, if it was ever materialised.
pub async fn find(db: impl PgExecutor<'_>, key: &TaskKey) -> sqlx::Result<Option<Task>> {
    sqlx::query_as(
        "SELECT organization_id, task_id, repository_id, repository_name, clone_url, title, branch, prompt,
                made_from_index, status, pull_request, owner_user_id, owner_login, owner_avatar_url, owner_since,
                revision, created_at, updated_at
         FROM tasks WHERE organization_id = $1 AND task_id = $2",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .fetch_optional(db)
    .await
}

/// Those of the tasks that have no record.
pub async fn without_record(db: impl PgExecutor<'_>, keys: Vec<TaskKey>) -> sqlx::Result<Vec<TaskKey>> {
    let organizations: Vec<_> = keys.iter().map(|key| key.organization_id.as_str()).collect();
    let tasks: Vec<_> = keys.iter().map(|key| key.task_id.as_str()).collect();
    let missing: Vec<bool> = sqlx::query_scalar(
        "SELECT task.task_id IS NULL
         FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (organization_id, task_id, position)
         LEFT JOIN tasks AS task USING (organization_id, task_id)
         ORDER BY position",
    )
    .bind(organizations)
    .bind(tasks)
    .fetch_all(db)
    .await?;
    Ok(keys.into_iter().zip(missing).filter_map(|(key, missing)| missing.then_some(key)).collect())
}

/// Stores the task as it is now.
pub async fn save(db: &mut PgConnection, task: &Task) -> sqlx::Result<()> {
    if task.is_new { insert(db, task).await } else { update(db, task).await }
}

/// Writes what can change. Where the task came from cannot.
async fn update(db: &mut PgConnection, task: &Task) -> sqlx::Result<()> {
    let record = &task.record;
    let owner = record.owner.as_ref();
    sqlx::query(
        "UPDATE tasks
         SET title = $3, prompt = $4, made_from_index = $5, status = $6, pull_request = $7, revision = $8,
             updated_at = $9, owner_user_id = $10, owner_login = $11, owner_avatar_url = $12, owner_since = $13
         WHERE organization_id = $1 AND task_id = $2",
    )
    .bind(task.key.organization_id.as_str())
    .bind(task.key.task_id.as_str())
    .bind(&record.title)
    .bind(&record.prompt)
    .bind(task.made_from_index)
    .bind(record.status.as_str())
    .bind(record.pull_request.as_ref().map(Json))
    .bind(record.revision)
    .bind(record.updated_at)
    .bind(owner.map(|owner| owner.user_id.as_str()))
    .bind(owner.map(|owner| owner.login.as_str()))
    .bind(owner.and_then(|owner| owner.avatar_url.as_deref()))
    .bind(task.owner_since)
    .execute(db)
    .await?;
    Ok(())
}

async fn insert(db: &mut PgConnection, task: &Task) -> sqlx::Result<()> {
    let record = &task.record;
    let owner = record.owner.as_ref();
    sqlx::query(
        "INSERT INTO tasks (organization_id, task_id, repository_id, repository_name, clone_url, title, branch, prompt,
                            made_from_index, status, pull_request, revision, created_at, updated_at, owner_user_id,
                            owner_login, owner_avatar_url, owner_since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    )
    .bind(task.key.organization_id.as_str())
    .bind(task.key.task_id.as_str())
    .bind(record.repository_id.as_str())
    .bind(&record.repository_name)
    .bind(&record.clone_url)
    .bind(&record.title)
    .bind(&record.branch)
    .bind(&record.prompt)
    .bind(task.made_from_index)
    .bind(record.status.as_str())
    .bind(record.pull_request.as_ref().map(Json))
    .bind(record.revision)
    .bind(record.created_at)
    .bind(record.updated_at)
    .bind(owner.map(|owner| owner.user_id.as_str()))
    .bind(owner.map(|owner| owner.login.as_str()))
    .bind(owner.and_then(|owner| owner.avatar_url.as_deref()))
    .bind(task.owner_since)
    .execute(db)
    .await?;
    Ok(())
}

impl FromRow<'_, PgRow> for Task {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let key = TaskKey { organization_id: id(row, "organization_id")?, task_id: id(row, "task_id")? };
        let pull_request: Option<Json<_>> = row.try_get("pull_request")?;
        let record = TaskRecord {
            task_id: key.task_id.clone(),
            repository_id: id(row, "repository_id")?,
            repository_name: row.try_get("repository_name")?,
            clone_url: row.try_get("clone_url")?,
            title: row.try_get("title")?,
            branch: row.try_get("branch")?,
            prompt: row.try_get("prompt")?,
            status: status(row)?,
            pull_request: pull_request.map(|Json(pull_request)| pull_request),
            owner: owner(row)?,
            revision: row.try_get("revision")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        };
        let (made_from_index, owner_since) = (row.try_get("made_from_index")?, row.try_get("owner_since")?);
        Ok(Self { key, record, made_from_index, owner_since, is_new: false })
    }
}

fn status(row: &PgRow) -> sqlx::Result<TaskStatus> {
    let text: &str = row.try_get("status")?;
    TaskStatus::parse(text).ok_or_else(|| undecodable("status", format!("{text:?} is no status of a task")))
}

fn owner(row: &PgRow) -> sqlx::Result<Option<Owner>> {
    let Some(login) = row.try_get("owner_login")? else { return Ok(None) };
    Ok(Some(Owner { user_id: id(row, "owner_user_id")?, login, avatar_url: row.try_get("owner_avatar_url")? }))
}

fn id<T>(row: &PgRow, column: &str) -> sqlx::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    row.try_get::<&str, _>(column)?.parse().map_err(|error| undecodable(column, error))
}

fn undecodable(column: &str, error: impl Into<Box<dyn Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.into(), source: error.into() }
}
