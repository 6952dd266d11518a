//! Has a token renewed that is about to end.

use contracts::{UserId, organization::Applied, user::RenewToken};
use runtime::{Cx, Handled};

use crate::{renewal, store};

/// One that another has followed is left alone. That of somebody who is signed in nowhere ends, as their sign-ins have.
pub async fn renew_token(cx: &mut Cx, user_id: UserId, command: RenewToken) -> Handled<Applied> {
    let now = cx.now;
    let mut account = store::accounts::read(cx.read().await?, &user_id).await?;
    let token = &mut account.token;
    if token.number != command.number || token.renew_at(now).is_none() {
        return Ok(Applied { applied: false });
    }
    if store::credentials::has_any(cx.read().await?, &user_id, now).await? {
        renewal::renew(cx, &user_id, token.number).await?;
    } else {
        token.is_left_to_end(now);
        store::accounts::save(cx.write().await?, &account).await?;
    }
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::user::GithubToken;

    use super::*;
    use crate::testing::{Bob, MONTH_MS};

    #[tokio::test]
    async fn a_token_that_ends_is_renewed_once_while_its_person_is_there() {
        let bob = Bob::unknown().await;
        let signed_in = bob.send(&bob.expiring_sign_in(1)).await;
        assert_eq!(signed_in.sent_count(), 2, "the search, and the wait for the end");

        let renewing = bob.send(&RenewToken { number: 1 }).await;
        assert_eq!((renewing.outcome.as_ref().unwrap().applied, renewing.sent_count()), (true, 1));
        let again = bob.send(&RenewToken { number: 1 }).await;
        assert_eq!(again.sent_count(), 0, "one at a time");
        assert!(!bob.done(&RenewToken { number: 2 }).await.applied);
    }

    #[tokio::test]
    async fn a_token_of_somebody_who_is_signed_in_nowhere_ends() {
        let bob = Bob::unknown().await;
        bob.done(&bob.expiring_sign_in(1)).await;
        bob.waits(MONTH_MS).await;
        assert_eq!(bob.send(&RenewToken { number: 1 }).await.sent_count(), 0);
        assert_eq!(bob.query_refused(&GithubToken {}).await, "user.token_revoked");
        assert!(!bob.done_without_change(&RenewToken { number: 1 }).await.applied);
    }

    #[tokio::test]
    async fn a_token_that_does_not_end_is_not_renewed() {
        let bob = Bob::signed_in().await;
        assert!(!bob.done_without_change(&RenewToken { number: 1 }).await.applied);
    }
}
