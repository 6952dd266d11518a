//! Profiles: one for each organization.

use contracts::{
    Millis, OrganizationId,
    organization::{Counts, GithubState},
};
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

use crate::{
    error::OrganizationError,
    profile::{Chosen, Profile},
    republish::Place,
};

/// The columns of a [`Profile`].
macro_rules! profile_columns {
    () => {
        "display_name, slug, primary_domain, github, github_revision, last_webhook_at, last_webhook_event, revision"
    };
}

pub async fn find(db: impl PgExecutor<'_>, organization_id: &OrganizationId) -> sqlx::Result<Option<Profile>> {
    sqlx::query_as(concat!("SELECT ", profile_columns!(), " FROM profiles WHERE organization_id = $1"))
        .bind(organization_id.as_str())
        .fetch_optional(db)
        .await
}

/// Stores GitHub's state, and makes the organization's row with the first.
pub async fn save_github(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    github: &GithubState,
    github_revision: i64,
) -> sqlx::Result<Profile> {
    sqlx::query_as(concat!(
        "INSERT INTO profiles (organization_id, github, github_revision)
         VALUES ($1, $2, $3)
         ON CONFLICT (organization_id) DO UPDATE
         SET github = excluded.github, github_revision = excluded.github_revision, revision = excluded.revision
         RETURNING ",
        profile_columns!(),
    ))
    .bind(organization_id.as_str())
    .bind(Json(github))
    .bind(github_revision)
    .fetch_one(db)
    .await
}

/// Stores what an admin has chosen. The organization must be known.
pub async fn save_chosen(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    chosen: &Chosen,
) -> sqlx::Result<Profile> {
    sqlx::query_as(concat!(
        "UPDATE profiles
         SET display_name = $2, slug = $3, primary_domain = $4, revision = nextval('view_revisions')
         WHERE organization_id = $1
         RETURNING ",
        profile_columns!(),
    ))
    .bind(organization_id.as_str())
    .bind(chosen.display_name.as_deref())
    .bind(chosen.slug.as_deref())
    .bind(chosen.primary_domain.as_deref())
    .fetch_one(db)
    .await
}

/// Notes a webhook; `None` when the organization is unknown.
pub async fn save_webhook(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    event: &str,
    at: Millis,
) -> sqlx::Result<Option<Profile>> {
    sqlx::query_as(concat!(
        "UPDATE profiles
         SET last_webhook_at = $2, last_webhook_event = $3, revision = nextval('view_revisions')
         WHERE organization_id = $1
         RETURNING ",
        profile_columns!(),
    ))
    .bind(organization_id.as_str())
    .bind(at)
    .bind(event)
    .fetch_optional(db)
    .await
}

/// The next profiles behind that of an organization.
pub async fn behind(db: impl PgExecutor<'_>, after: &Place, rows: i64) -> sqlx::Result<Vec<(OrganizationId, Profile)>> {
    let rows = sqlx::query(concat!(
        "SELECT organization_id, ",
        profile_columns!(),
        " FROM profiles WHERE organization_id > $1 ORDER BY organization_id LIMIT $2",
    ))
    .bind(&after.organization_id)
    .bind(rows)
    .fetch_all(db)
    .await?;
    super::with_organization(&rows)
}

pub async fn counts(db: impl PgExecutor<'_>, organization_id: &OrganizationId) -> sqlx::Result<Counts> {
    let (repositories, members, tasks, virtual_tasks) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM repositories WHERE organization_id = $1),
                (SELECT count(*) FROM members WHERE organization_id = $1 AND role IS NOT NULL),
                count(*),
                count(*) FILTER (WHERE NOT materialised)
         FROM task_summaries WHERE organization_id = $1",
    )
    .bind(organization_id.as_str())
    .fetch_one(db)
    .await?;
    Ok(Counts { repositories, members, tasks, virtual_tasks })
}

/// Refuses what is asked of an organization that nobody has connected. Lists ask it when they found nothing.
pub async fn must_exist(db: impl PgExecutor<'_>, organization_id: &OrganizationId) -> runtime::Handled<()> {
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM profiles WHERE organization_id = $1)")
        .bind(organization_id.as_str())
        .fetch_one(db)
        .await?;
    if exists { Ok(()) } else { Err(OrganizationError::Unknown.into()) }
}

impl FromRow<'_, PgRow> for Profile {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let Json(github) = row.try_get("github")?;
        let chosen = Chosen {
            display_name: row.try_get("display_name")?,
            slug: row.try_get("slug")?,
            primary_domain: row.try_get("primary_domain")?,
        };
        Ok(Self {
            chosen,
            github,
            github_revision: row.try_get("github_revision")?,
            last_webhook_at: row.try_get("last_webhook_at")?,
            last_webhook_event: row.try_get("last_webhook_event")?,
            revision: row.try_get("revision")?,
        })
    }
}
