//! Beginning what follows when a token ends.

use contracts::{
    UserId,
    user::{TokenExpiry, TokenRenewal},
};
use runtime::{Cx, Handled, WhenActive};

use crate::account::StoredToken;

/// Has the token renewed when its time comes; one that does not end, never.
pub async fn await_expiry(cx: &mut Cx, user_id: &UserId, token: &StoredToken) -> Handled<()> {
    let (number, now) = (token.number, cx.now);
    let Some(renew_at) = token.renew_at(now) else { return Ok(()) };
    let workflow_id = format!("tokenExpiry:{user_id}:{number}");
    cx.start::<TokenExpiry>(user_id, &workflow_id, &TokenExpiry { number, renew_at }, WhenActive::Join).await?;
    Ok(())
}

/// Has it renewed now, or joins the renewal that is under way.
pub async fn renew(cx: &mut Cx, user_id: &UserId, number: i64) -> Handled<()> {
    let workflow_id = format!("tokenRenewal:{user_id}");
    cx.start::<TokenRenewal>(user_id, &workflow_id, &TokenRenewal { number }, WhenActive::Join).await?;
    Ok(())
}
