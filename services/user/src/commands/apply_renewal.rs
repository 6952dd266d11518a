//! Takes in what came of a token's renewal.

use contracts::{
    UserId,
    organization::Applied,
    user::{ApplyRenewal, Discovery, DiscoveryStatus, RenewalNews},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{renewal, store, views, workflows::discovery};

/// Sandboxes get the new one, as the one before has ended. A search that waits for it begins again. If GitHub gave none, the
/// person reads that they must sign in.
pub async fn apply_renewal(cx: &mut Cx, user_id: UserId, command: ApplyRenewal) -> Handled<Applied> {
    let mut account = store::accounts::read(cx.read().await?, &user_id).await?;
    let is_renewed = matches!(command.news, RenewalNews::Renewed { .. });
    if !account.renewed(command, cx.now) {
        return Ok(Applied { applied: false });
    }

    if is_renewed {
        renewal::await_expiry(cx, &user_id, &account.token).await?;
        renewal::tell_sandboxes(cx, &user_id, account.token.number).await?;
    }
    if is_renewed && account.discovery.status == DiscoveryStatus::Running {
        let workflow_id = discovery::workflow_id(&user_id);
        let started = cx.start::<Discovery>(&user_id, &workflow_id, &Discovery {}, WhenActive::RunAgain).await?;
        account.await_discovery(&started);
    }
    store::accounts::save(cx.write().await?, &account).await?;
    views::app_changed(cx, &account).await?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        organization::Role,
        sandbox::ReplaceCredentials,
        user::{ApplyDiscovery, DiscoveryNews, GithubToken},
    };

    use super::*;
    use crate::testing::{Bob, membership, vault};

    fn refused() -> ApplyDiscovery {
        let news = DiscoveryNews::Failed { message: "no".into(), refused_token: Some(1) };
        ApplyDiscovery { run_id: "r1".into(), observed_at: 10, news }
    }

    async fn given_long_ago(bob: &Bob) {
        sqlx::query("UPDATE accounts SET token_issued_at = 1").execute(bob.service.pool()).await.unwrap();
    }

    #[tokio::test]
    async fn a_search_whose_token_was_refused_goes_on_with_another() {
        let bob = Bob::unknown().await;
        bob.done(&bob.expiring_sign_in(1)).await;
        given_long_ago(&bob).await;
        let waiting = bob.send(&refused()).await;
        assert_eq!(waiting.sent_count(), 1, "the renewal");
        assert_eq!(bob.app().await.discovery.status, DiscoveryStatus::Running);

        let sign_in = bob.expiring_sign_in(2);
        let news = RenewalNews::Renewed { token: bob.sealed(&vault()), renewable: sign_in.renewable };
        let told = ApplyRenewal { number: 1, news };
        let renewed = bob.send(&told).await;
        assert_eq!(
            renewed.sent_count(),
            1,
            "the wait for its end; the search that was under way is followed by another"
        );
        assert!(!bob.done_without_change(&told).await.applied, "it comes twice");
        assert!(!bob.asks(&GithubToken {}).await.token.is_empty());
    }

    #[tokio::test]
    async fn the_sandboxes_of_their_organizations_hear_of_another_token_and_not_what_it_is() {
        let bob = Bob::unknown().await;
        bob.done(&bob.expiring_sign_in(1)).await;
        bob.done(&membership("acme", Some(Role::Member))).await;
        bob.done(&membership("tidepool", None)).await;
        let news = RenewalNews::Renewed { token: bob.sealed(&vault()), renewable: bob.expiring_sign_in(2).renewable };
        let renewed = bob.send(&ApplyRenewal { number: 1, news }).await;
        let [(key, told)] = renewed.sent::<ReplaceCredentials>().try_into().unwrap();
        assert_eq!((key.as_str(), told), ("acme.u2--credentials", ReplaceCredentials { number: 2 }));
    }

    #[tokio::test]
    async fn without_another_token_the_person_reads_that_they_must_sign_in() {
        let bob = Bob::unknown().await;
        bob.done(&bob.expiring_sign_in(1)).await;
        bob.done(&ApplyRenewal { number: 1, news: RenewalNews::Refused {} }).await;
        assert_eq!(bob.query_refused(&GithubToken {}).await, "user.token_revoked");
        let discovery = bob.app().await.discovery;
        assert_eq!(discovery.status, DiscoveryStatus::Failed);
        assert!(discovery.message.unwrap().contains("sign out and in again"));
    }
}
