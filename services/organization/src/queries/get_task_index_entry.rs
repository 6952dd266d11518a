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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Acme, pull_request};

    #[tokio::test]
    async fn an_entry_has_all_a_task_is_made_from() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        let entry = acme.asks(&GetTaskIndexEntry { task_id: task_id.clone() }).await.entry.unwrap();

        assert_eq!((&entry.task_id, entry.repository_id.as_str()), (&task_id, "r1"));
        assert_eq!((entry.repository_name.as_str(), entry.title.as_str()), ("acme/web", "Offer login"));
        assert_eq!((entry.branch.as_str(), entry.pull_request), ("login", Some(pull_request(7, "login", 10))));
        assert_eq!(entry.clone_url, "https://github.com/acme/web.git");
    }

    #[tokio::test]
    async fn of_what_nobody_knows_there_is_none() {
        let query = GetTaskIndexEntry { task_id: "t-1".parse().unwrap() };
        assert_eq!(Acme::connected().await.asks(&query).await.entry, None);
        assert_eq!(Acme::unknown().await.asks(&query).await.entry, None);
    }
}
