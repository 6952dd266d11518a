//! Memberships, as each organization has told them.

use contracts::{
    OrganizationId, UserId,
    organization::Role,
    user::{Membership, OrganizationCard},
};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

use crate::error::UserError;

/// What an organization told last.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub card: OrganizationCard,
    /// `None`: they belong no longer.
    pub role: Option<Role>,
    pub revision: i64,
}

pub async fn find(
    db: impl PgExecutor<'_>,
    user_id: &UserId,
    organization_id: &OrganizationId,
) -> sqlx::Result<Option<Told>> {
    sqlx::query_as("SELECT card, role, revision FROM memberships WHERE user_id = $1 AND organization_id = $2")
        .bind(user_id.as_str())
        .bind(organization_id.as_str())
        .fetch_optional(db)
        .await
}

pub async fn save(db: &mut PgConnection, user_id: &UserId, told: &Told) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO memberships (user_id, organization_id, card, role, revision) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id, organization_id) DO UPDATE
         SET card = excluded.card, role = excluded.role, revision = excluded.revision",
    )
    .bind(user_id.as_str())
    .bind(told.card.organization_id.as_str())
    .bind(Json(&told.card))
    .bind(told.role.map(as_str))
    .bind(told.revision)
    .execute(db)
    .await?;
    Ok(())
}

/// Where the person belongs now.
pub async fn list(db: impl PgExecutor<'_>, user_id: &UserId) -> sqlx::Result<Vec<Membership>> {
    let told: Vec<Told> = sqlx::query_as(
        "SELECT card, role, revision FROM memberships WHERE user_id = $1 AND role IS NOT NULL ORDER BY organization_id",
    )
    .bind(user_id.as_str())
    .fetch_all(db)
    .await?;
    let member = |told: Told| Some(Membership { organization: told.card, role: told.role? });
    Ok(told.into_iter().filter_map(member).collect())
}

/// Somebody who belongs to an organization.
pub struct Standing {
    /// They have a draft, or have opened a session.
    pub has_begun: bool,
}

/// Refuses what names an organization that the person does not belong to.
pub async fn must_belong(
    db: impl PgExecutor<'_>,
    user_id: &UserId,
    organization_id: &OrganizationId,
) -> runtime::Handled<Standing> {
    let found: Option<(bool, bool)> = sqlx::query_as(
        "SELECT a.has_begun, m.role IS NOT NULL
         FROM accounts a LEFT JOIN memberships m ON m.user_id = a.user_id AND m.organization_id = $2
         WHERE a.user_id = $1",
    )
    .bind(user_id.as_str())
    .bind(organization_id.as_str())
    .fetch_optional(db)
    .await?;
    match found {
        None => Err(UserError::Unknown.into()),
        Some((_, false)) => Err(UserError::NotAMember(organization_id.clone()).into()),
        Some((has_begun, true)) => Ok(Standing { has_begun }),
    }
}

const fn as_str(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Admin => "admin",
    }
}

impl FromRow<'_, PgRow> for Told {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let read_role = |text: &str| [Role::Member, Role::Admin].into_iter().find(|role| as_str(*role) == text);
        let is_member = row.try_get::<Option<&str>, _>("role")?.is_some();
        Ok(Self {
            card: columns::json(row, "card")?,
            role: is_member.then(|| columns::word(row, "role", read_role)).transpose()?,
            revision: row.try_get("revision")?,
        })
    }
}
