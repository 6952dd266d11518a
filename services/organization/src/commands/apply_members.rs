//! Takes in who belongs to the organization.

use std::collections::BTreeMap;

use contracts::{
    OrganizationId, UserId,
    organization::{Applied, ApplyMembers, Member},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, store, views};

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

async fn save(cx: &mut Cx, organization_id: &OrganizationId, members: Vec<Member>) -> Handled<bool> {
    // One statement cannot write a row twice; the last one told holds.
    let by_id: BTreeMap<_, _> = members.into_iter().map(|member| (member.user_id.clone(), member)).collect();
    let members: Vec<_> = by_id.into_values().collect();

    let changed = store::members::save(cx.write(), organization_id, &members).await?;

    for changed in &changed {
        views::member_changed(cx, organization_id, &changed.member, changed.revision)?;
    }
    Ok(!changed.is_empty())
}

async fn remove(cx: &mut Cx, organization_id: &OrganizationId, people: &[UserId]) -> Handled<bool> {
    let removed = store::members::remove(cx.write(), organization_id, people).await?;

    for gone in &removed {
        let Member { user_id, login, .. } = &gone.member;
        audit::happened(cx, organization_id, "member.removed", json!({ "userId": user_id, "login": login }))?;
        views::member_removed(cx, organization_id, user_id, gone.revision)?;
    }
    Ok(!removed.is_empty())
}
