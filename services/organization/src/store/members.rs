//! Members: the people of an organization, and whoever once belonged.

use contracts::{
    OrganizationId, UserId,
    organization::{Member, Role},
};
use runtime::Statements;
use service_kit::{columns, page::Cursor};
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow};

use crate::{people::Person, republish::Place};

/// Somebody and the revision of their view.
pub struct Revised {
    pub person: Person,
    pub revision: i64,
}

/// Those of the people who were ever heard of.
pub async fn known(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    people: &[UserId],
) -> sqlx::Result<Vec<Person>> {
    let known: Vec<Revised> = sqlx::query_as(
        "SELECT user_id, login, name, avatar_url, role, linked, observed_at, revision FROM members
         WHERE organization_id = $1 AND user_id = ANY($2)",
    )
    .bind(organization_id.as_str())
    .bind(people.iter().map(UserId::as_str).collect::<Vec<_>>())
    .fetch_all(db)
    .await?;
    Ok(known.into_iter().map(|revised| revised.person).collect())
}

/// One person who was ever heard of.
pub async fn find(
    db: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    user_id: &UserId,
) -> sqlx::Result<Option<Revised>> {
    sqlx::query_as(
        "SELECT user_id, login, name, avatar_url, role, linked, observed_at, revision FROM members
         WHERE organization_id = $1 AND user_id = $2",
    )
    .bind(organization_id.as_str())
    .bind(user_id.as_str())
    .fetch_optional(db)
    .await
}

/// Stores the people as they are, each named once; the new revisions, in their order.
pub async fn save(
    db: &mut PgConnection,
    organization_id: &OrganizationId,
    people: &[&Person],
) -> sqlx::Result<Vec<i64>> {
    let optional = |value: fn(&Person) -> Option<&str>| people.iter().map(|person| value(person)).collect::<Vec<_>>();
    sqlx::query_scalar(
        "WITH saved AS (
             INSERT INTO members (organization_id, user_id, login, name, avatar_url, role, linked, observed_at)
             SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[],
                                      $8::bigint[])
             ON CONFLICT (organization_id, user_id) DO UPDATE
             SET login = excluded.login, name = excluded.name, avatar_url = excluded.avatar_url, role = excluded.role,
                 linked = excluded.linked, observed_at = excluded.observed_at, revision = excluded.revision
             RETURNING user_id, revision
         )
         SELECT revision FROM unnest($2::text[]) WITH ORDINALITY AS person (user_id, position)
         JOIN saved USING (user_id)
         ORDER BY position",
    )
    .bind(organization_id.as_str())
    .bind(people.iter().map(|person| person.user_id.as_str()).collect::<Vec<_>>())
    .bind(optional(|person| person.login.as_deref()))
    .bind(optional(|person| person.name.as_deref()))
    .bind(optional(|person| person.avatar_url.as_deref()))
    .bind(optional(|person| person.role.map(as_str)))
    .bind(people.iter().map(|person| person.linked).collect::<Vec<_>>())
    .bind(people.iter().map(|person| person.observed_at).collect::<Vec<_>>())
    .fetch_all(db)
    .await
}

/// Whoever belongs and has signed in.
pub async fn linked(db: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<Vec<(UserId, Role)>> {
    let rows =
        sqlx::query("SELECT user_id, role FROM members WHERE organization_id = $1 AND role IS NOT NULL AND linked")
            .bind(organization_id.as_str())
            .fetch_all(db)
            .await?;
    rows.iter().map(|row| Ok((columns::id(row, "user_id")?, columns::word(row, "role", read_role)?))).collect()
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
        "SELECT user_id, login, name, avatar_url, role, linked, observed_at, revision FROM members
         WHERE organization_id = $1 AND role IS NOT NULL AND (lower(login), user_id) > (lower($2), $3)
         ORDER BY lower(login), user_id
         LIMIT $4",
    )
    .bind(organization_id.as_str())
    .bind(&after.sort)
    .bind(&after.id)
    .bind(rows)
    .fetch_all(db)
    .await?;
    Ok(members.into_iter().filter_map(|revised| revised.person.member()).collect())
}

/// The next people who belong to any organization, by their keys.
pub async fn behind(db: impl PgExecutor<'_>, after: &Place, rows: i64) -> sqlx::Result<Vec<(OrganizationId, Revised)>> {
    let sql =
        "SELECT organization_id, user_id, login, name, avatar_url, role, linked, observed_at, revision FROM members
         WHERE role IS NOT NULL AND (organization_id, user_id) > ($1, $2)
         ORDER BY organization_id, user_id LIMIT $3";
    super::behind(db, sql, after, rows).await
}

const fn as_str(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Admin => "admin",
    }
}

fn read_role(text: &str) -> Option<Role> {
    [Role::Member, Role::Admin].into_iter().find(|role| as_str(*role) == text)
}

impl FromRow<'_, PgRow> for Revised {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let role: Option<&str> = row.try_get("role")?;
        let person = Person {
            user_id: columns::id(row, "user_id")?,
            login: row.try_get("login")?,
            name: row.try_get("name")?,
            avatar_url: row.try_get("avatar_url")?,
            role: role.map(|_| columns::word(row, "role", read_role)).transpose()?,
            linked: row.try_get("linked")?,
            observed_at: row.try_get("observed_at")?,
        };
        Ok(Self { person, revision: row.try_get("revision")? })
    }
}

/// Whether somebody is known to belong no longer. Read once for a batch, and written by none.
#[derive(Clone)]
pub struct Standing {
    organization_id: OrganizationId,
    user_id: UserId,
    pub has_left: bool,
}

impl runtime::Row for Standing {
    type Key = (OrganizationId, UserId);

    fn key(&self) -> Self::Key {
        (self.organization_id.clone(), self.user_id.clone())
    }

    async fn load(db: &mut PgConnection, keys: Vec<Self::Key>) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as(
            "SELECT organization_id, user_id, role IS NULL AS has_left
             FROM members JOIN unnest($1::text[], $2::text[]) AS asked (organization_id, user_id)
                  USING (organization_id, user_id)",
        )
        .bind(keys.iter().map(|(organization_id, _)| organization_id.as_str()).collect::<Vec<_>>())
        .bind(keys.iter().map(|(_, user_id)| user_id.as_str()).collect::<Vec<_>>())
        .fetch_all(db)
        .await
    }

    fn save(_: &[Self], _: &mut Statements) {}
}

impl FromRow<'_, PgRow> for Standing {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let (organization_id, user_id) = (columns::id(row, "organization_id")?, columns::id(row, "user_id")?);
        Ok(Self { organization_id, user_id, has_left: row.try_get("has_left")? })
    }
}
