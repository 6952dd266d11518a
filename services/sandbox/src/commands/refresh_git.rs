//! Has the branch read anew.

use contracts::{
    TaskKey,
    sandbox::{GitRefresh, RefreshGit, SandboxApplied, SandboxStatus},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{
    error::SandboxError,
    model::{Branch, Sandbox},
    views, workflows,
};

/// Asked for again while it is being read, it joins.
pub async fn refresh_git(cx: &mut Cx, key: TaskKey, command: RefreshGit) -> Handled<SandboxApplied> {
    let now = cx.now;
    let sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;
    if sandbox.record.status != SandboxStatus::Ready {
        return Err(SandboxError::NotReady(sandbox.record.status).into());
    }
    let mut branch = cx.load::<Branch>(&key).await?.unwrap_or_else(|| Branch::first(&key, now));

    let input = GitRefresh { fetch: command.fetch };
    let again = if command.fetch { WhenActive::RunAgain } else { WhenActive::Join };
    cx.start(&key, &workflows::git::refresh_workflow_id(&key), &input, again).await?;
    let applied = branch.refresh(now);
    if applied {
        cx.save(branch.clone());
        views::branch_changed(cx, &branch)?;
    }
    Ok(SandboxApplied { applied })
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{GetGitState, ProvisioningNews};

    use super::*;
    use crate::testing::{Acme, news, open};

    #[tokio::test]
    async fn a_sandbox_that_is_ready_is_read_once_at_a_time() {
        let acme = Acme::new().await;
        acme.refused(&RefreshGit::default(), "sandbox.unknown").await;
        assert_eq!(acme.query_refused(&GetGitState {}).await, "sandbox.unknown");
        acme.done(&open(1)).await;
        acme.refused(&RefreshGit::default(), "sandbox.not_ready").await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        assert_eq!(acme.reading().await, 1, "nobody has to ask for the first look");
        assert!(acme.done(&RefreshGit::default()).await.applied);
        assert!(acme.asks(&GetGitState {}).await.is_refreshing);
        assert!(!acme.send(&RefreshGit::default()).await.outcome.unwrap().applied);
        assert_eq!(acme.reading().await, 1);
    }
}
