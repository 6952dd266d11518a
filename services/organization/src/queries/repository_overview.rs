//! Reads everything about one repository's tasks.

use contracts::{
    OrganizationId, limit,
    organization::{RepositoryOverview, RepositoryOverviewRead},
};
use runtime::{Handled, Reader};
use service_kit::page::Cursor;

use crate::{
    error::OrganizationError,
    store::{self, lines::Fit},
};

pub async fn repository_overview(
    reader: Reader,
    organization_id: OrganizationId,
    query: RepositoryOverview,
) -> Handled<RepositoryOverviewRead> {
    let repository_id = query.repository_id;
    let Some(repository) = store::repositories::summary(reader.db(), &organization_id, &repository_id).await? else {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
        return Err(OrganizationError::RepositoryUnknown(repository_id.to_string()).into());
    };

    let fit = Fit { repository_id: Some(&repository_id), status: None };
    let newest = Cursor::first(i64::MAX);
    let tasks = store::lines::list(reader.db(), &organization_id, fit, &newest, i64::from(limit::PAGE_ROWS)).await?;
    Ok(RepositoryOverviewRead { repository, tasks })
}

#[cfg(test)]
mod tests {
    use contracts::RepositoryId;

    use super::*;
    use crate::testing::{Acme, pull_request, repository};

    fn overview(number: u64) -> RepositoryOverview {
        RepositoryOverview { repository_id: RepositoryId::for_number(number) }
    }

    #[tokio::test]
    async fn it_shows_a_repository_and_its_tasks_newest_change_first() {
        let acme = Acme::connected().await;
        let old = acme.hears(&pull_request(7, "login", 10)).await;
        let new = acme.hears(&pull_request(8, "search", 20)).await;
        let read = acme.asks(&overview(1)).await;

        assert_eq!(read.repository.repository, repository(1, "web"));
        assert_eq!((read.repository.task_count, read.repository.latest_activity_at), (Some(2), Some(20)));
        assert_eq!(read.tasks.into_iter().map(|task| task.task_id).collect::<Vec<_>>(), [new, old]);
    }

    #[tokio::test]
    async fn a_repository_without_tasks_has_no_activity() {
        let read = Acme::connected().await.asks(&overview(2)).await;
        assert_eq!((read.repository.task_count, read.repository.latest_activity_at), (Some(0), None));
        assert!(read.tasks.is_empty());
    }

    #[tokio::test]
    async fn an_unknown_repository_is_told_from_an_unknown_organization() {
        assert_eq!(Acme::connected().await.query_refused(&overview(3)).await, "organization.repository_unknown");
        assert_eq!(Acme::unknown().await.query_refused(&overview(1)).await, "organization.unknown");
    }
}
