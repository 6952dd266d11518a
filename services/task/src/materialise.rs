//! A task's record when a person acts on it: the stored one, or one made from its line in the organization's sidebar.
//!
//! Only people's commands come here. What a sync sends never makes a task, and neither does looking.

use contracts::{
    Actor, TaskKey,
    organization::{GetTaskIndexEntry, TaskIndexEntry},
};
use futures::{StreamExt, TryStreamExt, stream};
use runtime::{Caller, Cx, Handled, Prepare, QueryError};

use crate::{error::TaskError, model::Task, store};

/// Index entries asked for at a time. The organization answers each with one read; more would only queue there.
const LOOKUPS: usize = 32;

/// The task to act on. Refused when there is neither a record nor a line of it.
pub async fn task(cx: &mut Cx, key: &TaskKey) -> Handled<Task> {
    if let Some(task) = store::find(cx.read(), key).await? {
        return Ok(task);
    }
    let entry = cx.fact::<TaskIndexEntry>(key).ok_or(TaskError::Unknown)?;
    Ok(Task::from_index(key, entry, cx.now))
}

/// Asks the organization for the index entries of those tasks that have no record yet.
pub async fn prepare(desk: Prepare, keys: Vec<TaskKey>) -> Handled<Vec<(TaskKey, TaskIndexEntry)>> {
    let missing = store::without_record(desk.reader.db(), keys).await?;

    let entries: Vec<_> =
        stream::iter(missing).map(|key| lookup(&desk, key)).buffer_unordered(LOOKUPS).try_collect().await?;
    Ok(entries.into_iter().flatten().collect())
}

async fn lookup(desk: &Prepare, key: TaskKey) -> Handled<Option<(TaskKey, TaskIndexEntry)>> {
    let query = GetTaskIndexEntry { task_id: key.task_id.clone() };
    match desk.client.query(&key.organization_id, &query, &Caller::service(Actor::Task)).await {
        Ok(found) => Ok(found.entry.map(|entry| (key, entry))),
        // An organization that nobody knows has no such task; the other commands of the batch go on.
        Err(QueryError::Refused { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
