//! `githubData.command.handleMemberWebhook`: GitHub says of one person that they belong, or no longer do.

use contracts::{
    OrganizationId,
    github_data::{HandleMemberWebhook, MembershipCheck},
    organization::Applied,
};
use runtime::{Cx, Handled, WhenActive};

use crate::{store, tell};

/// Of whoever is removed the organization is told at once, whatever a sync is doing: access must end within a second. It
/// decides whether it knows something newer. But deliveries may be late: GitHub is asked for this one membership, which
/// lets nobody in who has left since, and brings back who was put out by old news.
pub async fn handle_member_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandleMemberWebhook,
) -> Handled<Applied> {
    // No lock on the account: see `handle_pull_request_webhook`.
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    account.must_be(command.account_id.as_ref())?;
    let HandleMemberWebhook { user_id, login, removed, observed_at, .. } = command;

    if removed {
        let left = vec![user_id.clone()];
        store::members::remove(cx.write().await?, &organization_id, &left, observed_at).await?;
        tell::member_is_said_to_have_left(cx, &organization_id, user_id.clone(), observed_at)?;
    }
    let workflow_id = format!("membershipCheck.{organization_id}.{user_id}");
    let input = MembershipCheck { user_id, login, unnamed_at: None };
    cx.start::<MembershipCheck>(&organization_id, &workflow_id, &input, WhenActive::RunAgain).await?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{AccountId, organization::ApplyMembers};

    use super::*;
    use crate::testing::{Data, account, bob_joins, connect};

    async fn acme() -> Data {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        data
    }

    #[tokio::test]
    async fn who_is_said_to_join_is_not_let_in_before_github_was_asked() {
        let handling = acme().await.send("acme", &bob_joins()).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        assert!(handling.sent::<ApplyMembers>().is_empty());
        assert_eq!(handling.sent_count(), 1, "the check's announcement");
    }

    #[tokio::test]
    async fn who_leaves_is_told_at_once_and_github_is_asked_as_well() {
        let leaves = HandleMemberWebhook { role: None, removed: true, observed_at: 20, ..bob_joins() };
        let handling = acme().await.send("acme", &leaves).await;

        let [(_, told)] = handling.sent::<ApplyMembers>().try_into().unwrap();
        assert_eq!((told.removed, told.observed_at, told.is_hearsay), (vec![bob_joins().user_id], 20, true));
        assert_eq!(handling.sent_count(), 2, "and the check's announcement");
    }

    #[tokio::test]
    async fn another_account_and_an_unknown_number_are_refused() {
        let data = acme().await;
        for account_id in [Some(AccountId::for_number(43)), None] {
            for removed in [false, true] {
                let told = HandleMemberWebhook { account_id: account_id.clone(), removed, ..bob_joins() };
                let handling = data.send("acme", &told).await;
                assert_eq!((handling.refusal(), handling.sent_count()), (Some("github.account_mismatch"), 0));
            }
        }
        assert_eq!(data.send("ghost", &bob_joins()).await.refusal(), Some("github.account_mismatch"));
    }
}
