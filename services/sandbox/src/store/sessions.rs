//! The rows of agents' sessions.

use contracts::{Millis, SessionId, TaskKey, sandbox::OpenSession};
use sqlx::{PgConnection, PgExecutor, Row};

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

/// The task's open sessions with the agent of each, in the order in which they were opened.
pub async fn open(db: &mut PgConnection, key: &TaskKey) -> sqlx::Result<Vec<(SessionId, String)>> {
    let rows = sqlx::query(
        "SELECT session_id, coalesce(agent, '') AS agent FROM sessions
         WHERE organization_id = $1 AND task_id = $2 AND NOT is_closed ORDER BY created_at, session_id",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .fetch_all(db)
    .await?;
    let read = |row: &sqlx::postgres::PgRow| Ok((service_kit::columns::id(row, "session_id")?, row.try_get("agent")?));
    rows.iter().map(read).collect()
}

/// A session, as its agent is to have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredSession {
    pub agent: Option<String>,
    pub model: Option<String>,
    pub mode: Option<String>,
    /// The agent's own id for it, in this generation of the sandbox.
    pub agent_session_id: Option<String>,
    /// The agent's process that has it.
    pub process: Option<i64>,
    pub is_closed: bool,
}

/// The session as it is in this generation of the sandbox: what an agent knew in an earlier one is gone with that.
pub async fn find(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
    generation: i32,
) -> sqlx::Result<Option<StoredSession>> {
    let row = sqlx::query(
        "SELECT agent, model, mode, is_closed, agent_session_id, process, generation FROM sessions
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let is_present = row.try_get::<Option<i32>, _>("generation")? == Some(generation);
    let present = |column| if is_present { row.try_get(column) } else { Ok(None) };
    Ok(Some(StoredSession {
        agent: row.try_get("agent")?,
        model: row.try_get("model")?,
        mode: row.try_get("mode")?,
        is_closed: row.try_get("is_closed")?,
        agent_session_id: present("agent_session_id")?,
        process: if is_present { row.try_get("process")? } else { None },
    }))
}

/// The agent has it now.
pub async fn begun(
    db: &mut PgConnection,
    key: &TaskKey,
    session_id: &SessionId,
    generation: i32,
    (agent_session_id, process): (&str, i64),
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE sessions SET generation = $4, agent_session_id = $5, process = $6
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(generation)
    .bind(agent_session_id)
    .bind(process)
    .execute(db)
    .await
    .map(|_| ())
}
