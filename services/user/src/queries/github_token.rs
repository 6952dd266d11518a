//! Gives GitHub's token of a person to a service that acts as them.

use contracts::{
    UserId,
    user::{GithubToken, GithubTokenFound},
};
use runtime::{Failure, Handled, Reader};
use vault::Vault;

use crate::{account::TokenState, error::UserError, store};

/// The one answer that carries a token. It goes to whoever may ask (`nats/users`) and is kept nowhere.
pub async fn github_token(reader: Reader, user_id: UserId, _: GithubToken, vault: Vault) -> Handled<GithubTokenFound> {
    let account = store::accounts::read(reader.db(), &user_id).await?;
    match account.token.state(reader.now) {
        TokenState::Accepted => {}
        // Whoever asks in a workflow asks again; the renewal takes seconds.
        TokenState::Renewing => return Err(Failure::later(None, UserError::TokenRenewing.to_string())),
        TokenState::Over => return Err(UserError::TokenRevoked.into()),
    }
    let expires_at = account.token.renewable.map(|renewable| renewable.expires_at);
    let sealed = account.token.sealed;
    let token = vault.open(&user_id, &sealed).map_err(|error| UserError::TokenUnreadable(error.to_string()))?;
    Ok(GithubTokenFound {
        token: token.reveal().to_owned(),
        scopes: sealed.scopes,
        expires_at,
        profile: account.profile,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Bob, OLD_KEYS, TOKEN, profile};

    #[tokio::test]
    async fn a_token_is_opened_for_whoever_may_ask() {
        let bob = Bob::signed_in().await;
        let found = bob.asks(&GithubToken {}).await;
        assert_eq!((found.token.as_str(), found.profile), (TOKEN, profile("bob")));
        assert_eq!(found.scopes, ["repo", "read:org"]);
    }

    #[tokio::test]
    async fn one_under_an_old_key_is_opened_and_left_as_it_is() {
        let bob = Bob::signed_in().await;
        let old = bob.sealed(&Vault::parse(OLD_KEYS).unwrap());
        sqlx::query("UPDATE accounts SET token_key_id = $1, token_sealed = $2")
            .bind(old.key_id)
            .bind(old.sealed)
            .execute(bob.service.pool())
            .await
            .unwrap();
        let before = bob.service.rows().await;
        assert_eq!(bob.asks(&GithubToken {}).await.token, TOKEN);
        assert_eq!(bob.service.rows().await, before);
    }

    #[tokio::test]
    async fn what_cannot_be_opened_is_refused_with_what_to_do() {
        let bob = Bob::signed_in().await;
        sqlx::query("UPDATE accounts SET token_key_id = 'gone'").execute(bob.service.pool()).await.unwrap();
        assert_eq!(bob.query_refused(&GithubToken {}).await, "user.token_unreadable");
        assert_eq!(Bob::unknown().await.query_refused(&GithubToken {}).await, "user.unknown");
    }

    #[tokio::test]
    async fn no_row_contains_a_token() {
        let bob = Bob::signed_in().await;
        assert!(!bob.service.rows().await.to_string().contains(TOKEN));
    }
}
