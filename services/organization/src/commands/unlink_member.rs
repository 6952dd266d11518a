//! Takes in that somebody who has signed in no longer belongs, by GitHub's own word to them.

use contracts::{
    OrganizationId,
    organization::{Applied, UnlinkMember},
};
use runtime::{Cx, Handled};

use crate::{membership, people::Roster, store};

/// The same as when a sync or a webhook says it. They stay known as somebody who has signed in. An unknown organization
/// notes nothing.
pub async fn unlink_member(cx: &mut Cx, organization_id: OrganizationId, command: UnlinkMember) -> Handled<Applied> {
    let UnlinkMember { user_id, observed_at } = command;
    let Some(profile) = store::profiles::find(cx.read().await?, &organization_id).await? else {
        return Ok(Applied { applied: false });
    };
    let known = store::members::find(cx.read().await?, &organization_id, &user_id).await?;
    let mut roster = Roster::new(known.into_iter().map(|known| known.person).collect());

    // See `apply_members`.
    roster.person(&user_id).leaves(observed_at.min(cx.now));

    let applied = membership::take_in(cx, &organization_id, Some(&profile), roster.changes()).await?;
    Ok(Applied { applied })
}

#[cfg(test)]
mod tests {
    use contracts::{organization::ListMembers, user::ApplyMembership};

    use super::*;
    use crate::testing::{Acme, linked, member};

    fn unlink(observed_at: i64) -> UnlinkMember {
        UnlinkMember { user_id: member(7, "bob").user_id, observed_at }
    }

    #[tokio::test]
    async fn who_no_longer_belongs_is_told_and_what_they_leave_is_seen_to() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        let handling = acme.send(&unlink(acme.service.now())).await;

        assert!(handling.outcome.as_ref().unwrap().applied);
        assert_eq!(handling.sent::<ApplyMembership>()[0].1.role, None);
        assert_eq!(acme.removals().await.len(), 1);
        assert!(acme.asks(&ListMembers::default()).await.members.is_empty());
        assert_eq!(handling.shown()[0].value, None);
        let again = unlink(0);
        assert!(!acme.done_without_change(&again).await.applied);
    }

    #[tokio::test]
    async fn an_older_word_removes_nobody() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        assert!(!acme.done_without_change(&unlink(linked(7, "bob").observed_at - 1)).await.applied);
    }

    #[tokio::test]
    async fn an_organization_that_nobody_knows_notes_nothing() {
        assert!(!Acme::unknown().await.done_without_change(&unlink(10)).await.applied);
    }
}
