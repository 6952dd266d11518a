//! Members: the people of an organization, as GitHub lists them.

use contracts::{
    OrganizationId, UserId,
    organization::{Member, Role},
};
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow};

use super::columns;
use crate::page::Cursor;

/// A member and the revision of their view.
pub struct Revised {
    pub member: Member,
    pub revision: i64,
}

/// Stores the members and gives back those that changed. No person may be in the list twice.
pub async fn save(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    members: &[Member],
) -> sqlx::Result<Vec<Revised>> {
    sqlx::query_as(
        "INSERT INTO members (organization_id, user_id, login, name, avatar_url, role)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         ON CONFLICT (organization_id, user_id) DO UPDATE
         SET login = excluded.login, name = excluded.name, avatar_url = excluded.avatar_url, role = excluded.role,
             revision = excluded.revision
         WHERE (members.login, members.name, members.avatar_url, members.role)
               IS DISTINCT FROM (excluded.login, excluded.name, excluded.avatar_url, excluded.role)
         RETURNING user_id, login, name, avatar_url, role, revision",
    )
    .bind(organization_id.as_str())
    .bind(members.iter().map(|member| member.user_id.as_str()).collect::<Vec<_>>())
    .bind(members.iter().map(|member| member.login.as_str()).collect::<Vec<_>>())
    .bind(members.iter().map(|member| member.name.as_deref()).collect::<Vec<_>>())
    .bind(members.iter().map(|member| member.avatar_url.as_deref()).collect::<Vec<_>>())
    .bind(members.iter().map(|member| as_str(member.role)).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

/// Removes the people and gives back those who were members.
pub async fn remove(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    people: &[UserId],
) -> sqlx::Result<Vec<Revised>> {
    sqlx::query_as(
        "DELETE FROM members WHERE organization_id = $1 AND user_id = ANY($2)
         RETURNING user_id, login, name, avatar_url, role, nextval('view_revisions') AS revision",
    )
    .bind(organization_id.as_str())
    .bind(people.iter().map(UserId::as_str).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

/// The members behind the cursor, by login without regard to case. Only the database lowers: its lower case of other
/// scripts is not ours, and a page would repeat or miss people.
pub async fn list(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    after: &Cursor<String>,
    rows: i64,
) -> sqlx::Result<Vec<Member>> {
    let members: Vec<Revised> = sqlx::query_as(
        "SELECT user_id, login, name, avatar_url, role, revision FROM members
         WHERE organization_id = $1 AND (lower(login), user_id) > (lower($2), $3)
         ORDER BY lower(login), user_id
         LIMIT $4",
    )
    .bind(organization_id.as_str())
    .bind(&after.sort)
    .bind(&after.id)
    .bind(rows)
    .fetch_all(db)
    .await?;
    Ok(members.into_iter().map(|revised| revised.member).collect())
}

const fn as_str(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Admin => "admin",
    }
}

impl FromRow<'_, PgRow> for Revised {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let read_role = |text: &str| [Role::Member, Role::Admin].into_iter().find(|role| as_str(*role) == text);
        let member = Member {
            user_id: columns::id(row, "user_id")?,
            login: row.try_get("login")?,
            name: row.try_get("name")?,
            avatar_url: row.try_get("avatar_url")?,
            role: columns::word(row, "role", read_role)?,
        };
        Ok(Self { member, revision: row.try_get("revision")? })
    }
}
