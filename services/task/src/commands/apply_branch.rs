//! Takes in what the task's branch changes, as it was read in its sandbox.

use contracts::{
    TaskKey,
    task::{ApplyBranch, BranchApplied},
};
use runtime::{Cx, Handled};

use crate::{model::Task, store, views};

/// Makes no task: one that has a sandbox is there.
pub async fn apply_branch(cx: &mut Cx, key: TaskKey, command: ApplyBranch) -> Handled<BranchApplied> {
    let Some(mut task) = cx.load::<Task>(&key).await? else { return Ok(BranchApplied { applied: false }) };

    if !task.hear_of_branch(command.changes) {
        return Ok(BranchApplied { applied: false });
    }

    store::save(cx, &task);
    views::task_changed(cx, &task)?;
    Ok(BranchApplied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        organization::ApplyTaskSummaryUpdate,
        task::{Archive, BranchChanges},
    };

    use super::*;
    use crate::testing::Acme;

    fn apply(added: u32) -> ApplyBranch {
        ApplyBranch { changes: BranchChanges { files: 1, added, ..BranchChanges::default() } }
    }

    #[tokio::test]
    async fn what_the_branch_changes_is_stored_shown_and_told_once() {
        let acme = Acme::initialized().await;
        let before = acme.record().await;
        let handling = acme.send(&apply(3)).await;
        assert!(handling.outcome.as_ref().unwrap().applied);

        let record = acme.record().await;
        assert_eq!((record.changes, record.updated_at), (Some(apply(3).changes), before.updated_at));
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!(shown.value, Some(serde_json::json!(record)));
        let [(_, update)] = handling.sent::<ApplyTaskSummaryUpdate>().try_into().unwrap();
        assert_eq!((update.revision, update.changes), (2, Some(apply(3).changes)));
        assert!(!acme.done_without_change(&apply(3)).await.applied);
    }

    #[tokio::test]
    async fn an_ended_task_hears_it_and_a_virtual_one_stays_virtual() {
        let acme = Acme::initialized().await;
        acme.done(&Archive::default()).await;
        assert!(acme.done(&apply(3)).await.applied);

        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&apply(3)).await.applied);
        assert!(acme.is_virtual().await);
    }
}
