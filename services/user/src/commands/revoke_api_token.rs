//! Ends an API token at once.

use contracts::{
    UserId,
    user::{ApiTokenRevoked, RevokeApiToken},
};
use runtime::{Cx, Handled};

use crate::{store, views};

pub async fn revoke_api_token(cx: &mut Cx, user_id: UserId, command: RevokeApiToken) -> Handled<ApiTokenRevoked> {
    store::accounts::read(cx.read().await?, &user_id).await?;

    let revoked = store::api_tokens::revoke(cx.write().await?, &user_id, &command.api_token_id).await? > 0;

    if revoked {
        views::access_changed(cx, &user_id).await?;
    }
    Ok(ApiTokenRevoked { revoked })
}

#[cfg(test)]
mod tests {
    use contracts::user::{Identify, RegisterApiToken, TokenScope};

    use super::*;
    use crate::testing::{Bob, new_credential};

    #[tokio::test]
    async fn a_revoked_token_is_nobodys() {
        let bob = Bob::signed_in().await;
        let (api_token_id, credential) = ("token-1".parse().unwrap(), new_credential());
        let (organizations, expires_at) = (vec![], None);
        let (name, scope) = ("CI".into(), TokenScope::Read);
        let wish = RegisterApiToken { api_token_id, credential, name, scope, organizations, expires_at };
        bob.done(&wish).await;

        let revoke = RevokeApiToken { api_token_id: wish.api_token_id };
        let handling = bob.send(&revoke).await;
        assert!(handling.outcome.as_ref().unwrap().revoked);
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["apiTokens"], serde_json::json!([]));
        assert_eq!(bob.service.query(&wish.credential, &Identify {}).await.unwrap().person, None);
        assert!(!bob.done_without_change(&revoke).await.revoked);
    }
}
