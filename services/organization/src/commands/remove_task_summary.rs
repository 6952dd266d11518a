//! Takes a task out of the sidebar and the index.

use contracts::{
    OrganizationId,
    organization::{Applied, RemoveTaskSummary},
};
use runtime::{Cx, Handled};

use crate::{store, views};

/// Its branch is free again.
pub async fn remove_task_summary(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: RemoveTaskSummary,
) -> Handled<Applied> {
    let Some(removed) = store::index::remove(cx.write(), &organization_id, &command.task_id).await? else {
        return Ok(Applied { applied: false });
    };

    views::line_removed(cx, &organization_id, &removed.task_id, removed.revision)?;
    Ok(Applied { applied: true })
}
