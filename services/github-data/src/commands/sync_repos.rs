//! `githubData.command.syncRepos`: reads everything from GitHub again.

use contracts::{
    OrganizationId, RefusalKind,
    github_data::{ContextOverrides, FullSync, SyncRepos, SyncStarted},
};
use runtime::{Cx, Failure, Handled, WhenActive};

use crate::{elsewhere, store, tell};

/// Starts a sync, or joins the one under way and has another follow it. People see at once that it began.
pub async fn sync_repos(cx: &mut Cx, organization_id: OrganizationId, command: SyncRepos) -> Handled<SyncStarted> {
    if cx.caller().user_id().is_some() && says_what_github_says(&command.context) {
        let message = "only GitHub says what an account is; leave the context out, and it is asked";
        return Err(Failure::refused(RefusalKind::Forbidden, "github.only_github_says_this", message));
    }
    elsewhere::must_not_be(cx.read().await?, &organization_id, command.context.account_id.as_ref()).await?;
    let known = store::accounts::read(cx.read().await?, &organization_id).await?;
    let input = FullSync { context: known.merge(&command.context)?, label: command.label };

    // Before the account's lock: a step of the run under way takes the two locks in this order, too.
    let workflow_id = format!("fullSync.{organization_id}");
    let started = cx.start::<FullSync>(&organization_id, &workflow_id, &input, WhenActive::RunAgain).await?;
    // The sync under way goes on showing its own progress.
    if !started.joined {
        let mut account = store::accounts::lock(cx.read().await?, &organization_id).await?;
        account.start(&started.run_id, &input.context, input.label.as_deref());
        tell::progress(cx, account).await?;
    }
    Ok(SyncStarted { run_id: started.run_id, joined: started.joined })
}

/// Whether it says more than which account is meant: as which installation requests are made is nothing that a person knows.
const fn says_what_github_says(context: &ContextOverrides) -> bool {
    context.kind.is_some() || context.installation_status.is_some() || context.installation_id.is_some()
}
