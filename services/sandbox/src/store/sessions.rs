//! The rows of agents' sessions.

use contracts::{Millis, SessionId, TaskKey, sandbox::OpenSession};
use sqlx::{PgConnection, Row};

/// Remembers a session that the task has opened. Says whether it is new, or was asked for again.
pub async fn insert(db: &mut PgConnection, key: &TaskKey, command: &OpenSession, now: Millis) -> sqlx::Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO sessions (organization_id, task_id, session_id, agent, model, mode, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(command.session_id.as_str())
    .bind(&command.agent)
    .bind(&command.model)
    .bind(&command.mode)
    .bind(now)
    .execute(db)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Says whether it was open.
pub async fn close(db: &mut PgConnection, key: &TaskKey, session_id: &SessionId) -> sqlx::Result<bool> {
    let closed = sqlx::query(
        "UPDATE sessions SET is_closed = true
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND NOT is_closed",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .execute(db)
    .await?;
    Ok(closed.rows_affected() == 1)
}

/// The task's open sessions, in the order in which they were opened.
pub async fn open(db: &mut PgConnection, key: &TaskKey) -> sqlx::Result<Vec<SessionId>> {
    let rows = sqlx::query(
        "SELECT session_id FROM sessions WHERE organization_id = $1 AND task_id = $2 AND NOT is_closed
         ORDER BY created_at, session_id",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| service_kit::columns::parsed("session_id", row.try_get("session_id")?)).collect()
}
