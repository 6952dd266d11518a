//! Reads a task's record.

use contracts::{
    TaskKey,
    task::{Detail, TaskRecord},
};
use runtime::{Handled, Reader};

use crate::{error::TaskError, store};

/// Looking makes nothing: a virtual task is refused, and stays virtual.
pub async fn detail(reader: Reader, key: TaskKey, _: Detail) -> Handled<TaskRecord> {
    let task = store::find(reader.db(), &key).await?.ok_or(TaskError::NotMaterialised)?;
    Ok(task.record)
}

#[cfg(test)]
mod tests {
    use crate::testing::Acme;

    #[tokio::test]
    async fn looking_at_a_virtual_task_is_refused_and_makes_nothing() {
        let acme = Acme::new().await;
        let before = acme.service.rows().await;
        assert!(acme.is_virtual().await);
        assert_eq!(acme.service.rows().await, before);
    }

    #[tokio::test]
    async fn a_record_is_read_as_it_was_made() {
        let acme = Acme::initialized().await;
        let record = acme.record().await;
        assert_eq!((record.title.as_str(), record.branch.as_str()), ("feat: Add a page", "feat-add-a-page"));
        assert_eq!((record.task_id.as_str(), record.repository_id.as_str()), ("t-1", "r1"));
    }
}
