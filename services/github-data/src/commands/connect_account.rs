//! `githubData.command.connectAccount`: a person who has signed in knows something of the account.

use contracts::{
    OrganizationId,
    github_data::{AccountConnected, ConnectAccount, FullSync, SyncStarted},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{elsewhere, store, tell};

/// Takes in what was not known. The first sync begins when the App is installed; otherwise people see that it is to be.
pub async fn connect_account(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: ConnectAccount,
) -> Handled<AccountConnected> {
    elsewhere::must_not_be(cx.read().await?, &organization_id, command.context.account_id.as_ref()).await?;
    let mut heard = store::accounts::read(cx.read().await?, &organization_id).await?;
    heard.hear(&command.context)?;

    let mut sync = None;
    if heard.awaits_its_first_sync() {
        let input = FullSync { context: heard.context(), label: None };
        // Before the account's lock: see `sync_repos`.
        let workflow_id = format!("fullSync.{organization_id}");
        let started = cx.start::<FullSync>(&organization_id, &workflow_id, &input, WhenActive::Join).await?;
        sync = Some(SyncStarted { run_id: started.run_id, joined: started.joined });
    }

    // It may have changed while it was not locked; what is new to it then is taken in all the same.
    let mut account = store::accounts::lock(cx.read().await?, &organization_id).await?;
    let is_news = account.hear(&command.context)?;
    if let Some(begun) = sync.as_ref().filter(|sync| !sync.joined) {
        account.start(&begun.run_id, &heard.context(), None);
        tell::progress(cx, account).await?;
    } else if is_news {
        tell::progress(cx, account).await?;
    }
    Ok(AccountConnected { sync })
}

#[cfg(test)]
mod tests {
    use contracts::{
        github_data::ContextOverrides,
        organization::{ApplyGithubSyncProgress, InstallationStatus, SyncStatus},
    };

    use crate::testing::{Data, account, connect, installed};

    #[tokio::test]
    async fn without_the_app_people_see_that_it_is_to_be_installed() {
        let data = Data::empty().await;
        let handling = data.send("acme", &connect(account("Acme", 42))).await;

        assert_eq!(handling.outcome.as_ref().unwrap().sync, None);
        let [(key, report)] = handling.sent::<ApplyGithubSyncProgress>().try_into().unwrap();
        assert_eq!((key.as_str(), report.revision), ("acme", 1));
        assert_eq!(report.github.installation_status, InstallationStatus::InstallRequired);
        assert_eq!(
            (report.github.sync_status, report.github.connected_account.as_str()),
            (SyncStatus::Pending, "Acme")
        );
        assert_eq!(report.github, data.github("acme").await);
        assert_eq!(handling.sent_count(), 1);
    }

    #[tokio::test]
    async fn where_the_app_is_installed_the_first_sync_begins_and_others_join_it() {
        let data = Data::empty().await;
        let handling = data.send("acme", &connect(installed("Acme", 42))).await;

        let started = handling.outcome.as_ref().unwrap().sync.clone().unwrap();
        assert!(!started.joined);
        let [(_, report)] = handling.sent::<ApplyGithubSyncProgress>().try_into().unwrap();
        assert_eq!((report.github.sync_status, report.github.installation_id), (SyncStatus::Syncing, Some(1_042)));
        assert_eq!(handling.sent_count(), 2, "the run's announcement");

        let second = data.send("acme", &connect(installed("Acme", 42))).await;
        assert_eq!(second.outcome.as_ref().unwrap().sync, None);
        assert_eq!(second.sent_count(), 0);
    }

    #[tokio::test]
    async fn the_second_who_signs_in_tells_nothing_new() {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        for known in [account("Acme", 42), account("acme-inc", 42), ContextOverrides::default()] {
            let handling = data.send("acme", &connect(known)).await;
            assert_eq!((handling.outcome.as_ref().unwrap().sync.as_ref(), handling.sent_count()), (None, 0));
        }
        assert_eq!(data.github("acme").await.connected_account, "Acme");
    }

    #[tokio::test]
    async fn an_app_that_is_installed_later_is_news() {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        assert!(data.done("acme", &connect(installed("Acme", 42))).await.sync.is_some());
    }

    #[tokio::test]
    async fn another_account_is_refused_and_so_is_one_that_is_known_elsewhere() {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        let taken = data.send("acme", &connect(account("Acme", 43))).await;
        assert_eq!(taken.refusal(), Some("github.account_mismatch"));
        let renamed = data.send("acme-inc", &connect(installed("acme-inc", 42))).await;
        assert_eq!(renamed.refusal(), Some("github.account_known_elsewhere"));
        let unnumbered = ContextOverrides { account_id: None, ..account("victim", 1) };
        let other = data.send("acme", &connect(unnumbered)).await;
        assert_eq!(other.refusal(), Some("github.account_mismatch"));
        assert_eq!(data.accounts().await, 1);
    }
}
