//! `githubData.command.handleRepositoryWebhook`: GitHub says something of one repository.

use contracts::{
    OrganizationId,
    github_data::{HandleRepositoryWebhook, WebhookApplied},
    organization::RepositoryGone,
};
use runtime::{Cx, Handled};

use crate::{removal, store, tell};

/// Writes or removes it, and says so. Another account's is refused.
pub async fn handle_repository_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandleRepositoryWebhook,
) -> Handled<WebhookApplied> {
    let (repository, now) = (command.repository, cx.now);
    // No lock on the account: see `handle_pull_request_webhook`.
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    account.must_be(command.account_id.as_ref())?;
    let generation = account.latest_generation;
    let known = store::repositories::find(cx.read().await?, &organization_id, &repository.repository_id).await?;
    let is_news = if command.removed { known.is_some() } else { known.as_ref() != Some(&repository) };
    if !is_news {
        return Ok(WebhookApplied { changed: false });
    }

    if command.removed {
        removal::remove(cx, &organization_id, vec![repository.repository_id], RepositoryGone::Told).await?;
    } else {
        store::repositories::upsert(
            cx.write().await?,
            &organization_id,
            generation,
            std::slice::from_ref(&repository),
            now,
        )
        .await?;
        tell::repositories(cx, &organization_id, vec![repository])?;
    }
    Ok(WebhookApplied { changed: true })
}
