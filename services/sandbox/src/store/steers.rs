//! The rows of messages that people send into turns under way.

use contracts::{MessageId, Millis, TaskKey, UserId, sandbox::SteerTurn, user::Attachment};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

/// One message into a turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Steer {
    pub steered_id: MessageId,
    pub text: String,
    pub attachments: Vec<Attachment>,
    pub author: Option<UserId>,
    /// The agent was about to be told, at this time.
    pub told_at: Option<Millis>,
}

/// Remembers it, and wakes whoever follows the turn once this is committed. Says whether it is new.
pub async fn insert(db: &mut PgConnection, key: &TaskKey, command: &SteerTurn, now: Millis) -> sqlx::Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO steers (organization_id, task_id, steered_id, message_id, session_id, text, attachments, author,
                             created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(command.steered_id.as_str())
    .bind(command.message_id.as_str())
    .bind(command.session_id.as_str())
    .bind(&command.text)
    .bind(Json(&command.attachments))
    .bind(command.author.as_ref().map(UserId::as_str))
    .bind(now)
    .execute(&mut *db)
    .await?;
    super::events::wake(db, &command.message_id).await?;
    Ok(inserted.rows_affected() == 1)
}

/// Those of a turn of which nobody knows yet what became of them, in the order in which they were sent.
pub async fn unanswered(db: impl PgExecutor<'_>, key: &TaskKey, id: &MessageId) -> sqlx::Result<Vec<Steer>> {
    sqlx::query_as(
        "SELECT steered_id, text, attachments, author, told_at FROM steers
         WHERE organization_id = $1 AND task_id = $2 AND message_id = $3 AND is_taken IS NULL
         ORDER BY created_at, steered_id",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .fetch_all(db)
    .await
}

/// Notes that the agent is about to be told. Says whether this is the first time: it is told once.
pub async fn tell(db: impl PgExecutor<'_>, key: &TaskKey, id: &MessageId, now: Millis) -> sqlx::Result<bool> {
    let noted = sqlx::query(
        "UPDATE steers SET told_at = $4
         WHERE organization_id = $1 AND task_id = $2 AND steered_id = $3 AND told_at IS NULL AND is_taken IS NULL",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .bind(now)
    .execute(db)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// Records what became of it. Says whether nobody knew before.
pub async fn answer(db: &mut PgConnection, key: &TaskKey, id: &MessageId, is_taken: bool) -> sqlx::Result<bool> {
    let answered = sqlx::query(
        "UPDATE steers SET is_taken = $4
         WHERE organization_id = $1 AND task_id = $2 AND steered_id = $3 AND is_taken IS NULL",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(id.as_str())
    .bind(is_taken)
    .execute(db)
    .await?;
    Ok(answered.rows_affected() == 1)
}

impl FromRow<'_, PgRow> for Steer {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            steered_id: columns::id(row, "steered_id")?,
            text: row.try_get("text")?,
            attachments: columns::json(row, "attachments")?,
            author: columns::optional_id(row, "author")?,
            told_at: row.try_get("told_at")?,
        })
    }
}
