//! Reads one task's line.

use contracts::{
    OrganizationId,
    organization::{GetTask, TaskSummary},
};
use runtime::{Handled, Reader};

use crate::{error::OrganizationError, store};

/// Looking at a virtual task leaves it virtual.
pub async fn get_task(reader: Reader, organization_id: OrganizationId, query: GetTask) -> Handled<TaskSummary> {
    if let Some(task) = store::lines::find(reader.db(), &organization_id, &query.task_id).await? {
        return Ok(task);
    }
    store::profiles::must_exist(reader.db(), &organization_id).await?;
    Err(OrganizationError::TaskUnknown(query.task_id.to_string()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Acme, pull_request};

    #[tokio::test]
    async fn looking_at_a_virtual_task_changes_nothing() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        let before = acme.service.rows().await;
        assert!(!acme.asks(&GetTask { task_id }).await.materialised);
        assert_eq!(acme.service.rows().await, before);
    }

    #[tokio::test]
    async fn an_unknown_task_is_told_from_an_unknown_organization() {
        let query = GetTask { task_id: "t-1".parse().unwrap() };
        assert_eq!(Acme::connected().await.query_refused(&query).await, "organization.task_unknown");
        assert_eq!(Acme::unknown().await.query_refused(&query).await, "organization.unknown");
    }
}
