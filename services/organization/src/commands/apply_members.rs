//! Takes in who belongs to the organization.

use std::collections::BTreeMap;

use contracts::{
    OrganizationId, UserId,
    organization::{Applied, ApplyMembers, Member},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, store, text, views};

/// A member who is told as known changes nothing.
pub async fn apply_members(cx: &mut Cx, organization_id: OrganizationId, command: ApplyMembers) -> Handled<Applied> {
    let mut applied = false;
    if !command.removed.is_empty() {
        applied |= remove(cx, &organization_id, &command.removed).await?;
    }
    if !command.members.is_empty() {
        applied |= save(cx, &organization_id, command.members).await?;
    }
    Ok(Applied { applied })
}

async fn save(cx: &mut Cx, organization_id: &OrganizationId, mut members: Vec<Member>) -> Handled<bool> {
    members.iter_mut().for_each(text::clean_member);
    // One statement cannot write a row twice; the last one told holds.
    let by_id: BTreeMap<_, _> = members.into_iter().map(|member| (member.user_id.clone(), member)).collect();
    let members: Vec<_> = by_id.into_values().collect();

    let changed = store::members::save(cx.write().await?, organization_id, &members).await?;

    for changed in &changed {
        views::member_changed(cx, organization_id, &changed.member, changed.revision)?;
    }
    Ok(!changed.is_empty())
}

async fn remove(cx: &mut Cx, organization_id: &OrganizationId, people: &[UserId]) -> Handled<bool> {
    let removed = store::members::remove(cx.write().await?, organization_id, people).await?;

    for gone in &removed {
        let Member { user_id, login, .. } = &gone.member;
        audit::happened(cx, organization_id, "member.removed", json!({ "userId": user_id, "login": login }))?;
        views::member_removed(cx, organization_id, user_id, gone.revision)?;
    }
    Ok(!removed.is_empty())
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        organization::{ListMembers, Role},
    };

    use super::*;
    use crate::testing::{Acme, member, members};

    fn gone(numbers: &[u64]) -> ApplyMembers {
        let removed = numbers.iter().map(|number| UserId::for_number(*number)).collect();
        ApplyMembers { members: vec![], removed }
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
        assert!(!acme.unmoved(&members(&[member(7, "bob"), member(8, "eva")])).await.applied);
    }

    #[tokio::test]
    async fn whoever_leaves_is_gone_and_noted() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob"), member(8, "eve")])).await;
        let handling = acme.send(&gone(&[7, 9])).await;

        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key.as_str(), shown.value), ("organization.acme.member.u7", None));
        let [(_, append)] = handling.sent::<Append>().try_into().unwrap();
        assert_eq!(append.event, "member.removed");
        assert_eq!(append.details, json!({ "userId": "u7", "login": "bob" }));
        assert_eq!(acme.asks(&ListMembers::default()).await.members, [member(8, "eve")]);
        assert!(!acme.unmoved(&gone(&[7, 9])).await.applied);
    }

    #[tokio::test]
    async fn who_comes_back_is_shown_over_their_leaving() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob")])).await;
        let left = acme.send(&gone(&[7])).await.shown()[0].revision;
        let back = acme.send(&members(&[member(7, "bob")])).await.shown()[0].revision;
        assert!(back > left);
    }

    #[tokio::test]
    async fn of_a_member_told_twice_the_last_telling_holds() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "old"), member(7, "new")])).await;
        assert_eq!(acme.asks(&ListMembers::default()).await.members, [member(7, "new")]);
    }

    #[tokio::test]
    async fn a_nul_is_replaced() {
        let acme = Acme::connected().await;
        let nul = || Some("a\0b".to_owned());
        let odd = Member { name: nul(), avatar_url: nul(), ..member(7, "b\0b") };
        acme.done(&members(&[odd])).await;
        assert_eq!(acme.asks(&ListMembers::default()).await.members[0].login, "b\u{fffd}b");
    }
}
