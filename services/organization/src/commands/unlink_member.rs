//! Takes in that GitHub no longer names the organization to somebody who has signed in.

use contracts::{
    OrganizationId,
    github_data::CheckMembership,
    organization::{Applied, UnlinkMember},
};
use runtime::{Cx, Handled};

use crate::store;

/// Absence from a person's own list is a question: their organization may ask for single sign-on. Of somebody who belongs,
/// github-data asks GitHub as the App, and tells what it says.
pub async fn unlink_member(cx: &mut Cx, organization_id: OrganizationId, command: UnlinkMember) -> Handled<Applied> {
    let UnlinkMember { user_id, login, observed_at } = command;
    let known = store::members::find(cx.read().await?, &organization_id, &user_id).await?;
    let Some(person) = known.map(|known| known.person).filter(|person| person.role.is_some()) else {
        return Ok(Applied { applied: false });
    };
    let observed_at = observed_at.min(cx.now);
    if observed_at < person.observed_at {
        return Ok(Applied { applied: false });
    }

    let login = login.or(person.login).unwrap_or_default();
    cx.send(&organization_id, &CheckMembership { user_id, login, observed_at })?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::organization::ListMembers;

    use super::*;
    use crate::testing::{Acme, linked, member};

    fn unlink(observed_at: i64) -> UnlinkMember {
        UnlinkMember { user_id: member(7, "bob").user_id, login: Some("bobby".into()), observed_at }
    }

    #[tokio::test]
    async fn who_is_no_longer_named_stays_until_github_was_asked_as_the_app() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        let now = acme.service.now();
        let handling = acme.send(&unlink(now)).await;

        let [(key, check)] = handling.sent::<CheckMembership>().try_into().unwrap();
        assert_eq!((key.as_str(), check.login.as_str(), check.observed_at), ("acme", "bobby", now));
        assert_eq!((handling.sent_count(), handling.shown()), (1, vec![]));
        assert_eq!(acme.asks(&ListMembers::default()).await.members.len(), 1);
    }

    #[tokio::test]
    async fn an_older_word_asks_nobody_and_neither_does_one_of_a_stranger() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        assert!(!acme.done_without_change(&unlink(linked(7, "bob").observed_at - 1)).await.applied);
        let stranger = UnlinkMember { user_id: member(8, "eve").user_id, ..unlink(acme.service.now()) };
        assert!(!acme.done_without_change(&stranger).await.applied);
    }

    #[tokio::test]
    async fn an_organization_that_nobody_knows_notes_nothing() {
        assert!(!Acme::unknown().await.done_without_change(&unlink(10)).await.applied);
    }
}
