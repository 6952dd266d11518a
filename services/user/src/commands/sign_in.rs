//! Lets somebody in who has proved to GitHub who they are.

use contracts::{
    UserId,
    user::{Discovery, SealedToken, SignIn, SignedIn},
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{CommandFn, Cx, Handled, WhenActive};
use vault::Vault;

use crate::{account::Account, error::UserError, renewal, store, text, views, workflows::discovery};

/// The handler, with what opens and seals tokens.
pub struct SigningIn(pub Vault);

impl<'a> CommandFn<'a, SignIn> for SigningIn {
    type Future = BoxFuture<'a, Handled<SignedIn>>;

    fn call(&self, cx: &'a mut Cx, user_id: UserId, command: SignIn) -> Self::Future {
        let vault = self.0.clone();
        async move { sign_in(cx, user_id, command, &vault).await }.boxed()
    }
}

/// A repeat with the same credential is the same sign-in. GitHub is asked anew where the person belongs.
async fn sign_in(cx: &mut Cx, user_id: UserId, mut command: SignIn, vault: &Vault) -> Handled<SignedIn> {
    text::credential(&command.credential)?;
    text::cut_profile(&mut command.profile);
    command.user_agent = text::user_agent(command.user_agent);
    let now = cx.now;
    if command.expires_at <= now {
        return Err(UserError::ExpiryIsPast.into());
    }
    let holder = store::credentials::holder(cx.read().await?, &command.credential).await?;
    let own = (user_id.to_string(), command.sign_in_id.to_string());
    if holder.is_some_and(|holder| holder != own) {
        return Err(UserError::CredentialIsTaken.into());
    }
    // Opened once: what cannot be opened would fail much later, where nobody can sign in again.
    let token = readable(vault, &user_id, &command.token)?;
    let before = store::accounts::find(cx.read().await?, &user_id).await?;
    // One that ends is renewed no longer: another has its place.
    let has_ending = before.as_ref().is_some_and(|before| before.token.renewable.is_some());
    let token = (token, command.renewable.clone());
    let mut account = Account::signed_in(before, &user_id, command.profile.clone(), token, now);

    let workflow_id = discovery::workflow_id(&user_id);
    let started = cx.start::<Discovery>(&user_id, &workflow_id, &Discovery {}, WhenActive::RunAgain).await?;
    account.await_discovery(&started);
    renewal::await_expiry(cx, &user_id, &account.token).await?;
    if has_ending {
        renewal::tell_sandboxes(cx, &user_id, account.token.number).await?;
    }
    store::accounts::save(cx.write().await?, &account).await?;
    store::credentials::prune(cx.write().await?, &user_id, now).await?;
    store::sign_ins::save(cx.write().await?, &user_id, &command, now).await?;
    store::sign_ins::evict(cx.write().await?, &user_id, &command.sign_in_id).await?;

    views::access_changed(cx, &user_id).await?;
    views::app_changed(cx, &account).await?;
    Ok(SignedIn { user_id, sign_in_id: command.sign_in_id })
}

/// The token, sealed with the newest key. Refused when it cannot be opened.
fn readable(vault: &Vault, user_id: &UserId, token: &SealedToken) -> Result<SealedToken, UserError> {
    let resealed = vault.open(user_id, token).and_then(|_| vault.reseal(user_id, token));
    let resealed = resealed.map_err(|error| UserError::TokenUnreadable(error.to_string()))?;
    Ok(resealed.unwrap_or_else(|| token.clone()))
}

#[cfg(test)]
mod tests {
    use contracts::user::{DiscoveryStatus, ListSignIns};

    use super::*;
    use crate::testing::{Bob, MONTH_MS, OLD_KEYS, TOKEN, credential, profile, vault};

    #[tokio::test]
    async fn whoever_signs_in_has_an_account_and_is_looked_for() {
        let bob = Bob::unknown().await;
        let handling = bob.send(&bob.sign_in(1)).await;

        let app = bob.app().await;
        assert_eq!((app.user_id, app.profile), (bob.key.clone(), profile("bob")));
        assert_eq!((app.discovery.status, app.organizations), (DiscoveryStatus::Running, vec![]));
        let [access, shown_app] = handling.shown().try_into().unwrap();
        assert_eq!((access.key.as_str(), shown_app.key.as_str()), ("user.u2.access", "user.u2.app"));
        assert_eq!(access.value.unwrap()["signIns"], serde_json::json!(["sign-in-1"]));
        assert_eq!(shown_app.value.unwrap()["profile"]["login"], "bob");
        assert_eq!(handling.sent_count(), 1, "the run");
        assert_eq!(handling.outcome.unwrap().sign_in_id, bob.sign_in(1).sign_in_id);
    }

    #[tokio::test]
    async fn a_sign_in_is_listed_with_its_browser() {
        let bob = Bob::unknown().await;
        let first = SignIn { user_agent: Some("x\n".repeat(400)), ..bob.sign_in(1) };
        bob.done(&first).await;
        let [listed] = bob.asks(&ListSignIns {}).await.sign_ins.try_into().unwrap();
        assert_eq!((listed.sign_in_id, listed.expires_at), (first.sign_in_id, first.expires_at));
        let browser = listed.user_agent.unwrap();
        assert_eq!((browser.chars().count(), browser.contains('\n')), (300, false));
    }

    #[tokio::test]
    async fn the_same_again_is_the_same_sign_in() {
        let bob = Bob::signed_in().await;
        bob.done(&bob.sign_in(1)).await;
        assert_eq!(bob.asks(&ListSignIns {}).await.sign_ins.len(), 1);
    }

    #[tokio::test]
    async fn anothers_credential_is_refused() {
        let bob = Bob::signed_in().await;
        let other = SignIn { credential: credential(1), ..bob.sign_in(2) };
        bob.refused(&other, "user.credential_is_taken").await;

        let eve = UserId::for_number(3);
        let token = vault().seal(&eve, &vault::Token::new("gho_eve".into()), vec![]);
        let handling = bob.service.command(&eve, &SignIn { token, ..bob.sign_in(1) }).await;
        assert_eq!(handling.refusal(), Some("user.credential_is_taken"));
    }

    #[tokio::test]
    async fn what_is_no_credential_or_over_already_is_refused() {
        let bob = Bob::unknown().await;
        let short = SignIn { credential: "abc".parse().unwrap(), ..bob.sign_in(1) };
        bob.refused(&short, "user.credential_is_malformed").await;
        let over = SignIn { expires_at: bob.service.now(), ..bob.sign_in(1) };
        bob.refused(&over, "user.expiry_is_past").await;
    }

    #[tokio::test]
    async fn a_token_that_is_anothers_damaged_or_sealed_elsewhere_is_refused() {
        let bob = Bob::unknown().await;
        let eves = vault().seal(&UserId::for_number(3), &vault::Token::new(TOKEN.into()), vec![]);
        let damaged = SealedToken { sealed: "AAAA".into(), ..bob.sealed(&vault()) };
        let foreign = SealedToken { key_id: "other".into(), ..bob.sealed(&vault()) };
        for token in [eves, damaged, foreign] {
            bob.refused(&SignIn { token, ..bob.sign_in(1) }, "user.token_unreadable").await;
        }
    }

    #[tokio::test]
    async fn a_token_sealed_with_an_old_key_is_sealed_again() {
        let bob = Bob::unknown().await;
        let token = bob.sealed(&Vault::parse(OLD_KEYS).unwrap());
        bob.done(&SignIn { token, ..bob.sign_in(1) }).await;
        let stored = store::accounts::read(bob.service.pool(), &bob.key).await.unwrap().token.sealed;
        assert_eq!((stored.key_id.as_str(), stored.scopes.len()), ("new", 2));
        assert_eq!(vault().open(&bob.key, &stored).unwrap().reveal(), TOKEN);
    }

    #[tokio::test]
    async fn the_least_recently_seen_of_too_many_ends() {
        let bob = Bob::unknown().await;
        for number in 1..=50 {
            bob.done(&bob.sign_in(number)).await;
            bob.waits(10).await;
        }
        bob.done(&bob.sign_in(51)).await;
        let listed = bob.asks(&ListSignIns {}).await.sign_ins;
        assert_eq!(listed.len(), 50);
        assert_eq!(listed[0].sign_in_id, bob.sign_in(51).sign_in_id);
        assert!(listed.iter().all(|listed| listed.sign_in_id != bob.sign_in(1).sign_in_id));
    }

    #[tokio::test]
    async fn those_that_are_over_are_forgotten() {
        let bob = Bob::signed_in().await;
        bob.waits(MONTH_MS).await;
        let handling = bob.send(&bob.sign_in(2)).await;
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["signIns"], serde_json::json!(["sign-in-2"]));
        let left: i64 =
            sqlx::query_scalar("SELECT count(*) FROM sign_ins").fetch_one(bob.service.pool()).await.unwrap();
        assert_eq!(left, 1);
    }
}
