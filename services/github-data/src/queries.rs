//! What may be asked: GitHub's data at a glance, and one repository.

use contracts::{
    OrganizationId, PullRequest,
    github_data::{GetRepository, GetSummary, GithubSummary, RepositoryRead},
    limit,
};
use runtime::{Failure, Handled, Reader};

use crate::{chunk, store};

/// More would not be read, and would make the answer too large.
const BRANCHES: i64 = 1_000;

pub async fn summary(reader: Reader, organization_id: OrganizationId, _: GetSummary) -> Handled<GithubSummary> {
    let account = store::accounts::read(reader.db(), &organization_id).await?;
    let mut github = account.github;
    github.failures = store::failures::shown(reader.db(), &organization_id).await?;
    let (repositories, branches, members, pull_requests): (i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from repositories where organization_id = $1),
                (select count(*) from branches where organization_id = $1),
                (select count(*) from members where organization_id = $1),
                (select count(*) from pull_requests where organization_id = $1 and state in ('open', 'draft'))",
    )
    .bind(organization_id.as_str())
    .fetch_one(reader.db())
    .await?;
    Ok(GithubSummary { github, repositories, branches, members, pull_requests, latest_run_id: account.latest_run_id })
}

pub async fn get_repository(
    reader: Reader,
    organization_id: OrganizationId,
    query: GetRepository,
) -> Handled<RepositoryRead> {
    let repository_id = query.repository_id;
    let found = store::repositories::find(reader.db(), &organization_id, &repository_id).await?;
    let Some(repository) = found else {
        let message = format!("the organization has no repository {repository_id}");
        return Err(Failure::refused("github.repository_not_found", message));
    };
    let branches: Vec<String> = sqlx::query_scalar(
        "select name from branches where organization_id = $1 and repository_id = $2 order by name limit $3",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(BRANCHES)
    .fetch_all(reader.db())
    .await?;
    let rows: Vec<store::pull_requests::Row> = sqlx::query_as(
        "select * from pull_requests
         where organization_id = $1 and repository_id = $2 and state in ('open', 'draft')
         order by updated_at desc, number desc limit $3",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(i64::from(limit::PAGE_ROWS))
    .fetch_all(reader.db())
    .await?;
    let pull_requests = rows.into_iter().map(PullRequest::try_from).collect::<sqlx::Result<Vec<_>>>()?;
    Ok(bounded(RepositoryRead { repository, branches, pull_requests })?)
}

/// Very long names may make even these too many for a message; the last ones go, branches first.
fn bounded(mut read: RepositoryRead) -> serde_json::Result<RepositoryRead> {
    let items = read.pull_requests.into_iter().map(Item::PullRequest);
    let items: Vec<_> = items.chain(read.branches.into_iter().map(Item::Branch)).collect();
    (read.pull_requests, read.branches) = Default::default();
    for item in chunk::fitting(items)?.into_iter().next().unwrap_or_default() {
        match item {
            Item::PullRequest(pull_request) => read.pull_requests.push(pull_request),
            Item::Branch(name) => read.branches.push(name),
        }
    }
    Ok(read)
}

/// What a repository's answer lists; written without a tag, so that its size is the one it has in the answer.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Item {
    PullRequest(PullRequest),
    Branch(String),
}
