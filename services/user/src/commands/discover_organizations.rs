//! Asks GitHub again where a person belongs.

use contracts::{
    UserId,
    user::{DiscoverOrganizations, Discovery, DiscoveryStarted},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{account::TokenState, renewal, store, views, workflows::discovery};

/// Starts a search, or joins the one under way and has another follow it: what made the caller ask may be newer than what
/// that one has heard. It needs a token: one that has ended is renewed, whatever became of an earlier renewal.
pub async fn discover_organizations(
    cx: &mut Cx,
    user_id: UserId,
    _: DiscoverOrganizations,
) -> Handled<DiscoveryStarted> {
    let mut account = store::accounts::read(cx.read().await?, &user_id).await?;
    if account.token.state(cx.now) == TokenState::Renewing {
        renewal::renew(cx, &user_id, account.token.number).await?;
    }

    let workflow_id = discovery::workflow_id(&user_id);
    let started = cx.start::<Discovery>(&user_id, &workflow_id, &Discovery {}, WhenActive::RunAgain).await?;
    account.await_discovery(&started);
    store::accounts::save(cx.write().await?, &account).await?;

    views::app_changed(cx, &account).await?;
    Ok(DiscoveryStarted { run_id: started.run_id, joined: started.joined })
}

#[cfg(test)]
mod tests {
    use contracts::user::DiscoveryStatus;

    use super::*;
    use crate::testing::Bob;

    #[tokio::test]
    async fn a_search_joins_the_one_that_the_sign_in_began() {
        let bob = Bob::signed_in().await;
        let handling = bob.send(&DiscoverOrganizations {}).await;
        assert!(handling.outcome.as_ref().unwrap().joined);
        assert_eq!(handling.sent_count(), 0);
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["discovery"]["status"], "running");
    }

    #[tokio::test]
    async fn a_search_begins_when_there_is_none() {
        let bob = Bob::signed_in().await;
        sqlx::query("UPDATE workflows SET status = 'done'").execute(bob.service.pool()).await.unwrap();
        let handling = bob.send(&DiscoverOrganizations {}).await;
        assert!(!handling.outcome.as_ref().unwrap().joined);
        assert_eq!(handling.sent_count(), 1, "the run");
        assert_eq!(bob.app().await.discovery.status, DiscoveryStatus::Running);
    }

    #[tokio::test]
    async fn a_token_that_has_ended_is_renewed_for_it() {
        let bob = Bob::unknown().await;
        bob.done(&bob.expiring_sign_in(1)).await;
        for ended in ["UPDATE accounts SET token_expires_at = 1", "UPDATE workflows SET status = 'failed'"] {
            sqlx::query(ended).execute(bob.service.pool()).await.unwrap();
        }
        assert_eq!(bob.send(&DiscoverOrganizations {}).await.sent_count(), 2, "the search and the renewal");
    }

    #[tokio::test]
    async fn nothing_is_made_for_somebody_who_has_never_signed_in() {
        let bob = Bob::unknown().await;
        bob.refused(&DiscoverOrganizations {}, "user.unknown").await;
    }
}
