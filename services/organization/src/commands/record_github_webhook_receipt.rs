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
    let Some(profile) = store::profiles::save_webhook(cx.write(), &organization_id, &command.event, now).await? else {
        return Ok(Applied { applied: false });
    };

    views::profile_changed(cx, &organization_id, &profile)?;
    Ok(Applied { applied: true })
}
