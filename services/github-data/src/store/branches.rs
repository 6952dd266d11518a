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
