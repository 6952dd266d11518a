//! Beginning what follows when a token ends.

use contracts::{
    Millis, UserId,
    sandbox::{CredentialsKey, ReplaceCredentials},
    user::{TokenExpiry, TokenRenewal},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{account::StoredToken, store};

/// GitHub was asked for minutes before. Often enough that its person hardly notices the end of an outage.
const AGAIN_MS: Millis = 5 * 60_000;

/// Has the token renewed when its time comes; one that does not end, never.
pub async fn await_expiry(cx: &mut Cx, user_id: &UserId, token: &StoredToken) -> Handled<()> {
    match token.renew_at(cx.now) {
        Some(renew_at) => wait_until(cx, user_id, token.number, renew_at).await,
        None => Ok(()),
    }
}

/// After a renewal that has come to nothing.
pub async fn again(cx: &mut Cx, user_id: &UserId, number: i64) -> Handled<()> {
    let renew_at = cx.now + AGAIN_MS;
    wait_until(cx, user_id, number, renew_at).await
}

async fn wait_until(cx: &mut Cx, user_id: &UserId, number: i64, renew_at: Millis) -> Handled<()> {
    let workflow_id = format!("tokenExpiry:{user_id}:{number}");
    cx.start::<TokenExpiry>(user_id, &workflow_id, &TokenExpiry { number, renew_at }, WhenActive::Join).await?;
    Ok(())
}

/// Has it renewed now, or joins the renewal of this token that is under way. One of an older token ends by itself.
pub async fn renew(cx: &mut Cx, user_id: &UserId, number: i64) -> Handled<()> {
    let workflow_id = format!("tokenRenewal:{user_id}:{number}");
    cx.start::<TokenRenewal>(user_id, &workflow_id, &TokenRenewal { number }, WhenActive::Join).await?;
    Ok(())
}

/// Has the present token put into the sandboxes in which the one before is, which ends with it.
pub async fn tell_sandboxes(cx: &mut Cx, user_id: &UserId, number: i64) -> Handled<()> {
    for membership in store::memberships::list(cx.read().await?, user_id).await? {
        let organization_id = membership.organization.organization_id;
        let key = CredentialsKey { organization_id, user_id: user_id.clone() };
        cx.send(&key, &ReplaceCredentials { number })?;
    }
    Ok(())
}
