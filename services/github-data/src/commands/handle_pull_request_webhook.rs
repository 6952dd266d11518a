//! `githubData.command.handlePullRequestWebhook`: GitHub says something of one pull request.

use contracts::{
    Millis, OrganizationId, RepositoryId,
    github_data::{HandlePullRequestWebhook, RepositoryReload, WebhookApplied},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{
    changes::{contradicts, no_later_than, supersedes},
    store,
    tell::{self, In},
};

/// A date so far ahead is none: our clock may be behind GitHub's, but not by more.
const AHEAD_MS: Millis = 3_600_000;

/// Takes it in unless something as new is known; where a sync stands is not its business. A closed one is kept, closed,
/// until the next sync, so that an older word of it does not open it again. Another account's is refused: it would be one
/// that nobody here may see.
pub async fn handle_pull_request_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandlePullRequestWebhook,
) -> Handled<WebhookApplied> {
    let HandlePullRequestWebhook { account_id, repository, pull_request } = command;
    let (repository_id, now) = (repository.repository_id.clone(), cx.now);
    let pull_request = no_later_than(now + AHEAD_MS, pull_request);
    // No lock on the account: webhooks come in numbers, and a sync's steps hold it.
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    account.must_be(account_id.as_ref())?;
    let generation = account.latest_generation;
    let known_repository = store::repositories::find(cx.read().await?, &organization_id, &repository_id).await?;
    let known =
        store::pull_requests::find(cx.read().await?, &organization_id, &repository_id, pull_request.number).await?;
    if known_repository.is_some() && known.as_ref().is_some_and(|known| contradicts(known, &pull_request)) {
        ask_github(cx, &organization_id, &repository_id).await?;
    }
    if known.as_ref().is_some_and(|known| !supersedes(known, &pull_request)) {
        return Ok(WebhookApplied { changed: false });
    }
    // One that is not known although everything was read since it was last changed: it may have ended meanwhile, and been
    // forgotten. The repository is read again, and says.
    if known.is_none() && pull_request.state.is_open() {
        let read_at = store::repositories::read_at(cx.read().await?, &organization_id, &repository_id).await?;
        if read_at.is_some_and(|read_at| pull_request.updated_at <= read_at) {
            ask_github(cx, &organization_id, &repository_id).await?;
            return Ok(WebhookApplied { changed: false });
        }
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

/// Which word is the later one, a reading says.
async fn ask_github(cx: &mut Cx, organization_id: &OrganizationId, repository_id: &RepositoryId) -> Handled<()> {
    let input = RepositoryReload { repository_id: repository_id.clone() };
    let workflow_id = format!("repositoryReload.{organization_id}.{repository_id}");
    cx.start::<RepositoryReload>(organization_id, &workflow_id, &input, WhenActive::RunAgain).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contracts::{
        AccountId, PullRequest, organization::RefreshTaskSummaryForBranch, pull_request::PullRequestState,
    };

    use super::*;
    use crate::{
        changes::tests::pull_request,
        testing::{Data, connect, installed, web},
    };

    fn says(pull_request: PullRequest) -> HandlePullRequestWebhook {
        HandlePullRequestWebhook { account_id: Some(AccountId::for_number(42)), repository: web(), pull_request }
    }

    #[tokio::test]
    async fn a_pull_request_that_is_closed_is_told_with_how_it_ended() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        data.done("acme", &says(pull_request(7, 10))).await;
        let merged = PullRequest { state: PullRequestState::Merged, ..pull_request(7, 20) };
        let handling = data.send("acme", &says(merged.clone())).await;

        let [(_, news)] = handling.sent::<RefreshTaskSummaryForBranch>().try_into().unwrap();
        assert_eq!((news.left_because.as_deref(), news.pull_request), (Some("merged"), Some(merged)));
        assert_eq!(data.reloads().await, 0);
    }

    #[tokio::test]
    async fn what_was_closed_and_opened_within_a_second_is_asked_for() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let closed = PullRequest { state: PullRequestState::Closed, ..pull_request(7, 10) };
        data.done("acme", &says(pull_request(7, 10))).await;
        assert!(data.done("acme", &says(closed)).await.changed);
        assert_eq!(data.reloads().await, 1);
        assert!(!data.done("acme", &says(pull_request(7, 10))).await.changed);
        assert_eq!(data.reloads().await, 1, "the one under way is followed by another");
    }

    #[tokio::test]
    async fn an_open_one_that_is_new_is_told_and_one_that_comes_late_is_a_question() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let fresh = data.send("acme", &says(pull_request(1, data.service.now()))).await;
        assert_eq!((fresh.sent::<RefreshTaskSummaryForBranch>().len(), data.reloads().await), (1, 0));

        let late = data.send("acme", &says(pull_request(2, 10))).await;
        assert!(!late.outcome.as_ref().unwrap().changed);
        assert_eq!((late.sent::<RefreshTaskSummaryForBranch>().len(), data.reloads().await), (0, 1));
    }

    #[tokio::test]
    async fn a_date_in_a_year_to_come_is_outdone_by_what_is_said_an_hour_later() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let far = data.send("acme", &says(pull_request(7, 32_503_680_000_000))).await;
        let told = far.sent::<RefreshTaskSummaryForBranch>()[0].1.pull_request.clone().unwrap().updated_at;
        assert!((told - data.service.now() - AHEAD_MS).abs() < 60_000, "{told}");
        assert!(data.done("acme", &says(pull_request(7, told + 1))).await.changed);
    }

    #[tokio::test]
    async fn anothers_is_refused() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let other =
            HandlePullRequestWebhook { account_id: Some(AccountId::for_number(43)), ..says(pull_request(1, 10)) };
        assert_eq!(data.send("acme", &other).await.refusal(), Some("github.account_mismatch"));
    }
}
