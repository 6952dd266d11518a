//! How people have arranged their sidebars.

use contracts::{OrganizationId, RepositoryId, TaskId, UserId, user::Sidebar};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, Row, postgres::PgRow};

use crate::republish::Place;

/// Stores an arrangement; the revision of its view.
pub async fn save(
    db: &mut PgConnection,
    user_id: &UserId,
    organization_id: &OrganizationId,
    sidebar: &Sidebar,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO sidebars (user_id, organization_id, repository_order, collapsed, task_order)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id, organization_id) DO UPDATE
         SET repository_order = excluded.repository_order, collapsed = excluded.collapsed,
             task_order = excluded.task_order, revision = excluded.revision
         RETURNING revision",
    )
    .bind(user_id.as_str())
    .bind(organization_id.as_str())
    .bind(sidebar.order.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
    .bind(sidebar.collapsed.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
    .bind(sidebar.tasks.iter().map(TaskId::as_str).collect::<Vec<_>>())
    .fetch_one(db)
    .await
}

/// The arrangement; an empty one when there is none.
pub async fn read(
    db: impl PgExecutor<'_>,
    user_id: &UserId,
    organization_id: &OrganizationId,
) -> sqlx::Result<Sidebar> {
    let found = sqlx::query(
        "SELECT repository_order, collapsed, task_order FROM sidebars WHERE user_id = $1 AND organization_id = $2",
    )
    .bind(user_id.as_str())
    .bind(organization_id.as_str())
    .fetch_optional(db)
    .await?;
    found.map_or_else(|| Ok(Sidebar::default()), |row| sidebar(&row))
}

/// An arrangement with whose and where it is, and the revision of its view.
pub struct Arranged {
    pub user_id: UserId,
    pub organization_id: OrganizationId,
    pub sidebar: Sidebar,
    pub revision: i64,
}

/// The next arrangements of all people, by their keys.
pub async fn behind(db: impl PgExecutor<'_>, after: &Place, rows: i64) -> sqlx::Result<Vec<Arranged>> {
    let rows = sqlx::query(
        "SELECT user_id, organization_id, repository_order, collapsed, task_order, revision FROM sidebars
         WHERE (user_id, organization_id) > ($1, $2) ORDER BY user_id, organization_id LIMIT $3",
    )
    .bind(&after.user_id)
    .bind(&after.organization_id)
    .bind(rows)
    .fetch_all(db)
    .await?;
    let arranged = |row| {
        let (user_id, organization_id) = (columns::id(row, "user_id")?, columns::id(row, "organization_id")?);
        Ok(Arranged { user_id, organization_id, sidebar: sidebar(row)?, revision: row.try_get("revision")? })
    };
    rows.iter().map(arranged).collect()
}

fn sidebar(row: &PgRow) -> sqlx::Result<Sidebar> {
    Ok(Sidebar {
        order: columns::ids(row, "repository_order")?,
        collapsed: columns::ids(row, "collapsed")?,
        tasks: columns::ids(row, "task_order")?,
    })
}
