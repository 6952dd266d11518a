//! Repositories the newest sync could not read.

use contracts::{Millis, OrganizationId, RepositoryId, organization::RepositoryFailure};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor};

/// Shown at a time: with more, the report of a sync that lost everything would not fit a message.
const SHOWN: i64 = 50;

/// The first ones, by name.
pub async fn shown(
    executor: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
) -> sqlx::Result<Vec<RepositoryFailure>> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select repository_id, full_name, message from sync_failures where organization_id = $1
         order by full_name limit $2",
    )
    .bind(organization_id.as_str())
    .bind(SHOWN)
    .fetch_all(executor)
    .await?;
    let failure = |(repository_id, full_name, message): (String, String, String)| {
        Ok(RepositoryFailure { repository_id: columns::parsed("repository_id", &repository_id)?, full_name, message })
    };
    rows.into_iter().map(failure).collect()
}

pub async fn count(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<u32> {
    let count: i64 = sqlx::query_scalar("select count(*) from sync_failures where organization_id = $1")
        .bind(organization_id.as_str())
        .fetch_one(connection)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A repository that fails in two phases keeps its first reason.
pub async fn add(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    failures: &[RepositoryFailure],
    now: Millis,
) -> sqlx::Result<()> {
    let column = |value: fn(&RepositoryFailure) -> &str| failures.iter().map(value).collect::<Vec<_>>();
    sqlx::query(
        "insert into sync_failures (organization_id, repository_id, full_name, message, failed_at)
         select $1, *, $5 from unnest($2::text[], $3::text[], $4::text[]) on conflict do nothing",
    )
    .bind(organization_id.as_str())
    .bind(column(|failure| failure.repository_id.as_str()))
    .bind(column(|failure| &failure.full_name))
    .bind(column(|failure| &failure.message))
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// A new sync begins with none.
pub async fn clear(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<()> {
    sqlx::query("delete from sync_failures where organization_id = $1")
        .bind(organization_id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether there was one for these repositories, which have now been read or are gone.
pub async fn forget(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_ids: &[&str],
) -> sqlx::Result<bool> {
    let forgotten = sqlx::query("delete from sync_failures where organization_id = $1 and repository_id = any($2)")
        .bind(organization_id.as_str())
        .bind(repository_ids)
        .execute(connection)
        .await?;
    Ok(forgotten.rows_affected() > 0)
}

/// What of GitHub's trouble with one repository is kept for people.
pub fn failure(repository_id: &RepositoryId, full_name: &str, why: &impl std::fmt::Display) -> RepositoryFailure {
    const MESSAGE_CHARACTERS: usize = 200;
    let message = why.to_string().chars().take(MESSAGE_CHARACTERS).collect();
    RepositoryFailure { repository_id: repository_id.clone(), full_name: full_name.to_owned(), message }
}
