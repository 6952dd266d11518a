//! Lines: the sidebar's tasks, one for each row of the index.

use contracts::{
    OrganizationId, RepositoryId, TaskId, UserId,
    organization::{ApplyTaskSummaryUpdate, Owner, Repository, TaskSummary},
    task::TaskStatus,
};
use runtime::Statements;
use service_kit::{columns, page::Cursor};
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

use crate::republish::Place;

/// A task's line and the revision of its view.
#[derive(Clone)]
pub struct Line {
    pub summary: TaskSummary,
    pub revision: i64,
}

/// The columns of a [`Line`].
macro_rules! line_columns {
    () => {
        "task_id, repository_id, repository_name, branch, title, status, pull_request, changes, checks, owner_user_id, owner_login, \
         owner_avatar_url, materialised, revision, created_at, updated_at"
    };
}
pub(super) use line_columns;

/// Adds a task to the index and the sidebar. `head_repository` is `''` for a branch of the task's own repository. The
/// pull request it shows is its only one. The branch must be free.
pub async fn insert(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    head_repository: &str,
    summary: &TaskSummary,
    task_revision: i64,
) -> sqlx::Result<i64> {
    let owner = summary.owner.as_ref();
    sqlx::query_scalar(
        "WITH entry AS (
             INSERT INTO task_index (organization_id, task_id, repository_id, head_repository, branch, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)
         ), offered AS (
             INSERT INTO pull_requests (organization_id, repository_id, number, task_id, pull_request)
             SELECT $1, $3, ($10::jsonb ->> 'number')::bigint, $2, $10 WHERE $10 IS NOT NULL
         )
         INSERT INTO task_summaries (organization_id, task_id, repository_id, branch, created_at, repository_name,
                                     title, status, pull_request, materialised, task_revision, updated_at,
                                     owner_user_id, owner_login, owner_avatar_url, changes)
         VALUES ($1, $2, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         RETURNING revision",
    )
    .bind(organization_id.as_str())
    .bind(summary.task_id.as_str())
    .bind(summary.repository_id.as_str())
    .bind(head_repository)
    .bind(&summary.branch)
    .bind(summary.created_at)
    .bind(&summary.repository_name)
    .bind(&summary.title)
    .bind(summary.status.as_str())
    .bind(summary.pull_request.as_ref().map(Json))
    .bind(summary.materialised)
    .bind(task_revision)
    .bind(summary.updated_at)
    .bind(owner.map(|owner| owner.user_id.as_str()))
    .bind(owner.map(|owner| owner.login.as_str()))
    .bind(owner.and_then(|owner| owner.avatar_url.as_deref()))
    .bind(summary.changes.map(Json))
    .fetch_one(db)
    .await
}

/// Stores what the organization itself may change of a line.
pub async fn update(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    summary: &TaskSummary,
) -> sqlx::Result<i64> {
    let owner = summary.owner.as_ref();
    sqlx::query_scalar(
        "UPDATE task_summaries
         SET title = $3, pull_request = $4, materialised = $5, updated_at = $6, owner_user_id = $7, owner_login = $8,
             owner_avatar_url = $9, revision = nextval('view_revisions')
         WHERE organization_id = $1 AND task_id = $2
         RETURNING revision",
    )
    .bind(organization_id.as_str())
    .bind(summary.task_id.as_str())
    .bind(&summary.title)
    .bind(summary.pull_request.as_ref().map(Json))
    .bind(summary.materialised)
    .bind(summary.updated_at)
    .bind(owner.map(|owner| owner.user_id.as_str()))
    .bind(owner.map(|owner| owner.login.as_str()))
    .bind(owner.and_then(|owner| owner.avatar_url.as_deref()))
    .fetch_one(db)
    .await
}

/// A line as its task may change it.
#[derive(Clone)]
pub struct TaskLine {
    pub organization_id: OrganizationId,
    pub line: Line,
    /// The newest of the task's own revisions that was applied.
    pub task_revision: i64,
}

impl TaskLine {
    /// Takes in what the task says of itself.
    pub fn hear(&mut self, update: &ApplyTaskSummaryUpdate, view_revision: i64) {
        let summary = &mut self.line.summary;
        summary.title.clone_from(&update.title);
        summary.status = update.status;
        summary.owner.clone_from(&update.owner);
        summary.changes = update.changes;
        summary.updated_at = summary.updated_at.max(update.updated_at);
        summary.materialised = true;
        self.task_revision = update.revision;
        self.line.revision = view_revision;
    }
}

