//! Lists repositories, most recently active first.

use contracts::{
    OrganizationId,
    organization::{ListRepositories, RepositoryPage, RepositorySummary},
};
use runtime::{Handled, Reader};
use service_kit::page::{Cursor, Rows};

use crate::{error::OrganizationError, store};

pub async fn list_repositories(
    reader: Reader,
    organization_id: OrganizationId,
    query: ListRepositories,
) -> Handled<RepositoryPage> {
    let rows = Rows::parse(query.limit).map_err(OrganizationError::Page)?;
    let after = Cursor::parse(query.after.as_deref(), i64::MAX).map_err(OrganizationError::Page)?;

    let mut repositories = store::repositories::list(reader.db(), &organization_id, &after, rows.and_one()).await?;
    if repositories.is_empty() {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
    }

    let next = rows.cut(&mut repositories, cursor);
    Ok(RepositoryPage { repositories, next })
}

fn cursor(summary: &RepositorySummary) -> Cursor<i64> {
    Cursor { sort: summary.latest_activity_at.unwrap_or(0), id: summary.repository.repository_id.to_string() }
}

#[cfg(test)]
mod tests {
    use contracts::organization::ApplyRepositories;

    use super::*;
    use crate::testing::{Acme, pull_request, repository};

    fn numbers(page: &RepositoryPage) -> Vec<&str> {
        page.repositories.iter().map(|found| found.repository.repository_id.as_str()).collect()
    }

    #[tokio::test]
    async fn the_most_recently_active_is_first_and_those_without_tasks_last() {
        let acme = Acme::connected().await;
        let page = acme.asks(&ListRepositories::default()).await;
        assert_eq!(numbers(&page), ["r2", "r1"]);

        acme.hears(&pull_request(7, "login", 10)).await;
        let page = acme.asks(&ListRepositories::default()).await;
        assert_eq!(numbers(&page), ["r1", "r2"]);
        let counts: Vec<_> =
            page.repositories.iter().map(|found| (found.task_count, found.latest_activity_at)).collect();
        assert_eq!(counts, [(Some(1), Some(10)), (Some(0), None)]);
    }

    #[tokio::test]
    async fn pages_have_no_gaps_and_no_repeats() {
        let acme = Acme::connected().await;
        let more = (3..=9).map(|number| repository(number, &format!("x{number}"))).collect();
        acme.done(&ApplyRepositories { repositories: more, removed: vec![], removed_because: None }).await;
        acme.hears(&pull_request(7, "login", 10)).await;

        let (mut read, mut after) = (vec![], None);
        loop {
            let page = acme.asks(&ListRepositories { limit: Some(2), after }).await;
            read.extend(numbers(&page).into_iter().map(str::to_owned));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(read, ["r1", "r9", "r8", "r7", "r6", "r5", "r4", "r3", "r2"]);
    }

    #[tokio::test]
    async fn a_limit_or_cursor_that_is_none_and_an_unknown_organization_are_refused() {
        let acme = Acme::connected().await;
        let query = ListRepositories { limit: Some(0), after: None };
        assert_eq!(acme.query_refused(&query).await, "organization.limit_is_out_of_range");
        let query = ListRepositories { limit: None, after: Some("r1".into()) };
        assert_eq!(acme.query_refused(&query).await, "organization.cursor_is_malformed");
        let query = ListRepositories::default();
        assert_eq!(Acme::unknown().await.query_refused(&query).await, "organization.unknown");
    }
}
