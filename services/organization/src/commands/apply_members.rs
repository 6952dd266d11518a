//! Takes in who belongs to the organization.

use contracts::{
    OrganizationId, UserId,
    organization::{Applied, ApplyMembers},
};
use runtime::{Cx, Handled};

use crate::{
    membership::{self, Word},
    people::Roster,
    store,
};

/// A member who is told as known changes nothing. Whom a list does not show has not left by that.
pub async fn apply_members(cx: &mut Cx, organization_id: OrganizationId, command: ApplyMembers) -> Handled<Applied> {
    let ApplyMembers { members, removed, observed_at, complete: _, is_hearsay } = command;
    // Nothing was observed later than now, whatever the clock there said: it would hold against all news until then.
    let observed_at = observed_at.min(cx.now);
    let people: Vec<UserId> = members.iter().map(|member| &member.user_id).chain(&removed).cloned().collect();
    let profile = store::profiles::find(cx.read().await?, &organization_id).await?;
    let mut roster = Roster::new(store::members::known(cx.read().await?, &organization_id, &people).await?);

    for user_id in &removed {
        roster.person(user_id).leaves(observed_at);
    }
    for member in members {
        roster.person(&member.user_id.clone()).belongs(member, observed_at);
    }

    let word = if is_hearsay { Word::MayBeLate } else { Word::Holds };
    let applied = membership::take_in(cx, &organization_id, profile.as_ref(), roster.changes(), word).await?;
    Ok(Applied { applied })
}

#[cfg(test)]
mod tests {
    use contracts::{
        Millis,
        organization::{ListMembers, Member, Role},
        user::{ApplyMembership, DiscoverOrganizations},
    };
    use serde_json::json;

    use super::*;
    use crate::testing::{Acme, linked, member, members, synced};

    fn told(observed_at: Millis, logins: &[&str]) -> ApplyMembers {
        let numbered = |login: &&str| member(u64::from(login.as_bytes()[0]), login);
        ApplyMembers { observed_at, ..members(&logins.iter().map(numbered).collect::<Vec<_>>()) }
    }

    fn gone(observed_at: Millis, numbers: &[u64]) -> ApplyMembers {
        let removed = numbers.iter().map(|number| UserId::for_number(*number)).collect();
        ApplyMembers { removed, observed_at, ..members(&[]) }
    }

    async fn logins(acme: &Acme) -> Vec<String> {
        acme.asks(&ListMembers::default()).await.members.into_iter().map(|member| member.login).collect()
    }

