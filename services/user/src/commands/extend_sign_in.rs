//! Lets a sign-in that is in use last longer.

use contracts::{
    UserId,
    organization::Applied,
    user::{ExtendSignIn, SealedToken},
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{CommandFn, Cx, Handled};
use vault::Vault;

use crate::{
    account::{Account, StoredToken},
    store, views,
};

/// The handler, with what opens and seals tokens.
pub struct ExtendingSignIn(pub Vault);

impl<'a> CommandFn<'a, ExtendSignIn> for ExtendingSignIn {
    type Future = BoxFuture<'a, Handled<Applied>>;

    fn call(&self, cx: &'a mut Cx, user_id: UserId, command: ExtendSignIn) -> Self::Future {
        let vault = self.0.clone();
        async move { extend_sign_in(cx, user_id, command, &vault).await }.boxed()
    }
}

/// One that is over stays so. It is sent now and then for everybody who is there, so keys rotate with it.
async fn extend_sign_in(cx: &mut Cx, user_id: UserId, command: ExtendSignIn, vault: &Vault) -> Handled<Applied> {
    let ExtendSignIn { sign_in_id, seen_at, expires_at } = command;
    let now = cx.now;
    let account = store::accounts::read(cx.read().await?, &user_id).await?;

    let applied = store::sign_ins::extend(cx.write().await?, &user_id, &sign_in_id, seen_at, expires_at, now).await?;
    let pruned = store::credentials::prune(cx.write().await?, &user_id, now).await?;
    if let Some(sealed) = resealed(vault, &account) {
        let token = StoredToken { sealed, ..account.token };
        store::accounts::save(cx.write().await?, &Account { token, ..account }).await?;
    }

    if pruned > 0 {
        views::access_changed(cx, &user_id).await?;
    }
    Ok(Applied { applied })
}

/// The token under the newest key; `None` when it is already. What cannot be opened stays as it is: whoever asks for it is
/// told, and its person has to sign in again.
fn resealed(vault: &Vault, account: &Account) -> Option<SealedToken> {
    vault.reseal(&account.user_id, &account.token.sealed).unwrap_or_else(|error| {
        tracing::warn!(user.id = %account.user_id, %error, "A token cannot be opened");
        None
    })
}

#[cfg(test)]
mod tests {
    use contracts::{
        Millis,
        user::{ListSignIns, SignIn, SignInRead},
    };

    use super::*;
    use crate::testing::{Bob, MONTH_MS, TOKEN, vault};

    fn extend(bob: &Bob, number: u64, by: Millis) -> ExtendSignIn {
        let now = bob.service.now();
        let sign_in_id = bob.sign_in(number).sign_in_id;
        ExtendSignIn { sign_in_id, seen_at: now + by, expires_at: now + MONTH_MS + by }
    }

    async fn listed(bob: &Bob) -> SignInRead {
        let [listed] = bob.asks(&ListSignIns {}).await.sign_ins.try_into().unwrap();
        listed
    }

    #[tokio::test]
    async fn a_sign_in_that_is_used_lasts_longer() {
        let bob = Bob::signed_in().await;
        let later = extend(&bob, 1, 3_600_000);
        assert!(bob.done(&later).await.applied);
        assert_eq!((listed(&bob).await.seen_at, listed(&bob).await.expires_at), (later.seen_at, later.expires_at));
    }

    #[tokio::test]
    async fn word_that_comes_late_makes_it_no_shorter() {
        let bob = Bob::signed_in().await;
        let later = extend(&bob, 1, 3_600_000);
        bob.done(&later).await;
        bob.done(&extend(&bob, 1, 0)).await;
        assert_eq!(listed(&bob).await.expires_at, later.expires_at);
    }

    #[tokio::test]
    async fn one_that_is_over_ended_or_anothers_stays_so() {
        let bob = Bob::signed_in().await;
        assert!(!bob.done_without_change(&extend(&bob, 2, 0)).await.applied);
        bob.waits(MONTH_MS).await;
        let handling = bob.send(&extend(&bob, 1, 0)).await;
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["signIns"], serde_json::json!([]));
        assert!(!handling.outcome.unwrap().applied);
        Bob::unknown().await.refused(&extend(&bob, 1, 0), "user.unknown").await;
    }

    #[tokio::test]
    async fn a_token_under_an_old_key_is_sealed_again() {
        let bob = Bob::signed_in().await;
        let old = bob.sealed(&Vault::parse(crate::testing::OLD_KEYS).unwrap());
        sqlx::query("UPDATE accounts SET token_key_id = $1, token_sealed = $2")
            .bind(&old.key_id)
            .bind(&old.sealed)
            .execute(bob.service.pool())
            .await
            .unwrap();
        bob.done(&extend(&bob, 1, 0)).await;
        let stored = store::accounts::read(bob.service.pool(), &bob.key).await.unwrap().token;
        assert_eq!((stored.sealed.key_id.as_str(), stored.number), ("new", 1));
        assert_eq!(vault().open(&bob.key, &stored.sealed).unwrap().reveal(), TOKEN);
        let SignIn { sign_in_id, .. } = bob.sign_in(1);
        assert_eq!(listed(&bob).await.sign_in_id, sign_in_id);
    }
}
