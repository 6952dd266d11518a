//! What each task is to one person: one row for each that is anything to them.

use contracts::{
    Millis, OrganizationId, SessionId, TaskId, TaskKey, UserId, limit,
    user::{DraftHead, TaskOverlay},
};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, Row, postgres::PgRow};

use crate::republish::Place;

/// An overlay and the revision of its view.
pub struct Revised {
    pub overlay: TaskOverlay,
    pub revision: i64,
}

/// The rows `o` with what is unread and the drafts' heads.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT o.user_id, o.organization_id, o.task_id, o.active_session_id, o.updated_at, o.revision,
                    ARRAY(SELECT s.session_id FROM sessions s
                          WHERE s.user_id = o.user_id AND s.organization_id = o.organization_id
                                AND s.task_id = o.task_id AND s.unread
                          ORDER BY s.session_id) AS unread_session_ids,
                    (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'sessionId', nullif(d.session_id, ''), 'beginning', left(d.text, 100),
                                'attachments', jsonb_array_length(d.attachments), 'updatedAt', d.updated_at)
                                ORDER BY d.session_id), '[]')
                     FROM drafts d
                     WHERE d.user_id = o.user_id AND d.organization_id = o.organization_id
                           AND d.task_id = o.task_id) AS draft_heads
             FROM task_overlays o WHERE ",
            $which
        )
    };
}

/// Notes that something of a task has changed for the person; with `active`, the session that is open from now on.
/// `true`: the task was nothing to them before.
pub async fn touch(
    db: &mut PgConnection,
    user_id: &UserId,
    task: &TaskKey,
    active: Option<&SessionId>,
    now: Millis,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "INSERT INTO task_overlays (user_id, organization_id, task_id, active_session_id, updated_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id, organization_id, task_id) DO UPDATE
         SET active_session_id = coalesce(excluded.active_session_id, task_overlays.active_session_id),
             updated_at = greatest(excluded.updated_at, task_overlays.updated_at), revision = excluded.revision
         RETURNING xmax = 0",
    )
    .bind(user_id.as_str())
    .bind(task.organization_id.as_str())
    .bind(task.task_id.as_str())
    .bind(active.map(SessionId::as_str))
    .bind(now)
    .fetch_one(db)
    .await
}

pub async fn read(db: impl PgExecutor<'_>, user_id: &UserId, task: &TaskKey) -> sqlx::Result<Revised> {
    let row = sqlx::query(select!("o.user_id = $1 AND o.organization_id = $2 AND o.task_id = $3"))
        .bind(user_id.as_str())
        .bind(task.organization_id.as_str())
        .bind(task.task_id.as_str())
        .fetch_one(db)
        .await?;
    revised(&row)
}

/// Those of an organization, newest change first.
pub async fn list(
    db: impl PgExecutor<'_>,
    user_id: &UserId,
    organization_id: &OrganizationId,
) -> sqlx::Result<Vec<TaskOverlay>> {
    let rows = sqlx::query(select!(
        "o.user_id = $1 AND o.organization_id = $2 ORDER BY o.updated_at DESC, o.task_id LIMIT $3"
    ))
    .bind(user_id.as_str())
    .bind(organization_id.as_str())
    .bind(i64::try_from(limit::OVERLAY_TASKS).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.iter().map(overlay).collect()
}

/// The next overlays of all people, by their keys.
pub async fn behind(db: impl PgExecutor<'_>, after: &Place, rows: i64) -> sqlx::Result<Vec<(UserId, Revised)>> {
    let rows = sqlx::query(select!(
        "(o.user_id, o.organization_id, o.task_id) > ($1, $2, $3)
         ORDER BY o.user_id, o.organization_id, o.task_id LIMIT $4"
    ))
    .bind(&after.user_id)
    .bind(&after.organization_id)
    .bind(&after.task_id)
    .bind(rows)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((columns::id(row, "user_id")?, revised(row)?))).collect()
}

/// Forgets the tasks that were touched least recently, beyond what a person may have of an organization: never one with
/// a draft, and not `new`. Those that are forgotten, each with the revision of that.
pub async fn forget_oldest(db: &mut PgConnection, user_id: &UserId, new: &TaskKey) -> sqlx::Result<Vec<(TaskId, i64)>> {
    let rows = sqlx::query(
        "WITH kept AS (
             SELECT count(DISTINCT task_id) + 1 AS tasks FROM drafts
             WHERE user_id = $1 AND organization_id = $2 AND task_id <> $3),
         oldest AS (
             SELECT o.task_id FROM task_overlays o
             WHERE o.user_id = $1 AND o.organization_id = $2 AND o.task_id <> $3
                   AND NOT EXISTS (SELECT FROM drafts d WHERE d.user_id = o.user_id
                                   AND d.organization_id = o.organization_id AND d.task_id = o.task_id)
             ORDER BY o.updated_at DESC, o.task_id OFFSET (SELECT greatest($4 - tasks, 0) FROM kept)),
         unseen AS (
             DELETE FROM sessions WHERE user_id = $1 AND organization_id = $2
                                        AND task_id IN (SELECT task_id FROM oldest))
         DELETE FROM task_overlays WHERE user_id = $1 AND organization_id = $2
                                         AND task_id IN (SELECT task_id FROM oldest)
         RETURNING task_id, nextval('view_revisions') AS revision",
    )
    .bind(user_id.as_str())
    .bind(new.organization_id.as_str())
    .bind(new.task_id.as_str())
    .bind(i64::try_from(limit::OVERLAY_TASKS).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((columns::id(row, "task_id")?, row.try_get("revision")?))).collect()
}

fn revised(row: &PgRow) -> sqlx::Result<Revised> {
    Ok(Revised { overlay: overlay(row)?, revision: row.try_get("revision")? })
}

fn overlay(row: &PgRow) -> sqlx::Result<TaskOverlay> {
    Ok(TaskOverlay {
        organization_id: columns::id(row, "organization_id")?,
        task_id: columns::id(row, "task_id")?,
        active_session_id: columns::optional_id(row, "active_session_id")?,
        unread_session_ids: columns::ids(row, "unread_session_ids")?,
        drafts: columns::json::<Vec<DraftHead>>(row, "draft_heads")?,
        updated_at: row.try_get("updated_at")?,
    })
}
