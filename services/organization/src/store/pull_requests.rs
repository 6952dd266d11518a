//! Pull requests: those of each task's branch.

use contracts::{OrganizationId, PullRequest, RepositoryId, TaskId};
use sqlx::{FromRow, PgConnection, Row, postgres::PgRow, types::Json};

use super::lines::{Line, line_columns};
use crate::{error::OrganizationError, pull_requests::Known};

/// A pull request by its number, or by the branch it offers.
pub struct Lookup<'a> {
    pub repository_id: &'a RepositoryId,
    pub number: i64,
    pub head_repository: &'a str,
    pub branch: &'a str,
}

/// The number as Postgres counts.
pub fn number(number: u64) -> Result<i64, OrganizationError> {
    i64::try_from(number).map_err(|_| OrganizationError::PullRequestNumber(number))
}

/// The line that the pull request belongs to, with all of the line's pull requests: the one that has its number or,
/// for a number not seen before, the one that has its branch.
pub async fn find(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    lookup: &Lookup<'_>,
) -> sqlx::Result<Option<Known>> {
    sqlx::query_as(concat!(
        "SELECT ",
        line_columns!(),
        ", (SELECT coalesce(jsonb_agg(offered.pull_request), '[]') FROM pull_requests AS offered
            WHERE offered.organization_id = $1 AND offered.task_id = task_summaries.task_id) AS pull_requests
         FROM task_summaries
         WHERE organization_id = $1 AND task_id = coalesce(
             (SELECT task_id FROM pull_requests
              WHERE organization_id = $1 AND repository_id = $2 AND number = $3),
             (SELECT task_id FROM task_index
              WHERE organization_id = $1 AND repository_id = $2 AND head_repository = $4 AND branch = $5))",
    ))
    .bind(organization_id.as_str())
    .bind(lookup.repository_id.as_str())
    .bind(lookup.number)
    .bind(lookup.head_repository)
    .bind(lookup.branch)
    .fetch_optional(db)
    .await
}

/// Notes the news' revision. `false`: newer ones were heard before.
pub async fn is_news(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    lookup: &Lookup<'_>,
    revision: i64,
) -> sqlx::Result<bool> {
    let noted = sqlx::query(
        "INSERT INTO pull_request_news AS known (organization_id, repository_id, number, revision)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (organization_id, repository_id, number) DO UPDATE SET revision = excluded.revision
         WHERE known.revision < excluded.revision",
    )
    .bind(organization_id.as_str())
    .bind(lookup.repository_id.as_str())
    .bind(lookup.number)
    .bind(revision)
    .execute(db)
    .await?;
    Ok(noted.rows_affected() == 1)
}

pub async fn save(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    task_id: &TaskId,
    (number, pull_request): (i64, &PullRequest),
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO pull_requests (organization_id, repository_id, number, task_id, pull_request)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organization_id, repository_id, number) DO UPDATE SET pull_request = excluded.pull_request",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(number)
    .bind(task_id.as_str())
    .bind(Json(pull_request))
    .execute(db)
    .await?;
    Ok(())
}

pub async fn forget(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    number: i64,
) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM pull_requests WHERE organization_id = $1 AND repository_id = $2 AND number = $3")
        .bind(organization_id.as_str())
        .bind(repository_id.as_str())
        .bind(number)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets every pull request of the repositories.
pub async fn forget_all(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repositories: &[RepositoryId],
) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM pull_requests WHERE organization_id = $1 AND repository_id = ANY($2)")
        .bind(organization_id.as_str())
        .bind(repositories.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
        .execute(db)
        .await?;
    Ok(())
}

impl FromRow<'_, PgRow> for Known {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let Json(pull_requests) = row.try_get("pull_requests")?;
        Ok(Self { summary: Line::from_row(row)?.summary, pull_requests })
    }
}
