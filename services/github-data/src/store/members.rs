//! The people of an account.

use contracts::{
    OrganizationId, UserId,
    organization::{Member, Role},
};
use sqlx::PgConnection;

use super::undecodable;

/// Makes the organization's members the given ones, each named once; returns who left.
pub async fn replace(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    members: &[Member],
) -> sqlx::Result<Vec<UserId>> {
    let column = |value: fn(&Member) -> &str| members.iter().map(value).collect::<Vec<_>>();
    let optional = |value: fn(&Member) -> Option<&str>| members.iter().map(value).collect::<Vec<_>>();
    let ids = column(|member| member.user_id.as_str());
    let left: Vec<String> =
        sqlx::query_scalar("delete from members where organization_id = $1 and user_id <> all($2) returning user_id")
            .bind(organization_id.as_str())
            .bind(&ids)
            .fetch_all(&mut *connection)
            .await?;

    sqlx::query(
        "insert into members (organization_id, user_id, login, name, avatar_url, role)
         select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         on conflict (organization_id, user_id) do update set
             login = excluded.login, name = excluded.name, avatar_url = excluded.avatar_url, role = excluded.role",
    )
    .bind(organization_id.as_str())
    .bind(&ids)
    .bind(column(|member| &member.login))
    .bind(optional(|member| member.name.as_deref()))
    .bind(optional(|member| member.avatar_url.as_deref()))
    .bind(column(|member| role_text(member.role)))
    .execute(connection)
    .await?;
    left.into_iter().map(|id| id.parse().map_err(undecodable)).collect()
}

pub async fn delete_all(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<Vec<UserId>> {
    replace(connection, organization_id, &[]).await
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
