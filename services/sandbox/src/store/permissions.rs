//! The rows of what agents ask.

use contracts::{
    MessageId, Millis, PermissionId, TaskKey,
    sandbox::{NotePermission, Permission, PermissionAnswer, PermissionOption},
};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

/// Questions in one answer.
const ROWS: i64 = 200;

/// A question that was answered, and whose agent is to be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    pub permission_id: PermissionId,
    pub request_id: String,
    /// `None`: it ended without an answer.
    pub option_id: Option<String>,
}

/// Says whether it is new.
pub async fn insert(db: &mut PgConnection, key: &TaskKey, note: &NotePermission) -> sqlx::Result<bool> {
    let permission = &note.permission;
    let inserted = sqlx::query(
        "INSERT INTO permissions (organization_id, task_id, permission_id, session_id, message_id, title, tool_call,
                                  options, request_id, asked_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(permission.permission_id.as_str())
    .bind(permission.session_id.as_str())
    .bind(permission.message_id.as_str())
    .bind(&permission.title)
    .bind(&permission.tool_call)
    .bind(Json(&permission.options))
    .bind(&note.request_id)
    .bind(permission.asked_at)
    .bind(permission.expires_at)
    .execute(db)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

pub async fn find(db: impl PgExecutor<'_>, key: &TaskKey, id: &PermissionId) -> sqlx::Result<Option<Permission>> {
    let found: Option<Stored> = sqlx::query_as(
        "SELECT permission_id, session_id, message_id, title, tool_call, options, asked_at, expires_at, option_id,
                answered_by, answered_at
         FROM permissions WHERE organization_id = $1 AND task_id = $2 AND permission_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(found.map(|Stored(permission)| permission))
}

/// The task's questions, oldest first; the newest of them when there are many.
pub async fn list(db: impl PgExecutor<'_>, key: &TaskKey, open: bool) -> sqlx::Result<Vec<Permission>> {
    let mut found: Vec<Stored> = sqlx::query_as(
        "SELECT permission_id, session_id, message_id, title, tool_call, options, asked_at, expires_at, option_id,
                answered_by, answered_at
         FROM permissions WHERE organization_id = $1 AND task_id = $2 AND ($3 = false OR answered_at IS NULL)
         ORDER BY asked_at DESC, permission_id DESC LIMIT $4",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(open)
    .bind(ROWS)
    .fetch_all(db)
    .await?;
    found.reverse();
    Ok(found.into_iter().map(|Stored(permission)| permission).collect())
}

/// Records an answer, and wakes whoever follows the turn once this is committed.
pub async fn answer(db: &mut PgConnection, key: &TaskKey, permission: &Permission) -> sqlx::Result<()> {
    let answer = permission.answer.as_ref();
    sqlx::query(
        "UPDATE permissions SET option_id = $4, answered_by = $5, answered_at = $6
         WHERE organization_id = $1 AND task_id = $2 AND permission_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(permission.permission_id.as_str())
    .bind(answer.and_then(|answer| answer.option_id.as_deref()))
    .bind(answer.map(|answer| answer.by.as_str()))
    .bind(answer.map(|answer| answer.at))
    .execute(&mut *db)
    .await?;
    super::events::wake(db, &permission.message_id).await
}

/// Ends the questions of a turn that has ended. Says how many were open.
pub async fn end(db: &mut PgConnection, key: &TaskKey, id: &MessageId, now: Millis) -> sqlx::Result<u64> {
    let ended = sqlx::query(
        "UPDATE permissions SET answered_by = 'service:sandbox', answered_at = $4
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND answered_at IS NULL",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .bind(now)
    .execute(db)
    .await?;
    Ok(ended.rows_affected())
}

/// How many questions of a turn are open.
pub async fn open(db: &mut PgConnection, key: &TaskKey, id: &MessageId) -> sqlx::Result<u32> {
    let open: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM permissions
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND answered_at IS NULL",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .fetch_one(db)
    .await?;
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
}

/// The open questions of a turn with the time at which each is rejected, the next one first.
pub async fn to_expire(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    id: &MessageId,
) -> sqlx::Result<Vec<(PermissionId, Option<Millis>)>> {
    let rows = sqlx::query(
        "SELECT permission_id, expires_at FROM permissions
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND answered_at IS NULL
         ORDER BY expires_at NULLS LAST",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((columns::id(row, "permission_id")?, row.try_get("expires_at")?))).collect()
}

/// The answers of a turn that its agent has not got.
pub async fn undelivered(db: impl PgExecutor<'_>, key: &TaskKey, id: &MessageId) -> sqlx::Result<Vec<Answered>> {
    let rows = sqlx::query(
        "SELECT permission_id, request_id, option_id FROM permissions
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND answered_at IS NOT NULL AND NOT is_delivered
         ORDER BY answered_at",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .fetch_all(db)
    .await?;
    let answered = |row: &PgRow| {
        let permission_id = columns::id(row, "permission_id")?;
        Ok(Answered { permission_id, request_id: row.try_get("request_id")?, option_id: row.try_get("option_id")? })
    };
    rows.iter().map(answered).collect()
}

pub async fn delivered(db: impl PgExecutor<'_>, key: &TaskKey, id: &PermissionId) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE permissions SET is_delivered = true WHERE organization_id = $1 AND task_id = $2 AND permission_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .execute(db)
    .await
    .map(|_| ())
}

struct Stored(Permission);

impl FromRow<'_, PgRow> for Stored {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let by: Option<String> = row.try_get("answered_by")?;
        let at: Option<Millis> = row.try_get("answered_at")?;
        let option_id = row.try_get("option_id")?;
        let answer = by.zip(at).map(|(by, at)| PermissionAnswer { option_id, by, at });
        let options: Vec<PermissionOption> = columns::json(row, "options")?;
        Ok(Self(Permission {
            permission_id: columns::id(row, "permission_id")?,
            session_id: columns::id(row, "session_id")?,
            message_id: columns::id(row, "message_id")?,
            title: row.try_get("title")?,
            tool_call: row.try_get("tool_call")?,
            options,
            asked_at: row.try_get("asked_at")?,
            expires_at: row.try_get("expires_at")?,
            answer,
        }))
    }
}
