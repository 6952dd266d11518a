//! `githubData.command.handlePullRequestWebhook`: GitHub says something of one pull request.

use contracts::{
    Millis, OrganizationId,
    github_data::{HandlePullRequestWebhook, WebhookApplied},
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{CommandFn, Cx, Handled};

use crate::{
    changes::{contradicts, no_later_than, supersedes},
    github::Clock,
    reload, store,
    tell::{self, In},
};

/// A date so far ahead is none: our clock may be behind GitHub's, but not by more.
const AHEAD_MS: Millis = 3_600_000;

/// The handler, with GitHub's clock.
pub struct HandlingPullRequestWebhook(pub Clock);

impl<'a> CommandFn<'a, HandlePullRequestWebhook> for HandlingPullRequestWebhook {
    type Future = BoxFuture<'a, Handled<WebhookApplied>>;

    fn call(&self, cx: &'a mut Cx, organization_id: OrganizationId, command: HandlePullRequestWebhook) -> Self::Future {
        let clock = self.0.clone();
        async move { handle_pull_request_webhook(cx, organization_id, command, &clock).await }.boxed()
    }
}

/// Takes it in unless something as new is known; where a sync stands is not its business. A closed one is kept, closed,
/// until the next sync, so that an older word of it does not open it again. Of a repository that is not known, and where
/// the order is not clear, GitHub is asked. Another account's is refused: it would be one that nobody here may see.
async fn handle_pull_request_webhook(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: HandlePullRequestWebhook,
    clock: &Clock,
) -> Handled<WebhookApplied> {
    let HandlePullRequestWebhook { account_id, repository, pull_request } = command;
    let repository_id = repository.repository_id;
    let pull_request = no_later_than(cx.now + AHEAD_MS, pull_request);
    // No lock on the account: webhooks come in numbers, and a sync's steps hold it.
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    account.must_be(account_id.as_ref())?;
    let known_repository = store::repositories::find(cx.read().await?, &organization_id, &repository_id).await?;
    // New, or no longer ours: the delivery may be older than its going.
    let Some(known_repository) = known_repository else {
        if account.github.installation_id.is_some() {
            reload::begin(cx, &organization_id, repository_id).await?;
        }
        return Ok(WebhookApplied { changed: false });
    };
    let known =
        store::pull_requests::find(cx.read().await?, &organization_id, &repository_id, pull_request.number).await?;
    if known.as_ref().is_some_and(|known| contradicts(known, &pull_request)) {
        reload::begin(cx, &organization_id, repository_id.clone()).await?;
    }
    if known.as_ref().is_some_and(|known| !supersedes(known, &pull_request)) {
        return Ok(WebhookApplied { changed: false });
    }
    // One that is not known although everything was read since it was last changed: it may have ended meanwhile, and been
    // forgotten. The repository is read again, and says.
    if known.is_none() && pull_request.state.is_open() {
        let read_at = store::repositories::read_at(cx.read().await?, &organization_id, &repository_id).await?;
        if read_at.is_some_and(|read_at| pull_request.updated_at <= clock.githubs_latest(read_at)) {
            reload::begin(cx, &organization_id, repository_id).await?;
            return Ok(WebhookApplied { changed: false });
        }
    }

    let (generation, row) = (account.latest_generation, [(&repository_id, &pull_request)]);
    let written = store::pull_requests::upsert(cx.write().await?, &organization_id, generation, &row).await?;
    store::repositories::drop_pull_requests_etag(cx.write().await?, &organization_id, &repository_id).await?;

    if !written.is_empty() {
        let now = cx.now;
        store::checks::heard(cx.write().await?, &organization_id, &repository_id, now).await?;
        let place = In { repository_id: &repository_id, repository_name: &known_repository.full_name };
        tell::pull_request(cx, &organization_id, place, &pull_request).await?;
    }
    Ok(WebhookApplied { changed: !written.is_empty() })
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

    /// Connected, with a repository that was read long ago.
    async fn acme() -> Data {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        data.knows("acme", &web()).await;
        sqlx::query("update repositories set updated_at = 1 - 10000").execute(data.service.pool()).await.unwrap();
        data
    }

    #[tokio::test]
    async fn a_pull_request_that_is_closed_is_told_with_how_it_ended() {
        let data = acme().await;
        data.done("acme", &says(pull_request(7, 10))).await;
        let merged = PullRequest { state: PullRequestState::Merged, ..pull_request(7, 20) };
        let handling = data.send("acme", &says(merged.clone())).await;

        let [(_, news)] = handling.sent::<RefreshTaskSummaryForBranch>().try_into().unwrap();
        assert_eq!((news.left_because.as_deref(), news.pull_request), (Some("merged"), Some(merged)));
        assert_eq!(data.reloads().await, 0);
    }

    #[tokio::test]
    async fn what_was_closed_and_opened_within_a_second_is_asked_for() {
        let data = acme().await;
        let closed = PullRequest { state: PullRequestState::Closed, ..pull_request(7, 10) };
        data.done("acme", &says(pull_request(7, 10))).await;
        assert!(data.done("acme", &says(closed)).await.changed);
        assert_eq!(data.reloads().await, 1);
        assert!(!data.done("acme", &says(pull_request(7, 10))).await.changed);
        assert_eq!(data.reloads().await, 1, "the one under way is followed by another");
    }

    #[tokio::test]
    async fn an_open_one_that_is_new_is_told_and_one_that_comes_late_is_a_question() {
        let data = acme().await;
        let now = data.service.now();
        let fresh = data.send("acme", &says(pull_request(1, now + 1))).await;
        assert_eq!((fresh.sent::<RefreshTaskSummaryForBranch>().len(), data.reloads().await), (1, 0));

        data.knows("acme", &web()).await;
        // As far as clocks go, it may have been changed before the reading.
        for late in [10, now] {
            let late = data.send("acme", &says(pull_request(2, late))).await;
            assert!(!late.outcome.as_ref().unwrap().changed);
            assert_eq!((late.sent::<RefreshTaskSummaryForBranch>().len(), data.reloads().await), (0, 1));
        }
    }

    #[tokio::test]
    async fn one_of_a_repository_that_is_not_known_is_a_question_about_the_repository() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let told = data.send("acme", &says(pull_request(1, data.service.now()))).await;
        assert!(!told.outcome.as_ref().unwrap().changed);
        assert_eq!((told.sent_count(), data.reloads().await), (1, 1));
    }

    #[tokio::test]
    async fn a_date_in_a_year_to_come_is_outdone_by_what_is_said_an_hour_later() {
        let data = acme().await;
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
