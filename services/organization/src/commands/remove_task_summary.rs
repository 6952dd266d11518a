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
    let Some(removed) = store::index::remove(cx.write().await?, &organization_id, &command.task_id).await? else {
        return Ok(Applied { applied: false });
    };

    views::line_removed(cx, &organization_id, &removed.task_id, removed.revision)?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Acme, pull_request};

    #[tokio::test]
    async fn a_removed_line_is_gone_and_its_branch_free() {
        let acme = Acme::connected().await;
        let before = acme.service.rows().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        let handling = acme.send(&RemoveTaskSummary { task_id: task_id.clone() }).await;

        assert!(handling.outcome.as_ref().unwrap().applied);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key, shown.value), (acme.view(&task_id), None));
        assert_eq!(acme.service.rows().await, before);
        assert_ne!(acme.hears(&pull_request(7, "login", 10)).await, task_id);
    }

    #[tokio::test]
    async fn removing_what_is_not_there_changes_nothing() {
        let acme = Acme::connected().await;
        acme.hears(&pull_request(7, "login", 10)).await;
        assert!(!acme.done_without_change(&RemoveTaskSummary { task_id: "t-1".parse().unwrap() }).await.applied);
    }
}
