//! `githubData.command.handlePullRequestWebhook`: GitHub says something of one pull request.

use contracts::{
    OrganizationId,
    github_data::{HandlePullRequestWebhook, WebhookApplied},
};
use runtime::{Cx, Handled};

use crate::{
    changes::supersedes,
    store,
    tell::{self, In},
};

/// Takes it in unless something as new is known; where a sync stands is not its business. A closed one is kept, closed,
/// until the next sync, so that an older word of it does not open it again. Of an account that is not known here nothing is
/// kept: it would be one that nobody can see.
pub async fn handle_pull_request_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandlePullRequestWebhook,
) -> Handled<WebhookApplied> {
    let HandlePullRequestWebhook { repository, pull_request } = command;
    let (repository_id, now) = (repository.repository_id.clone(), cx.now);
    // No lock on the account: webhooks come in numbers, and a sync's steps hold it.
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    if !account.is_known() {
        return Ok(WebhookApplied { changed: false });
    }
    let generation = account.latest_generation;
    let known_repository = store::repositories::find(cx.read().await?, &organization_id, &repository_id).await?;
    let known =
        store::pull_requests::find(cx.read().await?, &organization_id, &repository_id, pull_request.number).await?;
    if known.as_ref().is_some_and(|known| !supersedes(known, &pull_request)) {
        return Ok(WebhookApplied { changed: false });
    }

    if known_repository.is_none() {
        let rows = std::slice::from_ref(&repository);
        store::repositories::upsert(cx.write().await?, &organization_id, generation, rows, now).await?;
        tell::repositories(cx, &organization_id, vec![repository.clone()])?;
    }
    let row = [(&repository_id, &pull_request)];
    let written = store::pull_requests::upsert(cx.write().await?, &organization_id, generation, &row).await?;
    store::repositories::drop_pull_requests_etag(cx.write().await?, &organization_id, &repository_id).await?;

    if !written.is_empty() {
        let repository_name = known_repository.map_or(repository.full_name, |known| known.full_name);
        let place = In { repository_id: &repository_id, repository_name: &repository_name };
        tell::pull_request(cx, &organization_id, place, &pull_request).await?;
    }
    Ok(WebhookApplied { changed: !written.is_empty() })
}
