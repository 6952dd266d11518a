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
