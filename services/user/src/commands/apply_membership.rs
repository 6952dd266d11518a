//! Takes in what an organization says of itself, and of what the person is there.

use contracts::{UserId, limit, organization::Applied, user::ApplyMembership};
use runtime::{Cx, Handled};

use crate::{
    error::UserError,
    store::{self, memberships::Told},
    text, views,
};

/// An older word changes nothing. What is theirs in an organization that they leave is kept, and out of their reach.
pub async fn apply_membership(cx: &mut Cx, user_id: UserId, command: ApplyMembership) -> Handled<Applied> {
    let ApplyMembership { organization: mut card, role, revision } = command;
    text::cut_card(&mut card);
    let account = store::accounts::read(cx.read().await?, &user_id).await?;
    let before = store::memberships::find(cx.read().await?, &user_id, &card.organization_id).await?;
    if before.as_ref().is_some_and(|before| before.revision >= revision) {
        return Ok(Applied { applied: false });
    }
    let told = Told { card, role, revision };
    let was_member = before.as_ref().is_some_and(|before| before.role.is_some());
    if told.role.is_some() && !was_member {
        must_have_room(cx, &user_id).await?;
    }

    store::memberships::save(cx.write().await?, &user_id, &told).await?;

    if told.role != before.as_ref().and_then(|before| before.role) {
        views::access_changed(cx, &user_id).await?;
    }
    let is_or_was_member = was_member || told.role.is_some();
    let is_the_same = before.is_some_and(|before| before.card == told.card && before.role == told.role);
    if is_or_was_member && !is_the_same {
        views::app_changed(cx, &account).await?;
    }
    Ok(Applied { applied: true })
}

async fn must_have_room(cx: &mut Cx, user_id: &UserId) -> Handled<()> {
    let memberships = store::memberships::list(cx.read().await?, user_id).await?;
    if memberships.len() < limit::ORGANIZATIONS { Ok(()) } else { Err(UserError::TooManyOrganizations.into()) }
}

#[cfg(test)]
mod tests {
    use contracts::{
        organization::{Role, SyncStatus},
        user::{OrganizationCard, SelectOrganization},
    };

    use super::*;
    use crate::testing::{Bob, acme, card, membership};

    #[tokio::test]
    async fn a_membership_is_in_the_persons_list_and_in_what_the_gateways_know() {
        let bob = Bob::signed_in().await;
        let handling = bob.send(&membership("acme", Some(Role::Admin))).await;

        let [access, app] = handling.shown().try_into().unwrap();
        let roles = serde_json::json!([{ "organizationId": "acme", "role": "admin" }]);
        assert_eq!((access.key.as_str(), &access.value.unwrap()["organizations"]), ("user.u2.access", &roles));
        assert_eq!(
            (app.key.as_str(), &app.value.unwrap()["organizations"][0]["role"]),
            ("user.u2.app", &"admin".into())
        );
        let [listed] = bob.app().await.organizations.try_into().unwrap();
        assert_eq!((listed.organization, listed.role), (card("acme"), Role::Admin));
    }

    #[tokio::test]
    async fn an_older_or_equal_word_changes_nothing() {
        let bob = Bob::signed_in().await;
        let (older, newer) = (membership("acme", None), membership("acme", Some(Role::Member)));
        bob.done(&newer).await;
        for late in [older, newer] {
            assert!(!bob.done_without_change(&late).await.applied);
        }
    }

    #[tokio::test]
    async fn a_new_state_is_shown_to_the_person_and_concerns_no_gateway() {
        let bob = Bob::in_acme().await;
        let organization = OrganizationCard { sync_status: SyncStatus::Synced, ..card("acme") };
        let synced = ApplyMembership { organization, ..membership("acme", Some(Role::Member)) };
        let handling = bob.send(&synced).await;
        let [app] = handling.shown().try_into().unwrap();
        assert_eq!(app.value.unwrap()["checklist"]["isSynced"], true);

        let same = ApplyMembership { revision: membership("acme", None).revision, ..synced };
        let handling = bob.send(&same).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        assert_eq!(handling.shown(), []);
    }

    #[tokio::test]
    async fn whoever_leaves_is_out_at_once_and_may_come_back() {
        let bob = Bob::in_acme().await;
        bob.done(&SelectOrganization { organization_id: acme() }).await;
        let handling = bob.send(&membership("acme", None)).await;
        let [access, app] = handling.shown().try_into().unwrap();
        assert_eq!(access.value.unwrap()["organizations"], serde_json::json!([]));
        let app = app.value.unwrap();
        assert_eq!((&app["organizations"], &app["activeOrganizationId"]), (&serde_json::json!([]), &().into()));
        bob.refused(&SelectOrganization { organization_id: acme() }, "user.not_a_member").await;

        bob.done(&membership("acme", Some(Role::Member))).await;
        assert_eq!(bob.app().await.active_organization_id, Some(acme()));
    }

    #[tokio::test]
    async fn who_never_belonged_sees_nothing_of_it() {
        let bob = Bob::signed_in().await;
        assert_eq!(bob.send(&membership("acme", None)).await.shown(), []);
        assert_eq!(bob.app().await.organizations, []);
    }

    #[tokio::test]
    async fn there_is_a_limit_and_leaving_makes_room() {
        let bob = Bob::in_acme().await;
        for number in 1..500 {
            bob.done(&membership(&format!("o{number}"), Some(Role::Member))).await;
        }
        bob.refused(&membership("one-more", Some(Role::Member)), "user.too_many_organizations").await;
        bob.done(&membership("acme", Some(Role::Admin))).await;
        bob.done(&membership("acme", None)).await;
        bob.done(&membership("one-more", Some(Role::Member))).await;
        assert_eq!(bob.app().await.organizations.len(), 500);
    }

    #[tokio::test]
    async fn a_stranger_is_refused() {
        Bob::unknown().await.refused(&membership("acme", Some(Role::Member)), "user.unknown").await;
    }
}
