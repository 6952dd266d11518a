//! `user.workflow.tokenExpiry`: waits until a token is about to end.
//!
//! `wait` → `renew`

use contracts::{
    UserId,
    user::{RenewToken, TokenExpired, TokenExpiry},
};
use futures::FutureExt;
use runtime::{Handled, Run};

/// One for each token that ends: which one is in force then is seen when the time has come.
pub async fn token_expiry(run: Run, user_id: UserId, input: TokenExpiry) -> Handled<TokenExpired> {
    let TokenExpiry { number, renew_at } = input;
    run.sleep_until("wait", renew_at).await?;
    run.commit("renew", |cx| {
        let user_id = user_id.clone();
        async move { cx.send(&user_id, &RenewToken { number }) }.boxed()
    })
    .await?;
    Ok(TokenExpired {})
}
