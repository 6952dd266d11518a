//! Signs out of one browser.

use contracts::{
    UserId,
    user::{EndSignIn, SignInsEnded},
};
use runtime::{Cx, Handled};

use crate::{store, views};

pub async fn end_sign_in(cx: &mut Cx, user_id: UserId, command: EndSignIn) -> Handled<SignInsEnded> {
    store::accounts::read(cx.read().await?, &user_id).await?;

    let ended = store::sign_ins::end(cx.write().await?, &user_id, &command.sign_in_id).await?;

    if ended > 0 {
        views::access_changed(cx, &user_id).await?;
    }
    Ok(SignInsEnded { ended: u32::try_from(ended).unwrap_or(u32::MAX) })
}

#[cfg(test)]
mod tests {
    use contracts::user::Identify;

    use super::*;
    use crate::testing::{Bob, credential};

    fn end(bob: &Bob, number: u64) -> EndSignIn {
        EndSignIn { sign_in_id: bob.sign_in(number).sign_in_id }
    }

    #[tokio::test]
    async fn a_sign_in_ends_at_once_and_the_others_stay() {
        let bob = Bob::signed_in().await;
        bob.done(&bob.sign_in(2)).await;
        let handling = bob.send(&end(&bob, 1)).await;

        assert_eq!(handling.outcome.as_ref().unwrap().ended, 1);
        let [access] = handling.shown().try_into().unwrap();
        assert_eq!(access.value.unwrap()["signIns"], serde_json::json!(["sign-in-2"]));
        assert_eq!(bob.service.query(&credential(1), &Identify {}).await.unwrap().person, None);
        assert!(bob.service.query(&credential(2), &Identify {}).await.unwrap().person.is_some());
    }

    #[tokio::test]
    async fn ending_what_is_not_there_changes_nothing() {
        let bob = Bob::signed_in().await;
        assert_eq!(bob.done_without_change(&end(&bob, 2)).await.ended, 0);
        let eve = UserId::for_number(3);
        assert_eq!(bob.service.command(&eve, &end(&bob, 1)).await.refusal(), Some("user.unknown"));
        assert_eq!(bob.done(&end(&bob, 1)).await.ended, 1);
    }
}
