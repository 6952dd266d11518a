//! `githubData.command.handleRepositoryWebhook`: GitHub says something of one repository.

use contracts::{
    OrganizationId,
    github_data::{HandleRepositoryWebhook, WebhookApplied},
};
use runtime::{Cx, Handled};

use crate::{reload, store};

/// Deliveries may be late: of a repository that was deleted or given away and is back, or the other way round. What is told
/// is a question whenever it is not what is known, and GitHub's answer holds. Another account's is refused.
pub async fn handle_repository_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandleRepositoryWebhook,
) -> Handled<WebhookApplied> {
    let repository = command.repository;
    // No lock on the account: see `handle_pull_request_webhook`.
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    account.must_be(command.account_id.as_ref())?;
    let known = store::repositories::find(cx.read().await?, &organization_id, &repository.repository_id).await?;
    let is_news = if command.removed { known.is_some() } else { known.as_ref() != Some(&repository) };
    if is_news && account.github.installation_id.is_some() {
        reload::begin(cx, &organization_id, repository.repository_id).await?;
    }
    Ok(WebhookApplied { changed: false })
}

#[cfg(test)]
mod tests {
    use contracts::{AccountId, organization::Repository};

    use super::*;
    use crate::testing::{Data, account, connect, installed, web};

    fn says(repository: Repository, removed: bool) -> HandleRepositoryWebhook {
        HandleRepositoryWebhook { account_id: Some(AccountId::for_number(42)), repository, removed }
    }

    #[tokio::test]
    async fn what_differs_from_what_is_known_is_asked_for_and_changes_nothing_by_itself() {
        for (is_known, told, asks) in [
            (false, says(web(), false), 1),
            (true, says(web(), false), 0),
            (true, says(Repository { full_name: "acme/former".into(), ..web() }, false), 1),
            (true, says(web(), true), 1),
            (false, says(web(), true), 0),
        ] {
            let data = Data::empty().await;
            data.done("acme", &connect(installed("Acme", 42))).await;
            if is_known {
                data.knows("acme", &web()).await;
            }
            let handling = data.send("acme", &told).await;
            assert!(!handling.outcome.as_ref().unwrap().changed);
            assert_eq!(
                (data.reloads().await, handling.sent_count()),
                (asks, usize::try_from(asks).unwrap()),
                "{told:?}"
            );
        }
    }

    #[tokio::test]
    async fn without_the_app_nothing_is_asked() {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        data.done("acme", &says(web(), false)).await;
        assert_eq!(data.reloads().await, 0);
    }

    #[tokio::test]
    async fn anothers_is_refused() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let other = HandleRepositoryWebhook { account_id: Some(AccountId::for_number(43)), ..says(web(), true) };
        assert_eq!(data.send("acme", &other).await.refusal(), Some("github.account_mismatch"));
    }
}
