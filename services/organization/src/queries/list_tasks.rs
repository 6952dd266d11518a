//! Lists tasks, newest change first.

use contracts::{
    OrganizationId,
    organization::{ListTasks, TaskPage},
};
use runtime::{Handled, Reader};

use crate::{
    page::{Cursor, Rows},
    store::{self, lines::Fit},
};

pub async fn list_tasks(reader: Reader, organization_id: OrganizationId, query: ListTasks) -> Handled<TaskPage> {
    let rows = Rows::parse(query.limit)?;
    let after = Cursor::parse(query.after.as_deref(), i64::MAX)?;
    let fit = Fit { repository_id: query.repository_id.as_ref(), status: query.status };

    let mut tasks = store::lines::list(reader.db(), &organization_id, fit, &after, rows.and_one()).await?;
    if tasks.is_empty() {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
    }

    let next = rows.cut(&mut tasks, |task| Cursor { sort: task.updated_at, id: task.task_id.to_string() });
    Ok(TaskPage { tasks, next })
}
