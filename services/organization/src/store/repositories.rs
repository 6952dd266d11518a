//! Repositories: what a task is made from, and what the sidebar shows of each.

use contracts::{
    OrganizationId, RepositoryId,
    organization::{Repository, RepositorySummary},
};
use service_kit::{columns, page::Cursor};
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow};

use crate::republish::Place;

/// A repository and the revision of its view.
pub struct Revised {
    pub repository: Repository,
    pub revision: i64,
}

pub async fn find(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
) -> sqlx::Result<Option<Repository>> {
    let found: Option<Revised> = sqlx::query_as(
        "SELECT repository_id, full_name, clone_url, default_branch, private, revision
         FROM repositories WHERE organization_id = $1 AND repository_id = $2",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(found.map(|revised| revised.repository))
}

/// Stores the repositories and gives back those that changed. None may be in the list twice.
pub async fn save(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repositories: &[Repository],
) -> sqlx::Result<Vec<Revised>> {
    sqlx::query_as(
        "INSERT INTO repositories (organization_id, repository_id, full_name, clone_url, default_branch, private)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[])
         ON CONFLICT (organization_id, repository_id) DO UPDATE
         SET full_name = excluded.full_name, clone_url = excluded.clone_url,
             default_branch = excluded.default_branch, private = excluded.private, revision = excluded.revision
         WHERE (repositories.full_name, repositories.clone_url, repositories.default_branch, repositories.private)
               IS DISTINCT FROM (excluded.full_name, excluded.clone_url, excluded.default_branch, excluded.private)
         RETURNING repository_id, full_name, clone_url, default_branch, private, revision",
    )
    .bind(organization_id.as_str())
    .bind(repositories.iter().map(|repository| repository.repository_id.as_str()).collect::<Vec<_>>())
    .bind(repositories.iter().map(|repository| repository.full_name.as_str()).collect::<Vec<_>>())
    .bind(repositories.iter().map(|repository| repository.clone_url.as_str()).collect::<Vec<_>>())
    .bind(repositories.iter().map(|repository| repository.default_branch.as_str()).collect::<Vec<_>>())
    .bind(repositories.iter().map(|repository| repository.private).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

/// Removes the repositories and gives back those that were there.
pub async fn remove(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repositories: &[RepositoryId],
) -> sqlx::Result<Vec<Revised>> {
    sqlx::query_as(
        "DELETE FROM repositories WHERE organization_id = $1 AND repository_id = ANY($2)
         RETURNING repository_id, full_name, clone_url, default_branch, private,
                   nextval('view_revisions') AS revision",
    )
    .bind(organization_id.as_str())
    .bind(repositories.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

/// The repositories behind the cursor, most recently active first; those without tasks are last.
pub async fn list(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    after: &Cursor<i64>,
    rows: i64,
) -> sqlx::Result<Vec<RepositorySummary>> {
    let found: Vec<Summary> = sqlx::query_as(
        "SELECT repository_id, full_name, clone_url, default_branch, private, revision, task_count, latest_activity_at
         FROM repositories
         CROSS JOIN LATERAL (
             SELECT count(*) AS task_count, max(task.updated_at) AS latest_activity_at FROM task_summaries AS task
             WHERE task.organization_id = $1 AND task.repository_id = repositories.repository_id
         ) AS tasks
         WHERE organization_id = $1 AND (coalesce(latest_activity_at, 0), repository_id) < ($2, $3)
         ORDER BY coalesce(latest_activity_at, 0) DESC, repository_id DESC
         LIMIT $4",
    )
    .bind(organization_id.as_str())
    .bind(after.sort)
    .bind(&after.id)
    .bind(rows)
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(|Summary(summary)| summary).collect())
}

/// The next repositories of all organizations, by their keys.
pub async fn behind(db: impl PgExecutor<'_>, after: &Place, rows: i64) -> sqlx::Result<Vec<(OrganizationId, Revised)>> {
    let sql = "SELECT organization_id, repository_id, full_name, clone_url, default_branch, private, revision
         FROM repositories WHERE (organization_id, repository_id) > ($1, $2)
         ORDER BY organization_id, repository_id LIMIT $3";
    super::behind(db, sql, after, rows).await
}

/// One repository as the list shows it.
pub async fn summary(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
) -> sqlx::Result<Option<RepositorySummary>> {
    let found: Option<Summary> = sqlx::query_as(
        "SELECT repository_id, full_name, clone_url, default_branch, private, revision, task_count, latest_activity_at
         FROM repositories
         CROSS JOIN (
             SELECT count(*) AS task_count, max(updated_at) AS latest_activity_at FROM task_summaries
             WHERE organization_id = $1 AND repository_id = $2
         ) AS tasks
         WHERE organization_id = $1 AND repository_id = $2",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(found.map(|Summary(summary)| summary))
}

struct Summary(RepositorySummary);

impl FromRow<'_, PgRow> for Revised {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let repository = Repository {
            repository_id: columns::id(row, "repository_id")?,
            full_name: row.try_get("full_name")?,
            clone_url: row.try_get("clone_url")?,
            default_branch: row.try_get("default_branch")?,
            private: row.try_get("private")?,
        };
        Ok(Self { repository, revision: row.try_get("revision")? })
    }
}

impl FromRow<'_, PgRow> for Summary {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self(RepositorySummary {
            repository: Revised::from_row(row)?.repository,
            task_count: row.try_get("task_count")?,
            latest_activity_at: row.try_get("latest_activity_at")?,
        }))
    }
}