    #[tokio::test]
    async fn new_members_are_shown() {
        let acme = Acme::connected().await;
        let bob = Member { name: Some("Bob 🎉".into()), role: Role::Admin, ..member(7, "bob") };
        let handling = acme.send(&members(std::slice::from_ref(&bob))).await;

        assert!(handling.outcome.as_ref().unwrap().applied);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key.as_str(), shown.value), ("organization.acme.member.u7", Some(json!(bob))));
        assert_eq!(handling.sent_count(), 0);
        assert_eq!(acme.asks(&ListMembers::default()).await.members, [bob]);
    }

    #[tokio::test]
    async fn only_those_who_changed_are_shown_again() {
        let acme = Acme::connected().await;
        let first = acme.send(&members(&[member(7, "bob"), member(8, "eve")])).await;
        let renamed = acme.send(&members(&[member(7, "bob"), member(8, "eva")])).await;

        let [shown] = renamed.shown().try_into().unwrap();
        assert_eq!(shown.key, "organization.acme.member.u8");
        assert!(first.shown().iter().all(|before| before.revision < shown.revision));
        assert!(!acme.done_without_change(&members(&[member(7, "bob"), member(8, "eva")])).await.applied);
    }

    #[tokio::test]
    async fn the_same_heard_later_is_kept_and_tells_nobody() {
        let acme = Acme::connected().await;
        acme.done(&told(10, &["bob"])).await;
        let again = acme.send(&told(20, &["bob"])).await;
        assert!(!again.outcome.as_ref().unwrap().applied);
        assert_eq!((again.sent_count(), again.shown()), (0, vec![]));
        acme.done_without_change(&gone(15, &[u64::from(b'b')])).await;
    }

    #[tokio::test]
    async fn whoever_leaves_is_gone_and_what_they_leave_is_seen_to() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob"), member(8, "eve")])).await;
        let handling = acme.send(&gone(20, &[7, 9])).await;

        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key.as_str(), shown.value), ("organization.acme.member.u7", None));
        let [removal] = acme.removals().await.try_into().unwrap();
        assert_eq!((removal.user_id.as_str(), removal.login.as_str()), ("u7", "bob"));
        assert_eq!(handling.sent_count(), 1, "the run's announcement; nobody has signed in");
        assert_eq!(logins(&acme).await, ["eve"]);
    }

    #[tokio::test]
    async fn of_whoever_has_left_by_hearsay_everything_but_the_access_stays_for_a_while() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob"), member(8, "eve")])).await;
        acme.done(&ApplyMembers { is_hearsay: true, ..gone(20, &[7]) }).await;
        acme.done(&gone(21, &[8])).await;
        assert!(logins(&acme).await.is_empty());

        let removals = acme.removals().await;
        let waits = |number| {
            let removal = removals.iter().find(|removal| removal.user_id == UserId::for_number(number)).unwrap();
            removal.clears_at.map(|at| at - removal.left_at)
        };
        assert_eq!((waits(7), waits(8)), (Some(membership::DOUBT_MS), None));
    }

    #[tokio::test]
    async fn whoever_has_signed_in_is_told_at_once_that_they_belong_no_longer() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        let handling = acme.send(&gone(20, &[7])).await;

        let [(key, told)] = handling.sent::<ApplyMembership>().try_into().unwrap();
        assert_eq!((key.as_str(), told.role), ("u7", None));
        assert_eq!(told.organization.organization_id, acme.key);
        let back = acme.send(&ApplyMembers { observed_at: 30, ..members(&[member(7, "bob")]) }).await;
        let [(_, again)] = back.sent::<ApplyMembership>().try_into().unwrap();
        assert_eq!(again.role, Some(Role::Member));
        assert!(again.revision > told.revision);
    }

    #[tokio::test]
    async fn another_role_is_told_to_whoever_has_it_and_another_login_is_not() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        let handling = acme.send(&members(&[Member { role: Role::Admin, ..member(7, "bobby") }])).await;
        let [(_, told)] = handling.sent::<ApplyMembership>().try_into().unwrap();
        assert_eq!(told.role, Some(Role::Admin));

        let renamed = acme.send(&members(&[Member { role: Role::Admin, ..member(7, "bob") }])).await;
        assert_eq!((renamed.sent_count(), renamed.shown().len()), (0, 1));
        assert!(acme.asks(&ListMembers::default()).await.members[0].linked, "not for a message to say");
    }

    #[tokio::test]
    async fn older_news_that_arrive_late_bring_nobody_back_and_remove_nobody() {
        let acme = Acme::connected().await;
        acme.done(&told(20, &["bob"])).await;
        acme.done_without_change(&gone(19, &[u64::from(b'b')])).await;
        acme.done(&gone(30, &[u64::from(b'b'), u64::from(b'e')])).await;
        acme.done_without_change(&told(29, &["bob", "eve"])).await;
        assert_eq!(logins(&acme).await, [""; 0]);
        assert!(acme.done(&told(31, &["eve"])).await.applied);
        assert_eq!(logins(&acme).await, ["eve"]);
    }

    #[tokio::test]
    async fn whoever_is_not_on_a_list_stays_until_they_are_told_to_have_left() {
        let acme = Acme::connected().await;
        acme.done(&told(10, &["ann", "bob"])).await;
        acme.done(&ApplyMembers { complete: true, ..told(20, &["ann"]) }).await;
        assert_eq!(logins(&acme).await, ["ann", "bob"]);
        acme.done(&gone(20, &[u64::from(b'b')])).await;
        assert_eq!(logins(&acme).await, ["ann"]);
    }

    #[tokio::test]
    async fn who_joins_a_synced_organization_may_have_signed_in_and_looks_again() {
        let acme = Acme::connected().await;
        assert_eq!(acme.send(&told(10, &["ann"])).await.sent_count(), 0, "all of them are new to a first sync");
        acme.done(&synced(2)).await;
        let handling = acme.send(&told(20, &["ann", "bob"])).await;
        let [(key, _)] = handling.sent::<DiscoverOrganizations>().try_into().unwrap();
        assert_eq!(key, format!("u{}", b'b'));
    }

    #[tokio::test]
    async fn who_comes_back_is_shown_over_their_leaving() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob")])).await;
        let left = acme.send(&gone(20, &[7])).await.shown()[0].revision;
        let back =
            acme.send(&ApplyMembers { observed_at: 30, ..members(&[member(7, "bob")]) }).await.shown()[0].revision;
        assert!(back > left);
    }

    #[tokio::test]
    async fn of_a_member_told_twice_the_last_telling_holds() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "old"), member(7, "new")])).await;
        assert_eq!(acme.asks(&ListMembers::default()).await.members, [member(7, "new")]);
    }

    #[tokio::test]
    async fn a_clock_that_is_ahead_does_not_hold_against_later_news() {
        let acme = Acme::connected().await;
        acme.done(&told(Millis::MAX, &["bob"])).await;
        assert!(acme.done(&gone(acme.service.now(), &[u64::from(b'b')])).await.applied);
    }
}
