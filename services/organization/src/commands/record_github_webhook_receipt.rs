//! Notes that GitHub told us something.

use contracts::{
    OrganizationId,
    organization::{Applied, RecordGithubWebhookReceipt},
};
use runtime::{Cx, Handled};

use crate::{store, views};

/// Touches the webhook's fields only: what the sync last said stays (a webhook is no sync). An unknown organization
/// notes nothing.
pub async fn record_github_webhook_receipt(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: RecordGithubWebhookReceipt,
) -> Handled<Applied> {
    let now = cx.now;
    let Some(profile) = store::profiles::save_webhook(cx.write().await?, &organization_id, &command.event, now).await?
    else {
        return Ok(Applied { applied: false });
    };

    views::profile_changed(cx, &organization_id, &profile)?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::organization::{Summary, SyncStatus};

    use super::*;
    use crate::testing::{Acme, github, progress};

    fn receipt(event: &str) -> RecordGithubWebhookReceipt {
        RecordGithubWebhookReceipt { event: event.into(), delivery_id: "d-1".into() }
    }

    #[tokio::test]
    async fn a_receipt_is_shown_and_leaves_the_sync_as_it_was() {
        let acme = Acme::unknown().await;
        acme.done(&progress(1, SyncStatus::Syncing)).await;
        let handling = acme.send(&receipt("pull_request.opened")).await;

        assert_eq!(handling.sent_count(), 0);
        let summary = acme.asks(&Summary {}).await;
        assert_eq!(summary.github, github(SyncStatus::Syncing));
        assert_eq!(summary.last_webhook_event.as_deref(), Some("pull_request.opened"));
        assert!(summary.last_webhook_at.is_some());
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!(shown.value.unwrap()["lastWebhookEvent"], "pull_request.opened");
    }

    #[tokio::test]
    async fn a_sync_that_goes_on_keeps_the_receipt() {
        let acme = Acme::connected().await;
        acme.done(&receipt("push")).await;
        acme.done(&progress(2, SyncStatus::Syncing)).await;
        assert_eq!(acme.asks(&Summary {}).await.last_webhook_event.as_deref(), Some("push"));
    }

    #[tokio::test]
    async fn an_organization_that_nobody_connected_notes_nothing() {
        assert!(!Acme::unknown().await.done_without_change(&receipt("push")).await.applied);
    }
}
