//! `githubData.command.clearState`: the connection is gone, and what was known through it goes too.

use contracts::{
    OrganizationId,
    github_data::{ClearState, Cleared},
    organization::RepositoryGone,
};
use runtime::{Cx, Handled};

use crate::{removal, store, tell};

/// Forgets everything and says so. A sync under way finds its number gone and ends at its next step. Who belongs to the
/// account does not depend on the App: the organization's members stay. What another installation than the one that ended
/// has shown stays.
pub async fn clear_state(cx: &mut Cx, organization_id: OrganizationId, command: ClearState) -> Handled<Cleared> {
    let mut account = store::accounts::lock(cx.read().await?, &organization_id).await?;
    account.must_be(command.account_id.as_ref())?;
    if command.ended_installation_id.is_none() || account.github.installation_id != command.ended_installation_id {
        return Ok(Cleared { repositories: 0, pull_requests: 0 });
    }
    let repository_ids = store::repositories::ids(cx.read().await?, &organization_id).await?;

    account.clear(&command, cx.now);

    let removed = removal::remove(cx, &organization_id, repository_ids, RepositoryGone::Disconnected).await?;
    store::members::delete_all(cx.write().await?, &organization_id).await?;
    store::failures::clear(cx.write().await?, &organization_id).await?;
    tell::progress(cx, account).await?;
    Ok(Cleared { repositories: removed.repositories, pull_requests: removed.pull_requests })
}

#[cfg(test)]
mod tests {
    use contracts::organization::{ApplyGithubSyncProgress, ApplyMembers, InstallationStatus};

    use super::*;
    use crate::testing::{Data, connect, installed, uninstalled};

    #[tokio::test]
    async fn an_app_that_is_uninstalled_ends_nobodys_membership() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let handling = data.send("acme", &uninstalled(42, 1_042)).await;
        let [(_, told)] = handling.sent::<ApplyGithubSyncProgress>().try_into().unwrap();
        assert_eq!(told.github.installation_status, InstallationStatus::InstallRequired);
        assert!(handling.sent::<ApplyMembers>().is_empty());
    }

    #[tokio::test]
    async fn the_end_of_an_earlier_installation_clears_nothing() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let before = data.github("acme").await;
        let unsaid = ClearState { ended_installation_id: None, ..uninstalled(42, 7) };
        for late in [uninstalled(42, 7), unsaid] {
            assert_eq!(data.send("acme", &late).await.sent_count(), 0);
        }
        assert_eq!(data.github("acme").await, before);
    }

    #[tokio::test]
    async fn another_account_and_an_unknown_number_are_refused() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let unnumbered = ClearState { account_id: None, ..uninstalled(42, 1_042) };
        for other in [uninstalled(43, 1_042), unnumbered] {
            assert_eq!(data.send("acme", &other).await.refusal(), Some("github.account_mismatch"));
        }
        assert_eq!(data.send("ghost", &uninstalled(42, 1_042)).await.refusal(), Some("github.account_mismatch"));
    }
}
