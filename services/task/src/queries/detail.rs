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
