//! The people of an account.

use contracts::{
    Millis, OrganizationId, UserId,
    organization::{Member, Role},
};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, error::Error};

/// Those of whom nothing was heard since `observed_at`, with their logins.
pub async fn known_before(
    executor: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    observed_at: Millis,
) -> sqlx::Result<Vec<(UserId, String)>> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select user_id, login from members where organization_id = $1 and observed_at < $2")
            .bind(organization_id.as_str())
            .bind(observed_at)
            .fetch_all(executor)
            .await?;
    rows.into_iter().map(|(user_id, login)| Ok((columns::parsed("user_id", &user_id)?, login))).collect()
}

/// Writes the members, each named once, but for those of whom something newer was heard.
pub async fn upsert(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    members: &[Member],
    observed_at: Millis,
) -> sqlx::Result<()> {
    let column = |value: fn(&Member) -> &str| members.iter().map(value).collect::<Vec<_>>();
    let optional = |value: fn(&Member) -> Option<&str>| members.iter().map(value).collect::<Vec<_>>();
    sqlx::query(
        "insert into members (organization_id, user_id, login, name, avatar_url, role, observed_at)
         select $1, *, $7 from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         on conflict (organization_id, user_id) do update set
             login = excluded.login, name = excluded.name, avatar_url = excluded.avatar_url, role = excluded.role,
             observed_at = excluded.observed_at
         where members.observed_at <= excluded.observed_at",
    )
    .bind(organization_id.as_str())
    .bind(column(|member| member.user_id.as_str()))
    .bind(column(|member| &member.login))
    .bind(optional(|member| member.name.as_deref()))
    .bind(optional(|member| member.avatar_url.as_deref()))
    .bind(column(|member| role_text(member.role)))
    .bind(observed_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes people, but for those of whom something newer was heard.
pub async fn remove(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    user_ids: &[UserId],
    observed_at: Millis,
) -> sqlx::Result<()> {
    sqlx::query("delete from members where organization_id = $1 and user_id = any($2) and observed_at <= $3")
        .bind(organization_id.as_str())
        .bind(user_ids.iter().map(UserId::as_str).collect::<Vec<_>>())
        .bind(observed_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// What somebody is, if they belong.
pub async fn role(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    user_id: &UserId,
) -> sqlx::Result<Option<Role>> {
    let role: Option<String> =
        sqlx::query_scalar("select role from members where organization_id = $1 and user_id = $2")
            .bind(organization_id.as_str())
            .bind(user_id.as_str())
            .fetch_optional(connection)
            .await?;
    role.map(|text| role_from(&text)).transpose()
}

pub async fn delete_all(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<()> {
    sqlx::query("delete from members where organization_id = $1")
        .bind(organization_id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn count(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<u32> {
    let count: i64 = sqlx::query_scalar("select count(*) from members where organization_id = $1")
        .bind(organization_id.as_str())
        .fetch_one(connection)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

const fn role_text(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Admin => "admin",
    }
}

fn role_from(text: &str) -> Result<Role, Error> {
    match text {
        "member" => Ok(Role::Member),
        "admin" => Ok(Role::Admin),
        other => Err(Error::Decode(format!("{other} is no role of a member").into())),
    }
}
