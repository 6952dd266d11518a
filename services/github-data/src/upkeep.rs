//! What is done by the clock, one instance at a time, so that nobody needs to ask: webhooks that were lost on their way are
//! delivered again, and organizations are read again.

use contracts::{Millis, OrganizationId, github_data::SyncRepos, subject};
use futures::future::join_all;
use github_api::ApiError;
use runtime::{Caller, Client, Failure, Handled, Reader, Request};
use sqlx::PgPool;

use crate::{
    account::Account,
    github::{Github, GithubError},
    store,
};

/// Deliveries that GitHub is asked for again at a time: more would come in a burst, and the rest follows.
const DELIVERIES: usize = 50;
/// Organizations that begin to be read at a time.
const SYNCS: usize = 4;
/// Those that are looked through for them: some must be left for later.
const CANDIDATES: i64 = 100;
/// A reading that nobody asked for leaves this part of the allowance to those that somebody does.
const LEFT_TO_PEOPLE: u32 = 5;

const LABEL: &str = "Reading GitHub again, in case something was missed";

pub async fn upkeep(reader: Reader, client: Client, github: Github) -> Handled<()> {
    let (redelivered, begun) = tokio::join!(redeliver(&github), read_again(&reader, &client));
    redelivered.and(begun)
}

/// Has GitHub deliver again what nobody has taken: the gateway was away, or could not store it.
async fn redeliver(github: &Github) -> Handled<()> {
    let failed = match github.failed_deliveries().await {
        Ok(failed) => failed,
        // Without an App, or without a webhook of it, nothing is delivered at all.
        Err(GithubError::NotConfigured | GithubError::Api(ApiError::NotFound { .. })) => return Ok(()),
        Err(error) => return Err(Failure::failed(error)),
    };
    if !failed.is_empty() {
        tracing::warn!("{} webhooks were not taken; GitHub is asked to deliver them again", failed.len());
    }
    // One that GitHub cannot deliver again keeps none of the others.
    let asked = join_all(failed.into_iter().take(DELIVERIES).map(|id| github.redeliver(id))).await;
    asked.into_iter().collect::<Result<Vec<_>, _>>().map(drop).map_err(Failure::failed)
}

/// Begins to read the organizations whose time has come.
async fn read_again(reader: &Reader, client: &Client) -> Handled<()> {
    for organization_id in due(reader.db(), reader.now).await? {
        let command = SyncRepos { label: Some(LABEL.to_owned()), ..SyncRepos::default() };
        let request = Request {
            subject: subject::of::<SyncRepos>(&organization_id),
            body: serde_json::to_vec(&command)?.into(),
            id: format!("clock-{organization_id}-{}", reader.now),
            caller: Caller::service(contracts::Actor::GithubData),
        };
        client.enqueue(request).await.map_err(Failure::failed)?;
    }
    Ok(())
}

async fn due(db: &PgPool, now: Millis) -> sqlx::Result<Vec<OrganizationId>> {
    let candidates = store::accounts::due(db, now, CANDIDATES).await?;
    let may_be_read = candidates.into_iter().filter(|account| leaves_enough(account, now));
    Ok(may_be_read.take(SYNCS).map(|account| account.organization_id).collect())
}

/// Whether a reading that nobody asked for leaves enough of GitHub's allowance.
fn leaves_enough(account: &Account, now: Millis) -> bool {
    let seen = account.github.rate_limit.as_ref().filter(|seen| seen.resets_at > now);
    seen.is_none_or(|seen| seen.remaining >= seen.limit / LEFT_TO_PEOPLE)
}

#[cfg(test)]
mod tests {
    use contracts::organization::{InstallationStatus, RateLimit};

    use super::*;
    use crate::{
        account::tests::{ALL, account, reading},
        testing::{Data, Syncing},
    };

