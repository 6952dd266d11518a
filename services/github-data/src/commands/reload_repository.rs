//! `githubData.command.reloadRepository`: reads one repository again.

use contracts::{
    OrganizationId,
    github_data::{ReloadRepository, SyncStarted},
};
use runtime::{Cx, Failure, Handled};

use crate::{account::AccountError, reload, store};

pub async fn reload_repository(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: ReloadRepository,
) -> Handled<SyncStarted> {
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    if account.github.installation_id.is_none() {
        return Err(AccountError::NotConnected.into());
    }
    let repository_id = command.repository_id;
    if store::repositories::find(cx.read().await?, &organization_id, &repository_id).await?.is_none() {
        let message = format!("the organization has no repository {repository_id}");
        return Err(Failure::not_found("github.repository_not_found", message));
    }

    let started = reload::begin(cx, &organization_id, repository_id).await?;
    Ok(SyncStarted { run_id: started.run_id, joined: started.joined })
}
