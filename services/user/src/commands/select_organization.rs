//! Chooses the organization that is opened first.

use contracts::{
    UserId,
    user::{App, SelectOrganization},
};
use runtime::{Cx, Handled};

use crate::{store, views};

pub async fn select_organization(cx: &mut Cx, user_id: UserId, command: SelectOrganization) -> Handled<App> {
    store::memberships::must_belong(cx.read().await?, &user_id, &command.organization_id).await?;
    let mut account = store::accounts::read(cx.read().await?, &user_id).await?;

    account.selected_organization_id = Some(command.organization_id);

    store::accounts::save(cx.write().await?, &account).await?;

    views::app_changed(cx, &account).await
}

#[cfg(test)]
mod tests {
    use contracts::organization::Role;

    use super::*;
    use crate::testing::{Bob, acme, membership};

    #[tokio::test]
    async fn the_chosen_organization_is_the_active_one() {
        let bob = Bob::in_acme().await;
        bob.done(&membership("tidepool", Some(Role::Admin))).await;
        assert_eq!(bob.app().await.active_organization_id, None);
        let handling = bob.send(&SelectOrganization { organization_id: acme() }).await;
        let app = handling.outcome.as_ref().unwrap();
        assert_eq!((app.active_organization_id.clone(), app), (Some(acme()), &bob.app().await));
        assert_eq!(handling.shown()[0].value, Some(serde_json::json!(app)));
    }

    #[tokio::test]
    async fn somebody_elses_organization_is_refused() {
        let bob = Bob::in_acme().await;
        for other in ["tidepool", "app", "personal-x"] {
            let wish = SelectOrganization { organization_id: other.parse().unwrap() };
            bob.refused(&wish, "user.not_a_member").await;
        }
        Bob::unknown().await.refused(&SelectOrganization { organization_id: acme() }, "user.unknown").await;
    }
}
