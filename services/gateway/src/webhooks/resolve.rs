//! Which organizations a webhook is about. A login is not enough: accounts take other logins, and others take theirs.

use std::{collections::HashMap, time::Duration};

use contracts::{OrganizationId, github_data::ResolveAccount};
use futures::future::join_all;
use messaging::Client;

use super::{caller, payload::Account, route::Accounts};

/// GitHub waits ten seconds for us and does not deliver again; an answer about an account that took longer would leave too
/// little of them to store the webhook.
const RESOLVE_WAIT: Duration = Duration::from_secs(2);

/// The organization of each account that a webhook names, by the login it names it with.
#[derive(Debug, Default)]
pub struct ResolvedAccounts(HashMap<String, OrganizationId>);

impl ResolvedAccounts {
    pub fn of(&self, account: &Account) -> Option<&OrganizationId> {
        self.0.get(&account.login)
    }
}

impl FromIterator<(String, OrganizationId)> for ResolvedAccounts {
    fn from_iter<I: IntoIterator<Item = (String, OrganizationId)>>(resolved: I) -> Self {
        Self(resolved.into_iter().collect())
    }
}

/// Asks github-data, which knows the accounts by GitHub's numbers; about all at the same time, as GitHub waits.
pub async fn accounts(client: &Client, accounts: Accounts) -> ResolvedAccounts {
    let Accounts { whose, installation_id, former_owner } = accounts;
    // The installation is that of the account whose webhook it is.
    let named = [whose.map(|account| (account, installation_id)), former_owner.map(|account| (account, None))];
    let resolved = named.into_iter().flatten().map(async |(account, installation_id)| {
        let organization_id = resolve(client, &account, installation_id).await?;
        Some((account.login, organization_id))
    });
    join_all(resolved).await.into_iter().flatten().collect()
}

/// Falls back to the organization whose id is the login. That is almost always right, and a wrong guess is refused later by
/// account number; losing the webhook would be worse, because GitHub does not redeliver.
async fn resolve(client: &Client, account: &Account, installation_id: Option<u64>) -> Option<OrganizationId> {
    let by_login = || OrganizationId::for_login(&account.login).ok();
    let Some(account_id) = account.account_id() else { return by_login() };

    let (query, caller) = (ResolveAccount { login: account.login.clone(), installation_id }, caller());
    match tokio::time::timeout(RESOLVE_WAIT, client.query(&account_id, &query, &caller)).await {
        Ok(Ok(resolved)) => resolved.organization_id,
        Ok(Err(error)) => {
            tracing::warn!(%error, github.account = %account_id, "Routing a webhook by its login");
            by_login()
        }
        Err(_) => {
            tracing::warn!(github.account = %account_id, "Routing a webhook by its login: nobody answers in time");
            by_login()
        }
    }
}
