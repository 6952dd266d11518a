//! Repositories as a reading goes through them.

use std::collections::BTreeSet;

use contracts::{OrganizationId, RepositoryId};
use serde::{Deserialize, Serialize};
use service_kit::columns;
use sqlx::{PgConnection, error::Error};

/// A repository to read, and GitHub's tags for what we hold of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    pub repository_id: RepositoryId,
    pub full_name: String,
    pub branches_etag: Option<String>,
    pub pull_requests_etag: Option<String>,
}

impl Target {
    /// One of which nothing that we hold counts: all of it is read.
    pub const fn unread(repository_id: RepositoryId, full_name: String) -> Self {
        Self { repository_id, full_name, branches_etag: None, pull_requests_etag: None }
    }
}

#[derive(sqlx::FromRow)]
struct TargetRow {
    repository_id: String,
    full_name: String,
    branches_etag: Option<String>,
    pull_requests_etag: Option<String>,
}

/// The next `limit` of those that reading `generation` found (or that were added since), after the given one.
pub async fn after(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    generation: i64,
    after: &str,
    limit: usize,
) -> sqlx::Result<Vec<Target>> {
    let rows: Vec<TargetRow> = sqlx::query_as(
        "select repository_id, full_name, branches_etag, pull_requests_etag from repositories
         where organization_id = $1 and generation >= $2 and repository_id > $3
         order by repository_id limit $4",
    )
    .bind(organization_id.as_str())
    .bind(generation)
    .bind(after)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Target::try_from).collect()
}

/// Which of these are still there and have not been read by a newer reading: only they may be written.
pub async fn still_ours(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    generation: i64,
    repository_ids: &[&str],
) -> sqlx::Result<BTreeSet<String>> {
    let ids: Vec<String> = sqlx::query_scalar(
        "select repository_id from repositories
         where organization_id = $1 and generation <= $2 and repository_id = any($3)",
    )
    .bind(organization_id.as_str())
    .bind(generation)
    .bind(repository_ids)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().collect())
}

impl TryFrom<TargetRow> for Target {
    type Error = Error;

    fn try_from(row: TargetRow) -> Result<Self, Error> {
        Ok(Self {
            repository_id: columns::parsed("repository_id", &row.repository_id)?,
            full_name: row.full_name,
            branches_etag: row.branches_etag,
            pull_requests_etag: row.pull_requests_etag,
        })
    }
}
