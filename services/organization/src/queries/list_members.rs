//! Lists the people of an organization, by login.

use contracts::{
    OrganizationId,
    organization::{ListMembers, MemberList},
};
use runtime::{Handled, Reader};
use service_kit::page::{Cursor, Rows};

use crate::{error::OrganizationError, store};

pub async fn list_members(reader: Reader, organization_id: OrganizationId, query: ListMembers) -> Handled<MemberList> {
    let rows = Rows::parse(query.limit).map_err(OrganizationError::Page)?;
    let after = Cursor::parse(query.after.as_deref(), String::new()).map_err(OrganizationError::Page)?;

    let mut members = store::members::list(reader.db(), &organization_id, &after, rows.and_one()).await?;
    if members.is_empty() {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
    }

    let next = rows.cut(&mut members, |member| Cursor { sort: member.login.clone(), id: member.user_id.to_string() });
    Ok(MemberList { members, next })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Acme, member, members};

    async fn pages(acme: &Acme, limit: u32) -> Vec<String> {
        let (mut read, mut after) = (vec![], None);
        loop {
            let page = acme.asks(&ListMembers { limit: Some(limit), after }).await;
            assert!(page.members.len() <= limit as usize);
            read.extend(page.members.into_iter().map(|member| member.login));
            assert!(read.len() < 100, "the pages do not end: {read:?}");
            after = page.next;
            if after.is_none() {
                return read;
            }
        }
    }

    #[tokio::test]
    async fn people_are_listed_by_login_without_regard_to_case() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(1, "eve"), member(2, "Bob"), member(3, "alice"), member(4, "Dan")])).await;
        for limit in [1, 2, 3, 4, 200] {
            assert_eq!(pages(&acme, limit).await, ["alice", "Bob", "Dan", "eve"], "pages of {limit}");
        }
    }

    #[tokio::test]
    async fn pages_have_no_gaps_and_no_repeats_in_any_script() {
        let acme = Acme::connected().await;
        let logins = ["Éva", "éva", "İpek", "ipek", "ẞ", "a.b", "a-b", "ΑΣ", "Дан"];
        let all: Vec<_> = (1..).zip(logins).map(|(number, login)| member(number, login)).collect();
        acme.done(&members(&all)).await;
        assert_eq!(pages(&acme, 1).await, pages(&acme, 200).await);
        assert_eq!(pages(&acme, 1).await.len(), logins.len());
    }

    #[tokio::test]
    async fn a_limit_or_cursor_that_is_none_and_an_unknown_organization_are_refused() {
        let acme = Acme::connected().await;
        let query = ListMembers { limit: Some(201), after: None };
        assert_eq!(acme.query_refused(&query).await, "organization.limit_is_out_of_range");
        for after in ["", "bob"] {
            let query = ListMembers { limit: None, after: Some(after.into()) };
            assert_eq!(acme.query_refused(&query).await, "organization.cursor_is_malformed");
        }
        assert_eq!(Acme::unknown().await.query_refused(&ListMembers::default()).await, "organization.unknown");
    }
}