impl runtime::Row for TaskLine {
    type Key = (OrganizationId, TaskId);

    fn key(&self) -> Self::Key {
        (self.organization_id.clone(), self.line.summary.task_id.clone())
    }

    async fn load(db: &mut PgConnection, keys: Vec<Self::Key>) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as(concat!(
            "SELECT organization_id, task_revision, ",
            line_columns!(),
            " FROM task_summaries JOIN unnest($1::text[], $2::text[]) AS asked (organization_id, task_id)
                   USING (organization_id, task_id)",
        ))
        .bind(keys.iter().map(|(organization_id, _)| organization_id.as_str()).collect::<Vec<_>>())
        .bind(keys.iter().map(|(_, task_id)| task_id.as_str()).collect::<Vec<_>>())
        .fetch_all(db)
        .await
    }

    /// Writes what a task may say of itself.
    fn save(lines: &[Self], statements: &mut Statements) {
        let text = |pick: fn(&TaskLine) -> &str| lines.iter().map(pick).collect::<Vec<_>>();
        let number = |pick: fn(&TaskLine) -> i64| lines.iter().map(pick).collect::<Vec<_>>();
        let owner = |pick: fn(&Owner) -> Option<&str>| {
            lines.iter().map(|line| line.line.summary.owner.as_ref().and_then(pick)).collect::<Vec<_>>()
        };
        statements
            .add(
                "UPDATE task_summaries AS line
             SET title = told.title, status = told.status, owner_user_id = told.owner_user_id,
                 owner_login = told.owner_login, owner_avatar_url = told.owner_avatar_url,
                 updated_at = told.updated_at, materialised = true, task_revision = told.task_revision,
                 revision = told.revision, changes = told.changes
             FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                         $8::bigint[], $9::bigint[], $10::bigint[], $11::jsonb[])
                  AS told (organization_id, task_id, title, status, owner_user_id, owner_login, owner_avatar_url,
                           updated_at, task_revision, revision, changes)
             WHERE line.organization_id = told.organization_id AND line.task_id = told.task_id",
            )
            .bind(text(|line| line.organization_id.as_str()))
            .bind(text(|line| line.line.summary.task_id.as_str()))
            .bind(text(|line| &line.line.summary.title))
            .bind(text(|line| line.line.summary.status.as_str()))
            .bind(owner(|owner| Some(owner.user_id.as_str())))
            .bind(owner(|owner| Some(&owner.login)))
            .bind(owner(|owner| owner.avatar_url.as_deref()))
            .bind(number(|line| line.line.summary.updated_at))
            .bind(number(|line| line.task_revision))
            .bind(number(|line| line.line.revision))
            .bind(lines.iter().map(|line| line.line.summary.changes.map(Json)).collect::<Vec<_>>());
    }
}

impl FromRow<'_, PgRow> for TaskLine {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let organization_id = columns::id(row, "organization_id")?;
        Ok(Self { organization_id, line: Line::from_row(row)?, task_revision: row.try_get("task_revision")? })
    }
}

