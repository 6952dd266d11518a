//! `githubData.command.handleMemberWebhook`: GitHub says of one person that they belong, or no longer do.

use contracts::{
    OrganizationId,
    github_data::HandleMemberWebhook,
    organization::{Applied, Member, Role},
};
use runtime::{Cx, Handled};

use crate::{store, tell};

/// The organization is told at once, whatever a sync is doing: access must end within a second. It decides whether it knows
/// something newer. Of an account that is not known here nothing is kept.
pub async fn handle_member_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandleMemberWebhook,
) -> Handled<Applied> {
    // No lock on the account: see `handle_pull_request_webhook`.
    if !store::accounts::read(cx.read().await?, &organization_id).await?.is_known() {
        return Ok(Applied { applied: false });
    }
    let HandleMemberWebhook { user_id, login, avatar_url, role, removed, observed_at } = command;
    let known = store::members::role(cx.read().await?, &organization_id, &user_id).await?;

    if removed {
        let left = vec![user_id];
        store::members::remove(cx.write().await?, &organization_id, &left, observed_at).await?;
        tell::members_left(cx, &organization_id, left, observed_at)?;
    } else {
        let role = role.or(known).unwrap_or(Role::Member);
        let member = Member { user_id, login, name: None, avatar_url, role, linked: false };
        store::members::upsert(cx.write().await?, &organization_id, std::slice::from_ref(&member), observed_at).await?;
        tell::members(cx, &organization_id, vec![member], observed_at)?;
    }
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        github_data::{ClearState, GetSummary},
        organization::{AccountKind, ApplyMembers, InstallationStatus},
    };

    use super::*;
    use crate::testing::{Data, account, bob_joins, connect};

    async fn acme() -> Data {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        data
    }

    async fn members(data: &Data) -> i64 {
        data.asks(&"acme".parse().unwrap(), &GetSummary {}).await.members
    }

    fn bob_leaves(observed_at: i64) -> HandleMemberWebhook {
        HandleMemberWebhook { role: None, removed: true, observed_at, ..bob_joins() }
    }

    #[tokio::test]
    async fn who_joins_is_told_at_once_with_their_role() {
        let data = acme().await;
        let handling = data.send("acme", &bob_joins()).await;

        let [(key, told)] = handling.sent::<ApplyMembers>().try_into().unwrap();
        assert_eq!((key.as_str(), told.observed_at, told.complete), ("acme", 10, false));
        let [bob] = told.members.try_into().unwrap();
        assert_eq!((bob.user_id.as_str(), bob.login.as_str(), bob.role), ("u7", "bob", Role::Admin));
        assert_eq!((told.removed.len(), members(&data).await, handling.sent_count()), (0, 1, 1));
    }

    #[tokio::test]
    async fn who_leaves_is_told_at_once() {
        let data = acme().await;
        data.done("acme", &bob_joins()).await;
        let handling = data.send("acme", &bob_leaves(20)).await;

        let [(_, told)] = handling.sent::<ApplyMembers>().try_into().unwrap();
        assert_eq!((told.removed, told.observed_at), (vec![bob_joins().user_id], 20));
        assert_eq!(members(&data).await, 0);
    }

    #[tokio::test]
    async fn a_webhook_without_a_role_leaves_a_members_as_it_is() {
        let data = acme().await;
        let role = async || {
            let told = data.send("acme", &HandleMemberWebhook { role: None, ..bob_joins() }).await;
            told.sent::<ApplyMembers>()[0].1.members[0].role
        };
        assert_eq!(role().await, Role::Member);
        data.done("acme", &bob_joins()).await;
        assert_eq!(role().await, Role::Admin);
    }

    #[tokio::test]
    async fn an_older_webhook_that_comes_late_removes_nobody_here() {
        let data = acme().await;
        data.done("acme", &bob_joins()).await;
        data.done("acme", &bob_leaves(9)).await;
        assert_eq!(members(&data).await, 1);
    }

    #[tokio::test]
    async fn an_app_that_is_uninstalled_ends_nobodys_membership() {
        let data = acme().await;
        data.done("acme", &bob_joins()).await;
        let uninstalled = ClearState {
            connected_account: "Acme".into(),
            kind: AccountKind::Organization,
            installation_status: InstallationStatus::InstallRequired,
            installation_id: None,
            label: "GitHub App uninstalled".into(),
        };
        let handling = data.send("acme", &uninstalled).await;
        assert!(handling.outcome.is_ok() && handling.sent::<ApplyMembers>().is_empty());
        assert_eq!(members(&data).await, 0);
    }
}
