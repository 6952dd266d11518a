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
