//! Repositories.

use contracts::{Millis, OrganizationId, RepositoryId, organization::Repository};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, error::Error};

#[derive(sqlx::FromRow)]
struct Row {
    repository_id: String,
    full_name: String,
    clone_url: String,
    default_branch: String,
    private: bool,
}

/// When the repository was last read, or told by a webhook.
pub async fn read_at(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
) -> sqlx::Result<Option<Millis>> {
    sqlx::query_scalar("select updated_at from repositories where organization_id = $1 and repository_id = $2")
        .bind(organization_id.as_str())
        .bind(repository_id.as_str())
        .fetch_optional(connection)
        .await
}

pub async fn find(
    executor: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
) -> sqlx::Result<Option<Repository>> {
    let row: Option<Row> = sqlx::query_as(
        "select repository_id, full_name, clone_url, default_branch, private from repositories
         where organization_id = $1 and repository_id = $2",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .fetch_optional(executor)
    .await?;
    row.map(Repository::try_from).transpose()
}

/// Those that reading `generation` did not find.
pub async fn older_than(
    executor: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    generation: i64,
) -> sqlx::Result<Vec<RepositoryId>> {
    let ids: Vec<String> =
        sqlx::query_scalar("select repository_id from repositories where organization_id = $1 and generation < $2")
            .bind(organization_id.as_str())
            .bind(generation)
            .fetch_all(executor)
            .await?;
    parsed(ids)
}

pub async fn ids(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<Vec<RepositoryId>> {
    older_than(connection, organization_id, i64::MAX).await
}

/// Writes them as reading `generation` found them. What a newer reading found stays.
pub async fn upsert(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    generation: i64,
    repositories: &[Repository],
    now: Millis,
) -> sqlx::Result<()> {
    let column = |value: fn(&Repository) -> &str| repositories.iter().map(value).collect::<Vec<_>>();
    sqlx::query(
        "insert into repositories (organization_id, repository_id, full_name, clone_url, default_branch, private,
                                   generation, updated_at)
         select $1, *, $7, $8 from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[])
         on conflict (organization_id, repository_id) do update set
             full_name = excluded.full_name, clone_url = excluded.clone_url,
             default_branch = excluded.default_branch, private = excluded.private,
             generation = excluded.generation, updated_at = excluded.updated_at
         where repositories.generation <= excluded.generation",
    )
    .bind(organization_id.as_str())
    .bind(column(|repository| repository.repository_id.as_str()))
    .bind(column(|repository| &repository.full_name))
    .bind(column(|repository| &repository.clone_url))
    .bind(column(|repository| &repository.default_branch))
    .bind(repositories.iter().map(|repository| repository.private).collect::<Vec<_>>())
    .bind(generation)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes them with their branches and pull requests. Tell of those first.
pub async fn delete(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_ids: &[&str],
) -> sqlx::Result<u32> {
    let deleted = sqlx::query("delete from repositories where organization_id = $1 and repository_id = any($2)")
        .bind(organization_id.as_str())
        .bind(repository_ids)
        .execute(connection)
        .await?;
    Ok(u32::try_from(deleted.rows_affected()).unwrap_or(u32::MAX))
}

/// What GitHub's tags are for the lists of branches just stored.
pub async fn set_branches_etags(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    etags: &[(&str, Option<&str>)],
) -> sqlx::Result<()> {
    let (ids, etags): (Vec<_>, Vec<_>) = etags.iter().copied().unzip();
    sqlx::query(
        "update repositories set branches_etag = read.etag
         from unnest($2::text[], $3::text[]) as read (repository_id, etag)
         where organization_id = $1 and repositories.repository_id = read.repository_id",
    )
    .bind(organization_id.as_str())
    .bind(ids)
    .bind(etags)
    .execute(connection)
    .await?;
    Ok(())
}

/// What GitHub's tags are for the lists of pull requests just stored.
pub async fn set_pull_requests_etags(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    etags: &[(&str, Option<&str>)],
) -> sqlx::Result<()> {
    let (ids, etags): (Vec<_>, Vec<_>) = etags.iter().copied().unzip();
    sqlx::query(
        "update repositories set pull_requests_etag = read.etag
         from unnest($2::text[], $3::text[]) as read (repository_id, etag)
         where organization_id = $1 and repositories.repository_id = read.repository_id",
    )
    .bind(organization_id.as_str())
    .bind(ids)
    .bind(etags)
    .execute(connection)
    .await?;
    Ok(())
}

/// What is stored is no longer the list that GitHub's tag was for.
pub async fn drop_pull_requests_etag(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
) -> sqlx::Result<()> {
    sqlx::query(
        "update repositories set pull_requests_etag = null
         where organization_id = $1 and repository_id = $2 and pull_requests_etag is not null",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps readings from adding branches and pull requests to them until this transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_ids: &[&str],
) -> sqlx::Result<()> {
    sqlx::query(
        "select from repositories where organization_id = $1 and repository_id = any($2) order by repository_id for update",
    )
    .bind(organization_id.as_str())
    .bind(repository_ids)
    .execute(connection)
    .await?;
    Ok(())
}

fn parsed(ids: Vec<String>) -> sqlx::Result<Vec<RepositoryId>> {
    ids.into_iter().map(|id| columns::parsed("repository_id", &id)).collect()
}

impl TryFrom<Row> for Repository {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            repository_id: columns::parsed("repository_id", &row.repository_id)?,
            full_name: row.full_name,
            clone_url: row.clone_url,
            default_branch: row.default_branch,
            private: row.private,
        })
    }
}