    fn named(id: &str, next_sync_at: Option<Millis>) -> Account {
        let mut account = Account { organization_id: id.parse().unwrap(), ..account() };
        let reading = reading(&mut account);
        account.finish(&reading, 1, 0, ALL);
        account.github.next_sync_at = next_sync_at;
        // One account on GitHub is one organization.
        account.github.account_id = None;
        account
    }

    async fn due_at(now: Millis, accounts: Vec<Account>) -> Vec<String> {
        let data = Data::empty().await;
        let mut connection = data.service.pool().acquire().await.unwrap();
        for account in accounts {
            store::accounts::save(&mut connection, &account, 1).await.unwrap();
        }
        let due = due(data.service.pool(), now).await.unwrap();
        due.into_iter().map(|id| id.to_string()).collect()
    }

    #[tokio::test]
    async fn those_whose_time_has_come_are_read_again_and_last_of_all_those_that_have_lost_the_app() {
        let mut suspended = named("suspended", Some(1));
        suspended.github.installation_status = InstallationStatus::ReconnectRequired;
        let mut never = named("never-there", Some(1));
        never.github.installation_status = InstallationStatus::InstallRequired;
        never.github.last_sync_at = None;
        let mut syncing = named("syncing", None);
        syncing.start("run", &Default::default(), None);
        let accounts = vec![
            named("now", Some(100)),
            named("later", Some(101)),
            named("before", Some(50)),
            named("unknown", None),
            suspended,
            never,
            syncing,
        ];
        assert_eq!(due_at(100, accounts).await, ["unknown", "before", "now", "suspended"]);
    }

    #[tokio::test]
    async fn few_begin_at_a_time_and_a_small_allowance_is_left_to_people() {
        let many = (0..6).map(|number| named(&format!("org-{number}"), Some(number)));
        assert_eq!(due_at(100, many.collect()).await, ["org-0", "org-1", "org-2", "org-3"]);

        let left = |remaining, resets_at| {
            let rate_limit = Some(RateLimit { limit: 5_000, remaining, resets_at });
            let mut account = named("acme", Some(1));
            account.github.rate_limit = rate_limit;
            leaves_enough(&account, 100)
        };
        assert_eq!([left(999, 101), left(1_000, 101), left(0, 100)], [false, true, true]);
    }

    /// One webhook that nobody answers.
    async fn lost() -> Syncing {
        let syncing = Syncing::new(1).await;
        syncing.standin.set_webhook("http://127.0.0.1:1/", "secret");
        delivers(&syncing, 1).await;
        syncing
    }

    async fn delivers(syncing: &Syncing, webhooks: usize) {
        for _ in 0..webhooks {
            syncing.standin.deliver("ping", &serde_json::json!({}));
        }
        syncing.standin.deliveries_settled().await;
    }

    /// How often each was tried once GitHub was asked.
    async fn tried(syncing: &Syncing) -> Vec<usize> {
        redeliver(&syncing.github).await.unwrap_or_default();
        syncing.standin.deliveries_settled().await;
        syncing.standin.deliveries().iter().map(|delivery| delivery.attempts.len()).collect()
    }

    #[tokio::test]
    async fn what_was_not_taken_is_delivered_again() {
        assert_eq!(tried(&lost().await).await, [2]);
    }

    #[tokio::test]
    async fn hundreds_that_were_taken_since_hide_nothing() {
        let syncing = lost().await;
        // Something that takes whatever comes.
        let anybody = format!("{}/_standin/deliveries/release", syncing.standin.base());
        syncing.standin.set_webhook(&anybody, "secret");
        delivers(&syncing, 250).await;
        let tried = tried(&syncing).await;
        assert_eq!((tried[0], tried.iter().sum::<usize>()), (2, 252));
    }

    #[tokio::test]
    async fn one_that_github_cannot_deliver_again_keeps_no_other() {
        let syncing = lost().await;
        delivers(&syncing, 2).await;
        syncing.standin.fail_route(Some("POST /app/hook/deliveries/{id}/attempts"), 422, 1);
        assert_eq!(tried(&syncing).await.iter().sum::<usize>(), 3 + 2);
    }
}
