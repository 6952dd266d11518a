//! Mirrors where a GitHub sync stands.

use contracts::{
    OrganizationId,
    organization::{Applied, ApplyGithubSyncProgress},
};
use runtime::{Cx, Handled};

use crate::{audit, github, store, views};

/// The first report is how an organization comes to be.
pub async fn apply_github_sync_progress(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: ApplyGithubSyncProgress,
) -> Handled<Applied> {
    let before = store::profiles::find(cx.read(), &organization_id).await?;
    if before.as_ref().is_some_and(|before| before.github_revision >= command.revision) {
        return Ok(Applied { applied: false });
    }

    let events = github::events(before.as_ref().map(|before| &before.github), &command.github);

    let profile = store::profiles::save_github(cx.write(), &organization_id, &command.github, command.revision).await?;

    for (event, details) in events {
        audit::happened(cx, &organization_id, event, details)?;
    }
    views::profile_changed(cx, &organization_id, &profile)?;
    Ok(Applied { applied: true })
}
