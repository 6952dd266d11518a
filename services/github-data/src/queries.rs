//! What may be asked: GitHub's data at a glance, and one repository.

use contracts::{
    AccountId, OrganizationId, PullRequest,
    github_data::{AccountResolved, GetRepository, GetSummary, GithubSummary, RepositoryRead, ResolveAccount},
    limit,
};
use runtime::{Failure, Handled, Reader};

use crate::{chunk, place, store};

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
        return Err(Failure::not_found("github.repository_not_found", message));
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
        "select repository_id, number, title, state, url, head_branch, head_repository, base_branch, author_login,
                updated_at, generation
         from pull_requests
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

pub async fn resolve_account(reader: Reader, account_id: AccountId, query: ResolveAccount) -> Handled<AccountResolved> {
    let mut connection = reader.db().acquire().await?;
    let place = place::of(&mut connection, &account_id, &query.login, query.installation_id).await?;
    Ok(AccountResolved { organization_id: place.organization_id() })
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

#[cfg(test)]
mod tests {
    use contracts::github_data::ContextOverrides;

    use super::*;
    use crate::testing::{Data, account, connect, installed};

    async fn resolved(data: &Data, number: u64, login: &str, installation_id: Option<u64>) -> Option<String> {
        let query = ResolveAccount { login: login.into(), installation_id };
        let resolved = data.asks(&AccountId::for_number(number), &query).await;
        resolved.organization_id.map(|id| id.to_string())
    }

    #[tokio::test]
    async fn an_account_is_the_organization_it_was_whatever_its_login() {
        let data = Data::empty().await;
        assert_eq!(resolved(&data, 42, "Acme", None).await.as_deref(), Some("acme"));
        data.done("acme", &connect(account("Acme", 42))).await;
        assert_eq!(resolved(&data, 42, "acme-inc", None).await.as_deref(), Some("acme"));
        assert_eq!(resolved(&data, 43, "bob", None).await.as_deref(), Some("bob"));
    }

    #[tokio::test]
    async fn an_account_that_took_anothers_login_is_an_organization_of_its_own() {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        let other = resolved(&data, 43, "Acme", None).await.unwrap();
        assert_eq!(other, "acme--a43");
        data.done(&other, &connect(account("Acme", 43))).await;
        assert_eq!(resolved(&data, 43, "renamed-again", None).await, Some(other));
    }

    #[tokio::test]
    async fn where_the_accounts_number_is_not_known_its_installation_is_asked() {
        let data = Data::empty().await;
        let unnumbered = ContextOverrides { account_id: None, ..installed("Acme", 42) };
        data.done("acme", &connect(unnumbered)).await;
        assert_eq!(resolved(&data, 42, "acme-inc", Some(1_042)).await.as_deref(), Some("acme"));
        assert_eq!(resolved(&data, 42, "acme-inc", Some(1)).await.as_deref(), Some("acme-inc"));
    }

    #[tokio::test]
    async fn a_login_that_cannot_be_an_id_is_no_organization() {
        assert_eq!(resolved(&Data::empty().await, 42, "octo_cat", None).await, None);
    }
}
