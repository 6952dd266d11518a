//! Lists the people of an organization, by login.

use contracts::{
    OrganizationId,
    organization::{ListMembers, MemberList},
};
use runtime::{Handled, Reader};

use crate::{
    page::{Cursor, Rows},
    store,
};

pub async fn list_members(reader: Reader, organization_id: OrganizationId, query: ListMembers) -> Handled<MemberList> {
    let rows = Rows::parse(query.limit)?;
    let after = Cursor::parse(query.after.as_deref(), String::new())?;

    let mut members = store::members::list(reader.db(), &organization_id, &after, rows.and_one()).await?;
    if members.is_empty() {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
    }

    // The database's own lower case, which the next page compares with, is the same as ours for GitHub's logins.
    let cursor = |member: &contracts::organization::Member| Cursor {
        sort: member.login.to_lowercase(),
        id: member.user_id.to_string(),
    };
    let next = rows.cut(&mut members, cursor);
    Ok(MemberList { members, next })
}
