//! Signs out everywhere, or everywhere but here.

use contracts::{
    UserId,
    user::{EndAllSignIns, SignInsEnded},
};
use runtime::{Cx, Handled};

use crate::{store, views};

/// API tokens are not sign-ins: each is revoked by itself.
pub async fn end_all_sign_ins(cx: &mut Cx, user_id: UserId, command: EndAllSignIns) -> Handled<SignInsEnded> {
    store::accounts::read(cx.read().await?, &user_id).await?;

    let ended = store::sign_ins::end_all(cx.write().await?, &user_id, command.except.as_ref()).await?;

    if ended > 0 {
        views::access_changed(cx, &user_id).await?;
    }
    Ok(SignInsEnded { ended: u32::try_from(ended).unwrap_or(u32::MAX) })
}

#[cfg(test)]
mod tests {
    use contracts::user::ListSignIns;

    use super::*;
    use crate::testing::Bob;

    async fn thrice_signed_in() -> Bob {
        let bob = Bob::signed_in().await;
        bob.done(&bob.sign_in(2)).await;
        bob.done(&bob.sign_in(3)).await;
        bob
    }

    #[tokio::test]
    async fn every_sign_in_ends() {
        let bob = thrice_signed_in().await;
        let handling = bob.send(&EndAllSignIns::default()).await;
        assert_eq!(handling.outcome.as_ref().unwrap().ended, 3);
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["signIns"], serde_json::json!([]));
        assert_eq!(bob.asks(&ListSignIns {}).await.sign_ins, []);
        assert_eq!(bob.done_without_change(&EndAllSignIns::default()).await.ended, 0);
    }

    #[tokio::test]
    async fn the_one_that_is_named_stays() {
        let bob = thrice_signed_in().await;
        let here = bob.sign_in(2).sign_in_id;
        assert_eq!(bob.done(&EndAllSignIns { except: Some(here.clone()) }).await.ended, 2);
        assert_eq!(bob.asks(&ListSignIns {}).await.sign_ins[0].sign_in_id, here);
    }

    #[tokio::test]
    async fn somebody_elses_stay() {
        let bob = thrice_signed_in().await;
        let handling = bob.service.command(&UserId::for_number(3), &EndAllSignIns::default()).await;
        assert_eq!(handling.refusal(), Some("user.unknown"));
        assert_eq!(bob.asks(&ListSignIns {}).await.sign_ins.len(), 3);
    }
}
