//! Reads one member.

use contracts::{
    OrganizationId,
    organization::{GetMember, MemberFound},
};
use runtime::{Handled, Reader};

use crate::store;

/// Whoever belonged once is not found.
pub async fn get_member(reader: Reader, organization_id: OrganizationId, query: GetMember) -> Handled<MemberFound> {
    let known = store::members::find(reader.db(), &organization_id, &query.user_id).await?;
    let member = known.and_then(|known| known.person.member());
    if member.is_none() {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
    }
    Ok(MemberFound { member })
}

#[cfg(test)]
mod tests {
    use contracts::{UserId, organization::ApplyMembers};

    use super::*;
    use crate::testing::{Acme, member, members};

    #[tokio::test]
    async fn a_member_is_found_and_whoever_left_is_not() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob")])).await;
        let bob = GetMember { user_id: UserId::for_number(7) };
        assert_eq!(acme.asks(&bob).await.member, Some(member(7, "bob")));
        assert_eq!(acme.asks(&GetMember { user_id: UserId::for_number(8) }).await.member, None);

        let removed = vec![bob.user_id.clone()];
        acme.done(&ApplyMembers { removed, observed_at: acme.service.now(), ..members(&[]) }).await;
        assert_eq!(acme.asks(&bob).await.member, None);
    }

    #[tokio::test]
    async fn an_unknown_organization_is_refused() {
        let query = GetMember { user_id: UserId::for_number(7) };
        assert_eq!(Acme::unknown().await.query_refused(&query).await, "organization.unknown");
    }
}
