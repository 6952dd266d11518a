//! Hides the first-run checklist for good.

use contracts::{
    UserId,
    user::{App, DismissChecklist},
};
use runtime::{Cx, Handled};

use crate::{store, views};

pub async fn dismiss_checklist(cx: &mut Cx, user_id: UserId, _: DismissChecklist) -> Handled<App> {
    let mut account = store::accounts::read(cx.read().await?, &user_id).await?;

    account.checklist_is_dismissed = true;

    store::accounts::save(cx.write().await?, &account).await?;

    views::app_changed(cx, &account).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Bob;

    #[tokio::test]
    async fn a_dismissed_checklist_does_not_come_back() {
        let bob = Bob::signed_in().await;
        assert!(bob.app().await.checklist.is_some());
        assert_eq!(bob.done(&DismissChecklist {}).await.checklist, None);
        bob.done(&bob.sign_in(2)).await;
        assert_eq!(bob.app().await.checklist, None);
        Bob::unknown().await.refused(&DismissChecklist {}, "user.unknown").await;
    }
}
