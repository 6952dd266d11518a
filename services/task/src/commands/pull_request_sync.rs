//! Takes in what GitHub now says of a task's pull request.

use contracts::{
    TaskKey,
    task::{PullRequestSync, PullRequestSynced},
};
use runtime::{Cx, Handled};

use crate::{model::Task, store, views};

/// Makes no task: a virtual one has nothing to tell, its line has the news. The organization has audited it.
pub async fn pull_request_sync(cx: &mut Cx, key: TaskKey, command: PullRequestSync) -> Handled<PullRequestSynced> {
    let Some(mut task) = cx.load::<Task>(&key).await? else {
        return Ok(PullRequestSynced { materialised: false });
    };

    if task.hear_of_pull_request(command.pull_request, cx.now) {
        store::save(cx, &task);
        views::task_changed(cx, &task)?;
    }
    Ok(PullRequestSynced { materialised: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        PullRequest,
        organization::ApplyTaskSummaryUpdate,
        pull_request::PullRequestState,
        task::{Archive, TaskStatus},
    };

    use super::*;
    use crate::testing::{Acme, pull_request};

    fn sync(pull_request: Option<PullRequest>) -> PullRequestSync {
        PullRequestSync { pull_request }
    }

    #[tokio::test]
    async fn a_virtual_task_stays_virtual() {
        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&sync(Some(pull_request(10)))).await.materialised);
        assert!(acme.is_virtual().await);
    }

    #[tokio::test]
    async fn news_are_stored_shown_and_told_but_not_noted() {
        let acme = Acme::initialized().await;
        let handling = acme.send(&sync(Some(pull_request(10)))).await;

        assert!(handling.outcome.as_ref().unwrap().materialised);
        let record = acme.record().await;
        assert_eq!((record.pull_request.clone(), record.revision), (Some(pull_request(10)), 2));
        assert_eq!(record.updated_at, record.created_at);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.revision, shown.value), (2, Some(serde_json::json!(record))));
        let [(_, update)] = handling.sent::<ApplyTaskSummaryUpdate>().try_into().unwrap();
        assert_eq!((update.revision, update.pull_request), (2, Some(pull_request(10))));
        assert_eq!(handling.sent_count(), 1);
    }

    #[tokio::test]
    async fn the_same_news_again_change_nothing() {
        let acme = Acme::initialized().await;
        assert!(acme.done_without_change(&sync(None)).await.materialised);
        acme.done(&sync(Some(pull_request(10)))).await;
        assert!(acme.done_without_change(&sync(Some(pull_request(10)))).await.materialised);
    }

    #[tokio::test]
    async fn an_ended_task_still_hears_of_its_pull_request() {
        let acme = Acme::initialized().await;
        acme.done(&Archive::default()).await;
        let merged = PullRequest { state: PullRequestState::Merged, ..pull_request(20) };
        acme.done(&sync(Some(merged.clone()))).await;

        let record = acme.record().await;
        assert_eq!((record.status, record.pull_request), (TaskStatus::Archived, Some(merged)));
    }
}
