//! What people who have signed in are told of an organization: what it is, and what they are there.

use contracts::{
    OrganizationId, UserId,
    organization::Role,
    user::{ApplyMembership, OrganizationCard},
};
use runtime::{Cx, Handled};

use crate::{
    people::Person,
    profile::Profile,
    store::{self, members::Revised},
};

/// Tells somebody what they are here; that they belong no longer, too, with which their access ends.
pub fn tell(cx: &mut Cx, organization_id: &OrganizationId, profile: &Profile, person: &Revised) -> Handled<()> {
    let Person { user_id, role, .. } = &person.person;
    // Both the card and the role are told, so the newer of the two numbers orders what is told.
    let revision = profile.revision.max(person.revision);
    send(cx, profile.card(organization_id), user_id, *role, revision)
}

/// Tells every member who has signed in, if the card is another than it was. Progress of a sync is none of its parts.
pub async fn changed(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    before: Option<&Profile>,
    profile: &Profile,
) -> Handled<()> {
    let card = profile.card(organization_id);
    if before.is_some_and(|before| before.card(organization_id) == card) {
        return Ok(());
    }
    for (user_id, role) in store::members::linked(cx.read().await?, organization_id).await? {
        send(cx, card.clone(), &user_id, Some(role), profile.revision)?;
    }
    Ok(())
}

fn send(
    cx: &mut Cx,
    organization: OrganizationCard,
    user_id: &UserId,
    role: Option<Role>,
    revision: i64,
) -> Handled<()> {
    cx.send(user_id, &ApplyMembership { organization, role, revision })
}
