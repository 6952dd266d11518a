//! The index: which branch is whose, and what a task is made from.

use contracts::{
    OrganizationId, RepositoryId, TaskId,
    organization::{TaskIndexEntry, TaskSummary},
};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow};

use super::lines::{Line, line_columns};

/// A task that is in the sidebar no more, and the revision at which its view ends.
pub struct Removed {
    pub task_id: TaskId,
    pub revision: i64,
}

/// The task that has the branch.
pub async fn on_branch(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    head_repository: &str,
    branch: &str,
) -> sqlx::Result<Option<TaskSummary>> {
    let line: Option<Line> = sqlx::query_as(concat!(
        "SELECT ",
        line_columns!(),
        " FROM task_summaries
         WHERE organization_id = $1 AND task_id = (
             SELECT task_id FROM task_index
             WHERE organization_id = $1 AND repository_id = $2 AND head_repository = $3 AND branch = $4)",
    ))
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(head_repository)
    .bind(branch)
    .fetch_optional(db)
    .await?;
    Ok(line.map(|line| line.summary))
}

/// The branches of the repository's tasks that begin like `name`, and those named in `folders`.
pub async fn branches_like(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    name: &str,
    folders: &[&str],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT branch FROM task_index
         WHERE organization_id = $1 AND repository_id = $2 AND head_repository = ''
           AND (starts_with(branch, $3) OR branch = ANY($4))",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(name)
    .bind(folders)
    .fetch_all(db)
    .await
}

/// Removes a task from the index, and with it its line and pull requests.
pub async fn remove(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    task_id: &TaskId,
) -> sqlx::Result<Option<Removed>> {
    sqlx::query_as(
        "DELETE FROM task_index WHERE organization_id = $1 AND task_id = $2
         RETURNING task_id, nextval('view_revisions') AS revision",
    )
    .bind(organization_id.as_str())
    .bind(task_id.as_str())
    .fetch_optional(db)
    .await
}

/// Removes the repositories' virtual tasks.
pub async fn remove_virtual(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repositories: &[RepositoryId],
) -> sqlx::Result<Vec<Removed>> {
    sqlx::query_as(
        "DELETE FROM task_index AS entry USING task_summaries AS line
         WHERE entry.organization_id = $1 AND entry.repository_id = ANY($2)
           AND line.organization_id = $1 AND line.task_id = entry.task_id AND NOT line.materialised
         RETURNING entry.task_id, nextval('view_revisions') AS revision",
    )
    .bind(organization_id.as_str())
    .bind(repositories.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

/// What a task that nobody has acted on yet is made from. `None` as well when its repository is gone: there is nothing
/// to work on.
pub async fn entry(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    task_id: &TaskId,
) -> sqlx::Result<Option<TaskIndexEntry>> {
    let entry: Option<Entry> = sqlx::query_as(
        "SELECT line.task_id, line.repository_id, line.repository_name, repository.clone_url, line.title, line.branch,
                line.pull_request
         FROM task_summaries AS line
         JOIN repositories AS repository USING (organization_id, repository_id)
         WHERE line.organization_id = $1 AND line.task_id = $2",
    )
    .bind(organization_id.as_str())
    .bind(task_id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(entry.map(|Entry(entry)| entry))
}

struct Entry(TaskIndexEntry);

impl FromRow<'_, PgRow> for Entry {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self(TaskIndexEntry {
            task_id: columns::id(row, "task_id")?,
            repository_id: columns::id(row, "repository_id")?,
            repository_name: row.try_get("repository_name")?,
            clone_url: row.try_get("clone_url")?,
            title: row.try_get("title")?,
            branch: row.try_get("branch")?,
            pull_request: columns::optional_json(row, "pull_request")?,
        }))
    }
}

impl FromRow<'_, PgRow> for Removed {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self { task_id: columns::id(row, "task_id")?, revision: row.try_get("revision")? })
    }
}
