//! What of each session its person has not seen.

use contracts::{Millis, OrganizationId, SessionId, TaskKey, UserId, limit};
use sqlx::{PgConnection, PgExecutor};

use crate::session::Session;

/// The session; one of which nothing is known is read.
pub async fn find(
    db: impl PgExecutor<'_>,
    user_id: &UserId,
    task: &TaskKey,
    session_id: &SessionId,
) -> sqlx::Result<Session> {
    let found: Option<(bool, Millis)> = sqlx::query_as(
        "SELECT unread, known_until FROM sessions
         WHERE user_id = $1 AND organization_id = $2 AND task_id = $3 AND session_id = $4",
    )
    .bind(user_id.as_str())
    .bind(task.organization_id.as_str())
    .bind(task.task_id.as_str())
    .bind(session_id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(found.map(|(unread, known_until)| Session { unread, known_until }).unwrap_or_default())
}

/// Stores the session. A new one takes the place of the one that was touched least recently, when the task has too many.
pub async fn save(
    db: &mut PgConnection,
    user_id: &UserId,
    task: &TaskKey,
    session_id: &SessionId,
    session: Session,
    now: Millis,
) -> sqlx::Result<()> {
    let is_new: bool = sqlx::query_scalar(
        "INSERT INTO sessions (user_id, organization_id, task_id, session_id, unread, known_until, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (user_id, organization_id, task_id, session_id) DO UPDATE
         SET unread = excluded.unread, known_until = excluded.known_until, updated_at = excluded.updated_at
         RETURNING xmax = 0",
    )
    .bind(user_id.as_str())
    .bind(task.organization_id.as_str())
    .bind(task.task_id.as_str())
    .bind(session_id.as_str())
    .bind(session.unread)
    .bind(session.known_until)
    .bind(now)
    .fetch_one(&mut *db)
    .await?;
    if is_new { forget_oldest(db, user_id, task, session_id).await } else { Ok(()) }
}

async fn forget_oldest(db: &mut PgConnection, user_id: &UserId, task: &TaskKey, new: &SessionId) -> sqlx::Result<()> {
    let others = i64::try_from(limit::OVERLAY_SESSIONS - 1).unwrap_or(i64::MAX);
    sqlx::query(
        "DELETE FROM sessions
         WHERE user_id = $1 AND organization_id = $2 AND task_id = $3 AND session_id IN (
             SELECT session_id FROM sessions
             WHERE user_id = $1 AND organization_id = $2 AND task_id = $3 AND session_id <> $4
             ORDER BY updated_at DESC, session_id OFFSET $5)",
    )
    .bind(user_id.as_str())
    .bind(task.organization_id.as_str())
    .bind(task.task_id.as_str())
    .bind(new.as_str())
    .bind(others)
    .execute(db)
    .await?;
    Ok(())
}

/// How many sessions of an organization have something unread.
pub async fn unread(db: impl PgExecutor<'_>, user_id: &UserId, organization_id: &OrganizationId) -> sqlx::Result<u32> {
    let unread: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sessions WHERE user_id = $1 AND organization_id = $2 AND unread")
            .bind(user_id.as_str())
            .bind(organization_id.as_str())
            .fetch_one(db)
            .await?;
    Ok(u32::try_from(unread).unwrap_or(u32::MAX))
}
