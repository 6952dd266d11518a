//! The turns' rows.

use contracts::{MessageId, Millis, SessionId, TaskKey, UserId, sandbox::RunTurn, task::TurnEnd, user::Attachment};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

/// One turn.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredTurn {
    pub message_id: MessageId,
    pub session_id: SessionId,
    pub text: String,
    pub attachments: Vec<Attachment>,
    /// Who wrote the message; `None` for an operator.
    pub author: Option<UserId>,
    /// Whose credentials are to be inside.
    pub owner: Option<UserId>,
    pub prompted_at: Option<Millis>,
    pub stop_requested_at: Option<Millis>,
    pub ended: Option<TurnEnd>,
}

/// The columns of a [`StoredTurn`].
macro_rules! turn_columns {
    () => {
        "message_id, session_id, text, attachments, author, owner, prompted_at, stop_requested_at, ended"
    };
}

/// Remembers a turn. Says whether it is new.
pub async fn insert(db: &mut PgConnection, key: &TaskKey, command: &RunTurn, now: Millis) -> sqlx::Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO turns (organization_id, task_id, message_id, session_id, text, attachments, author, owner, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(command.message_id.as_str())
    .bind(command.session_id.as_str())
    .bind(&command.text)
    .bind(Json(&command.attachments))
    .bind(command.author.as_ref().map(UserId::as_str))
    .bind(command.owner.as_ref().map(UserId::as_str))
    .bind(now)
    .execute(db)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

pub async fn find(db: impl PgExecutor<'_>, key: &TaskKey, id: &MessageId) -> sqlx::Result<Option<StoredTurn>> {
    sqlx::query_as(concat!(
        "SELECT ",
        turn_columns!(),
        " FROM turns WHERE organization_id = $1 AND task_id = $2 AND message_id = $3",
    ))
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .fetch_optional(db)
    .await
}

/// The task's turns that have not ended, oldest first.
pub async fn not_ended(db: &mut PgConnection, key: &TaskKey) -> sqlx::Result<Vec<StoredTurn>> {
    sqlx::query_as(concat!(
        "SELECT ",
        turn_columns!(),
        " FROM turns WHERE organization_id = $1 AND task_id = $2 AND ended IS NULL ORDER BY created_at, message_id",
    ))
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .fetch_all(db)
    .await
}

/// The turn of a session that has not ended.
pub async fn under_way(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
) -> sqlx::Result<Option<MessageId>> {
    let found: Option<String> = sqlx::query_scalar(
        "SELECT message_id FROM turns
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND ended IS NULL
         ORDER BY created_at LIMIT 1",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .fetch_optional(db)
    .await?;
    found.map(|id| columns::parsed("message_id", &id)).transpose()
}

/// Asks a turn to stop, and wakes whoever follows it once this is committed. Says whether it was under way.
pub async fn stop(db: &mut PgConnection, key: &TaskKey, id: &MessageId, now: Millis) -> sqlx::Result<bool> {
    let stopped = sqlx::query(
        "UPDATE turns SET stop_requested_at = coalesce(stop_requested_at, $4)
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND ended IS NULL",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .bind(now)
    .execute(&mut *db)
    .await?;
    super::events::wake(db, id).await?;
    Ok(stopped.rows_affected() == 1)
}

/// Records how it ended. Says whether it had not ended before.
pub async fn end(db: &mut PgConnection, key: &TaskKey, id: &MessageId, end: &TurnEnd) -> sqlx::Result<bool> {
    let ended = sqlx::query(
        "UPDATE turns SET ended = $4
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND ended IS NULL",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .bind(Json(end))
    .execute(db)
    .await?;
    Ok(ended.rows_affected() == 1)
}

impl FromRow<'_, PgRow> for StoredTurn {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            message_id: columns::id(row, "message_id")?,
            session_id: columns::id(row, "session_id")?,
            text: row.try_get("text")?,
            attachments: columns::json(row, "attachments")?,
            author: columns::optional_id(row, "author")?,
            owner: columns::optional_id(row, "owner")?,
            prompted_at: row.try_get("prompted_at")?,
            stop_requested_at: row.try_get("stop_requested_at")?,
            ended: columns::optional_json(row, "ended")?,
        })
    }
}
