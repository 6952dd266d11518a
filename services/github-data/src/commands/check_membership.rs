//! `githubData.command.checkMembership`: somebody's own list of organizations no longer names the account.

use contracts::{
    OrganizationId,
    github_data::{CheckMembership, MembershipCheck},
    organization::Applied,
};
use runtime::{Cx, Handled, WhenActive};

/// Has GitHub asked as the App. The run is none of those that a webhook begins: it says something else of who is not found.
pub async fn check_membership(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: CheckMembership,
) -> Handled<Applied> {
    let CheckMembership { user_id, login, observed_at } = command;
    let workflow_id = format!("membershipCheck.{organization_id}.{user_id}.unnamed");
    let input = MembershipCheck { user_id, login, unnamed_at: Some(observed_at) };
    cx.start::<MembershipCheck>(&organization_id, &workflow_id, &input, WhenActive::RunAgain).await?;
    Ok(Applied { applied: true })
}
