//! `githubData.command.clearState`: the connection is gone, and what was known through it goes too.

use contracts::{
    OrganizationId,
    github_data::{ClearState, Cleared},
    organization::RepositoryGone,
};
use runtime::{Cx, Handled};

use crate::{removal, store, tell};

/// Forgets everything and says so. A sync under way finds its number gone and ends at its next step. Who belongs to the
/// account does not depend on the App: the organization's members stay. An account that is not known here stays unknown.
pub async fn clear_state(cx: &mut Cx, organization_id: OrganizationId, command: ClearState) -> Handled<Cleared> {
    let mut account = store::accounts::lock(cx.read().await?, &organization_id).await?;
    if !account.is_known() {
        return Ok(Cleared { repositories: 0, pull_requests: 0 });
    }
    let repository_ids = store::repositories::ids(cx.read().await?, &organization_id).await?;

    account.clear(&command);

    let removed = removal::remove(cx, &organization_id, repository_ids, RepositoryGone::Disconnected).await?;
    store::members::delete_all(cx.write().await?, &organization_id).await?;
    store::failures::clear(cx.write().await?, &organization_id).await?;
    tell::progress(cx, account).await?;
    Ok(Cleared { repositories: removed.repositories, pull_requests: removed.pull_requests })
}
