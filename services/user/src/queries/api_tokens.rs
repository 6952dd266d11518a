//! Lists a person's API tokens that are in force.

use contracts::{
    UserId,
    user::{ApiTokenList, ListApiTokens},
};
use runtime::{Handled, Reader};

use crate::store;

pub async fn api_tokens(reader: Reader, user_id: UserId, _: ListApiTokens) -> Handled<ApiTokenList> {
    store::accounts::read(reader.db(), &user_id).await?;
    Ok(ApiTokenList { api_tokens: store::api_tokens::list(reader.db(), &user_id, reader.now).await? })
}

#[cfg(test)]
mod tests {
    use contracts::user::{RegisterApiToken, TokenScope};

    use super::*;
    use crate::testing::{Bob, new_credential};

    #[tokio::test]
    async fn the_newest_comes_first_and_what_is_over_does_not_come() {
        let bob = Bob::signed_in().await;
        for (id, lasts_ms) in [("token-1", Some(1_000_000)), ("token-2", None)] {
            let wish = RegisterApiToken {
                api_token_id: id.parse().unwrap(),
                credential: new_credential(),
                name: id.into(),
                scope: TokenScope::Read,
                organizations: vec![],
                expires_at: lasts_ms.map(|lasts_ms: i64| bob.service.now() + lasts_ms),
            };
            bob.done(&wish).await;
            bob.waits(10).await;
        }
        let names = async || {
            let listed = bob.asks(&ListApiTokens {}).await.api_tokens;
            listed.into_iter().map(|token| token.name).collect::<Vec<_>>()
        };
        assert_eq!(names().await, ["token-2", "token-1"]);
        bob.waits(1_000_000).await;
        assert_eq!(names().await, ["token-2"]);
    }
}
