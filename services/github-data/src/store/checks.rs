//! What the organization was told of repositories' checks.

use std::collections::HashMap;

use contracts::{Millis, OrganizationId, RepositoryId};
use service_kit::columns;
use sqlx::PgConnection;

use crate::checks::Told;

/// Of those repositories whose checks were told before.
pub async fn told(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_ids: &[&str],
) -> sqlx::Result<HashMap<RepositoryId, Told>> {
    let rows: Vec<(String, i64, Millis, Millis)> = sqlx::query_as(
        "select repository_id, checks_told, checks_asked_at, checks_heard_at from repositories
         where organization_id = $1 and repository_id = any($2) and checks_told is not null",
    )
    .bind(organization_id.as_str())
    .bind(repository_ids)
    .fetch_all(connection)
    .await?;
    let told = |(id, fingerprint, asked_at, heard_at): (String, i64, Millis, Millis)| {
        Ok((columns::parsed("repository_id", &id)?, Told { fingerprint, asked_at, heard_at }))
    };
    rows.into_iter().map(told).collect()
}

/// An answer of GitHub's, for which it was asked then, is told.
pub async fn set_told(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    fingerprint: i64,
    asked_at: Millis,
) -> sqlx::Result<()> {
    sqlx::query(
        "update repositories set checks_told = $3, checks_asked_at = $4 where organization_id = $1 and repository_id = $2",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(fingerprint)
    .bind(asked_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Something else is told, now: the last answer may no longer be what the organization holds.
pub async fn heard(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    now: Millis,
) -> sqlx::Result<()> {
    sqlx::query("update repositories set checks_heard_at = $3 where organization_id = $1 and repository_id = $2")
        .bind(organization_id.as_str())
        .bind(repository_id.as_str())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}
