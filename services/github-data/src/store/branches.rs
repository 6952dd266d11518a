//! Branches, replaced as a whole for each repository that was read.

use contracts::{OrganizationId, RepositoryId};
use sqlx::PgConnection;

use crate::github::Branch;

/// Makes the branches of these repositories the given ones. Rows that stay the same are not written.
pub async fn replace(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    read: &[(&RepositoryId, &[Branch])],
) -> sqlx::Result<()> {
    let repository_ids: Vec<_> = read.iter().map(|(id, _)| id.as_str()).collect();
    let rows = || read.iter().flat_map(|(id, branches)| branches.iter().map(|branch| (id.as_str(), branch)));
    let ids: Vec<_> = rows().map(|(id, _)| id).collect();
    let names: Vec<_> = rows().map(|(_, branch)| branch.name.as_str()).collect();
    let shas: Vec<_> = rows().map(|(_, branch)| branch.commit_sha.as_str()).collect();

    sqlx::query(
        "delete from branches where organization_id = $1 and repository_id = any($2)
         and (repository_id, name) not in (select * from unnest($3::text[], $4::text[]))",
    )
    .bind(organization_id.as_str())
    .bind(&repository_ids)
    .bind(&ids)
    .bind(&names)
    .execute(&mut *connection)
    .await?;

    // A list that changes while its pages are read may show a branch twice.
    sqlx::query(
        "insert into branches (organization_id, repository_id, name, commit_sha)
         select distinct on (repository_id, name) $1, repository_id, name, commit_sha
         from unnest($2::text[], $3::text[], $4::text[]) as read (repository_id, name, commit_sha)
         on conflict (organization_id, repository_id, name) do update set commit_sha = excluded.commit_sha
         where branches.commit_sha <> excluded.commit_sha",
    )
    .bind(organization_id.as_str())
    .bind(ids)
    .bind(names)
    .bind(shas)
    .execute(connection)
    .await?;
    Ok(())
}

/// Where the branch is, if it is there.
pub async fn commit_of(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    name: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select commit_sha from branches where organization_id = $1 and repository_id = $2 and name = $3",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(name)
    .fetch_optional(connection)
    .await
}

/// Writes where one branch is, or removes it. GitHub's tag is no longer for the list that is stored.
pub async fn put(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    name: &str,
    commit_sha: Option<&str>,
) -> sqlx::Result<()> {
    let (organization, repository) = (organization_id.as_str(), repository_id.as_str());
    let written = match commit_sha {
        Some(sha) => sqlx::query(
            "insert into branches (organization_id, repository_id, name, commit_sha) values ($1, $2, $3, $4)
             on conflict (organization_id, repository_id, name) do update set commit_sha = excluded.commit_sha",
        )
        .bind(organization)
        .bind(repository)
        .bind(name)
        .bind(sha),
        None => sqlx::query("delete from branches where organization_id = $1 and repository_id = $2 and name = $3")
            .bind(organization)
            .bind(repository)
            .bind(name),
    };
    written.execute(&mut *connection).await?;
    sqlx::query("update repositories set branches_etag = null where organization_id = $1 and repository_id = $2")
        .bind(organization)
        .bind(repository)
        .execute(connection)
        .await?;
    Ok(())
}
