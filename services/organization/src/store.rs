//! The organization's SQL: one file for each kind of row.

pub mod checks;
pub mod index;
pub mod lines;
pub mod members;
pub mod profiles;
pub mod pull_requests;
pub mod repositories;

use contracts::OrganizationId;
use service_kit::columns;
use sqlx::{FromRow, PgExecutor, postgres::PgRow};

use crate::republish::Place;

/// Where the revisions of all views come from (see the first migration).
pub const VIEW_REVISIONS: &str = "view_revisions";

/// Rows of many organizations, each with its own.
fn with_organization<T>(rows: &[PgRow]) -> sqlx::Result<Vec<(OrganizationId, T)>>
where
    T: for<'r> FromRow<'r, PgRow>,
{
    rows.iter().map(|row| Ok((columns::id(row, "organization_id")?, T::from_row(row)?))).collect()
}

/// The next rows of all organizations: `sql` reads at most `$3` of them behind an organization `$1` and an id of its `$2`.
async fn behind<T>(
    db: impl PgExecutor<'_>,
    sql: &'static str,
    after: &Place,
    rows: i64,
) -> sqlx::Result<Vec<(OrganizationId, T)>>
where
    T: for<'r> FromRow<'r, PgRow>,
{
    let rows = sqlx::query(sql).bind(&after.organization_id).bind(&after.id).bind(rows).fetch_all(db).await?;
    with_organization(&rows)
}
