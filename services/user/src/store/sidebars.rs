//! How people have arranged their sidebars.

use contracts::{OrganizationId, RepositoryId, UserId, user::Sidebar};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor};

/// Stores an arrangement; the revision of its view.
pub async fn save(
    db: &mut PgConnection,
    user_id: &UserId,
    organization_id: &OrganizationId,
    sidebar: &Sidebar,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO sidebars (user_id, organization_id, repository_order, collapsed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id, organization_id) DO UPDATE
         SET repository_order = excluded.repository_order, collapsed = excluded.collapsed,
             revision = excluded.revision
         RETURNING revision",
    )
    .bind(user_id.as_str())
    .bind(organization_id.as_str())
    .bind(sidebar.order.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
    .bind(sidebar.collapsed.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
    .fetch_one(db)
    .await
}

/// The arrangement; an empty one when there is none.
pub async fn read(
    db: impl PgExecutor<'_>,
    user_id: &UserId,
    organization_id: &OrganizationId,
) -> sqlx::Result<Sidebar> {
    let found =
        sqlx::query("SELECT repository_order, collapsed FROM sidebars WHERE user_id = $1 AND organization_id = $2")
            .bind(user_id.as_str())
            .bind(organization_id.as_str())
            .fetch_optional(db)
            .await?;
    let Some(row) = found else { return Ok(Sidebar::default()) };
    Ok(Sidebar { order: columns::ids(&row, "repository_order")?, collapsed: columns::ids(&row, "collapsed")? })
}