/// Gives the tasks of renamed repositories the new names.
pub async fn rename_repositories(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repositories: &[&Repository],
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(concat!(
        "UPDATE task_summaries
         SET repository_name = renamed.full_name, revision = nextval('view_revisions')
         FROM unnest($2::text[], $3::text[]) AS renamed (id, full_name)
         WHERE organization_id = $1 AND repository_id = renamed.id AND repository_name <> renamed.full_name
         RETURNING ",
        line_columns!(),
    ))
    .bind(organization_id.as_str())
    .bind(repositories.iter().map(|repository| repository.repository_id.as_str()).collect::<Vec<_>>())
    .bind(repositories.iter().map(|repository| repository.full_name.as_str()).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

/// Shows no pull request on the repositories' tasks any more; gives back the lines that showed one.
pub async fn clear_pull_requests(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    repositories: &[RepositoryId],
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(concat!(
        "UPDATE task_summaries
         SET pull_request = NULL, revision = nextval('view_revisions')
         WHERE organization_id = $1 AND repository_id = ANY($2) AND pull_request IS NOT NULL
         RETURNING ",
        line_columns!(),
    ))
    .bind(organization_id.as_str())
    .bind(repositories.iter().map(RepositoryId::as_str).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

pub async fn find(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    task_id: &TaskId,
) -> sqlx::Result<Option<TaskSummary>> {
    let line: Option<Line> = sqlx::query_as(concat!(
        "SELECT ",
        line_columns!(),
        " FROM task_summaries WHERE organization_id = $1 AND task_id = $2",
    ))
    .bind(organization_id.as_str())
    .bind(task_id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(line.map(|line| line.summary))
}

/// The next lines of all organizations, by their keys.
pub async fn behind(db: impl PgExecutor<'_>, after: &Place, rows: i64) -> sqlx::Result<Vec<(OrganizationId, Line)>> {
    let sql = concat!(
        "SELECT organization_id, ",
        line_columns!(),
        " FROM task_summaries WHERE (organization_id, task_id) > ($1, $2) ORDER BY organization_id, task_id LIMIT $3",
    );
    super::behind(db, sql, after, rows).await
}

/// The next of somebody's tasks that are not put away, by id.
pub async fn owned_by(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    user_id: &UserId,
    after: Option<&TaskId>,
    rows: usize,
) -> sqlx::Result<Vec<TaskId>> {
    let ended = TaskStatus::ALL.into_iter().filter(|status| status.is_ended()).map(TaskStatus::as_str);
    let rows = sqlx::query(
        "SELECT task_id FROM task_summaries
         WHERE organization_id = $1 AND owner_user_id = $2 AND task_id > $3 AND status <> ALL($4)
         ORDER BY task_id
         LIMIT $5",
    )
    .bind(organization_id.as_str())
    .bind(user_id.as_str())
    .bind(after.map(TaskId::as_str).unwrap_or_default())
    .bind(ended.collect::<Vec<_>>())
    .bind(i64::try_from(rows).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| columns::id(row, "task_id")).collect()
}

/// Which tasks a list shows.
#[derive(Default)]
pub struct Fit<'a> {
    pub repository_id: Option<&'a RepositoryId>,
    pub status: Option<TaskStatus>,
}

/// The tasks behind the cursor, newest change first.
pub async fn list(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    fit: Fit<'_>,
    after: &Cursor<i64>,
    rows: i64,
) -> sqlx::Result<Vec<TaskSummary>> {
    let lines: Vec<Line> = sqlx::query_as(concat!(
        "SELECT ",
        line_columns!(),
        " FROM task_summaries
         WHERE organization_id = $1 AND (updated_at, task_id) < ($2, $3)
           AND ($4::text IS NULL OR repository_id = $4)
           AND ($5::text IS NULL OR status = $5)
         ORDER BY updated_at DESC, task_id DESC
         LIMIT $6",
    ))
    .bind(organization_id.as_str())
    .bind(after.sort)
    .bind(&after.id)
    .bind(fit.repository_id.map(RepositoryId::as_str))
    .bind(fit.status.map(TaskStatus::as_str))
    .bind(rows)
    .fetch_all(db)
    .await?;
    Ok(lines.into_iter().map(|line| line.summary).collect())
}

impl FromRow<'_, PgRow> for Line {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let summary = TaskSummary {
            task_id: columns::id(row, "task_id")?,
            repository_id: columns::id(row, "repository_id")?,
            repository_name: row.try_get("repository_name")?,
            title: row.try_get("title")?,
            branch: row.try_get("branch")?,
            status: columns::word(row, "status", TaskStatus::parse)?,
            pull_request: columns::optional_json(row, "pull_request")?,
            owner: owner(row)?,
            changes: columns::optional_json(row, "changes")?,
            checks: columns::optional_json(row, "checks")?,
            materialised: row.try_get("materialised")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        };
        Ok(Self { summary, revision: row.try_get("revision")? })
    }
}

fn owner(row: &PgRow) -> sqlx::Result<Option<Owner>> {
    let Some(login) = row.try_get("owner_login")? else { return Ok(None) };
    let avatar_url = row.try_get("owner_avatar_url")?;
    Ok(Some(Owner { user_id: columns::id(row, "owner_user_id")?, login, avatar_url }))
}
