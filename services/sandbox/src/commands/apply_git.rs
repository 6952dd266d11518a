//! Takes in what a workflow tells of the branch, and tells the task what it changes.

use contracts::{
    TaskKey,
    sandbox::{ApplyGit, GitNews, GitOperation, GitOperationKind, GitOperationStatus, SandboxApplied},
    task::ApplyBranch,
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit,
    model::{Branch, Sandbox},
    views,
};

/// News of another generation, or told again, changes nothing.
pub async fn apply_git(cx: &mut Cx, key: TaskKey, command: ApplyGit) -> Handled<SandboxApplied> {
    let now = cx.now;
    let sandbox = cx.load::<Sandbox>(&key).await?;
    let mut branch = cx.load::<Branch>(&key).await?.unwrap_or_else(|| Branch::first(&key, now));
    let before = branch.changes();
    let has_ended = matches!(command.news, GitNews::Ended { .. });

    if !branch.hear(command.generation, command.news, now) {
        return Ok(SandboxApplied { applied: false });
    }

    cx.save(branch.clone());

    views::branch_changed(cx, &branch)?;
    if let Some(changes) = branch.changes().filter(|changes| before != Some(*changes)) {
        cx.send(&key, &ApplyBranch { changes })?;
    }
    if let (true, Some(operation)) = (has_ended, &branch.state.operation) {
        let details =
            json!({ "message": operation.message, "paths": operation.paths, "pullRequest": operation.pull_request });
        audit::happened_to(cx, &key, sandbox.as_ref(), event(operation), details)?;
    }
    Ok(SandboxApplied { applied: true })
}

/// The line in the audit log.
fn event(operation: &GitOperation) -> &'static str {
    match (operation.status, operation.kind) {
        (GitOperationStatus::Failed | GitOperationStatus::Running, _) => "git.failed",
        (GitOperationStatus::Conflicts, _) => "git.conflicts",
        (GitOperationStatus::Done, kind) => match kind {
            GitOperationKind::Push => "git.pushed",
            GitOperationKind::Publish => "task.pr_created",
            GitOperationKind::Ready => "task.pr_ready",
            GitOperationKind::Sync => "git.synced",
            GitOperationKind::AbortSync => "git.sync_aborted",
            GitOperationKind::Merge => "task.pr_merged",
            GitOperationKind::Revert => "file.reverted",
            GitOperationKind::UndoRevert => "file.revert_undone",
        },
    }
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::{ChangeTotals, GetGitState, GitStatus, ProvisioningNews},
        task::BranchChanges,
    };

    use super::*;
    use crate::testing::{Acme, news, open, status};

    fn read(added: u32) -> ApplyGit {
        let totals = ChangeTotals { files: 1, added, removed: 0 };
        ApplyGit { generation: 1, news: GitNews::Read { status: Box::new(GitStatus { totals, ..status() }) } }
    }

    #[tokio::test]
    async fn what_was_read_is_shown_and_its_numbers_are_told_when_they_change() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        let handling = acme.send(&read(3)).await;
        let [(_, told)] = handling.sent::<ApplyBranch>().try_into().unwrap();
        let expected = BranchChanges { files: 1, added: 3, ahead: 2, unpushed: 1, ..BranchChanges::default() };
        assert_eq!(told.changes, expected);
        assert_eq!(handling.shown()[0].key, "sandbox.acme.t-1.git");
        assert!(!acme.done_without_change(&read(3)).await.applied);

        let unreadable = GitNews::Unreadable { message: "no clone".into() };
        let handling = acme.send(&ApplyGit { generation: 1, news: unreadable }).await;
        assert!(handling.sent::<ApplyBranch>().is_empty());
        assert_eq!(acme.asks(&GetGitState {}).await.error.as_deref(), Some("no clone"));
    }
}
