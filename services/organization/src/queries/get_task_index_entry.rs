//! Reads what a task that nobody has acted on yet is made from.

use contracts::{
    OrganizationId,
    organization::{GetTaskIndexEntry, TaskIndexEntryFound},
};
use runtime::{Handled, Reader};

use crate::store;

/// Finds nothing where others refuse: the task service asks it for whatever id a person typed.
pub async fn get_task_index_entry(
    reader: Reader,
    organization_id: OrganizationId,
    query: GetTaskIndexEntry,
) -> Handled<TaskIndexEntryFound> {
    let entry = store::index::entry(reader.db(), &organization_id, &query.task_id).await?;
    Ok(TaskIndexEntryFound { entry })
}
