//! What people are about to say.

use contracts::{
    Millis, SessionId, TaskKey, UserId,
    user::{Attachment, Draft},
};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, Row, types::Json};

/// Which of a person's drafts.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub user_id: &'a UserId,
    pub task: &'a TaskKey,
    /// `None`: for a session that is yet to be opened.
    pub session_id: Option<&'a SessionId>,
}

impl Place<'_> {
    fn session(&self) -> &str {
        self.session_id.map(SessionId::as_str).unwrap_or_default()
    }
}

pub async fn save(
    db: &mut PgConnection,
    place: Place<'_>,
    text: &str,
    attachments: &[Attachment],
    now: Millis,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO drafts (user_id, organization_id, task_id, session_id, text, attachments, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (user_id, organization_id, task_id, session_id) DO UPDATE
         SET text = excluded.text, attachments = excluded.attachments, updated_at = excluded.updated_at",
    )
    .bind(place.user_id.as_str())
    .bind(place.task.organization_id.as_str())
    .bind(place.task.task_id.as_str())
    .bind(place.session())
    .bind(text)
    .bind(Json(attachments))
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a draft; says whether there was one.
pub async fn forget(db: &mut PgConnection, place: Place<'_>) -> sqlx::Result<bool> {
    let forgotten = sqlx::query(
        "DELETE FROM drafts WHERE user_id = $1 AND organization_id = $2 AND task_id = $3 AND session_id = $4",
    )
    .bind(place.user_id.as_str())
    .bind(place.task.organization_id.as_str())
    .bind(place.task.task_id.as_str())
    .bind(place.session())
    .execute(db)
    .await?;
    Ok(forgotten.rows_affected() > 0)
}

pub async fn find(db: impl PgExecutor<'_>, place: Place<'_>) -> sqlx::Result<Option<Draft>> {
    let found = sqlx::query(
        "SELECT text, attachments, updated_at FROM drafts
         WHERE user_id = $1 AND organization_id = $2 AND task_id = $3 AND session_id = $4",
    )
    .bind(place.user_id.as_str())
    .bind(place.task.organization_id.as_str())
    .bind(place.task.task_id.as_str())
    .bind(place.session())
    .fetch_optional(db)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let (text, attachments) = (row.try_get("text")?, columns::json(&row, "attachments")?);
    Ok(Some(Draft { text, attachments, updated_at: row.try_get("updated_at")? }))
}

/// How many drafts the person has beside this one.
pub async fn others(db: impl PgExecutor<'_>, place: Place<'_>) -> sqlx::Result<usize> {
    let others: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM drafts
         WHERE user_id = $1 AND (organization_id, task_id, session_id) <> ($2, $3, $4)",
    )
    .bind(place.user_id.as_str())
    .bind(place.task.organization_id.as_str())
    .bind(place.task.task_id.as_str())
    .bind(place.session())
    .fetch_one(db)
    .await?;
    Ok(usize::try_from(others).unwrap_or(usize::MAX))
}
