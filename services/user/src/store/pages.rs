//! What each open page shows.

use contracts::{Millis, UserId, limit, user::Showing};
use sqlx::{PgConnection, PgExecutor};

/// Notes what a page shows. When there are too many pages, the one that would be forgotten first is.
pub async fn save(
    db: &mut PgConnection,
    user_id: &UserId,
    page_id: &str,
    showing: &Showing,
    until: Millis,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO pages (user_id, page_id, organization_id, task_id, session_id, until)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (user_id, page_id) DO UPDATE
         SET organization_id = excluded.organization_id, task_id = excluded.task_id,
             session_id = excluded.session_id, until = excluded.until",
    )
    .bind(user_id.as_str())
    .bind(page_id)
    .bind(showing.organization_id.as_str())
    .bind(showing.task_id.as_str())
    .bind(showing.session_id.as_str())
    .bind(until)
    .execute(&mut *db)
    .await?;
    let others = i64::try_from(limit::PAGES - 1).unwrap_or(i64::MAX);
    sqlx::query(
        "DELETE FROM pages WHERE user_id = $1 AND page_id IN (
             SELECT page_id FROM pages WHERE user_id = $1 AND page_id <> $2 ORDER BY until DESC, page_id OFFSET $3)",
    )
    .bind(user_id.as_str())
    .bind(page_id)
    .bind(others)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets one page, and those whose time is over.
pub async fn forget(db: &mut PgConnection, user_id: &UserId, page_id: &str, now: Millis) -> sqlx::Result<u64> {
    let forgotten = sqlx::query("DELETE FROM pages WHERE user_id = $1 AND (page_id = $2 OR until <= $3)")
        .bind(user_id.as_str())
        .bind(page_id)
        .bind(now)
        .execute(db)
        .await?;
    Ok(forgotten.rows_affected())
}

/// Whether one of the person's pages shows exactly this.
pub async fn any_shows(
    db: impl PgExecutor<'_>,
    user_id: &UserId,
    showing: &Showing,
    now: Millis,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM pages WHERE user_id = $1 AND organization_id = $2 AND task_id = $3
                                                AND session_id = $4 AND until > $5)",
    )
    .bind(user_id.as_str())
    .bind(showing.organization_id.as_str())
    .bind(showing.task_id.as_str())
    .bind(showing.session_id.as_str())
    .bind(now)
    .fetch_one(db)
    .await
}
