//! The members phase of a sync.

use std::sync::Arc;

use contracts::{
    Millis,
    organization::{AccountKind, Member, SyncPhase},
};
use futures::FutureExt;
use runtime::{Cx, Failure, Handled};

use super::patience::Steps;
use crate::{
    account::Reading,
    github::{Github, GithubError},
    store, tell,
};

/// Everybody who belongs, as GitHub said at one moment.
struct List {
    members: Vec<Member>,
    observed_at: Millis,
}

/// Reads who belongs to the account. Says whether they could be read: without them the rest of the sync still stands, and
/// those known before stay.
pub async fn sync_members(steps: &Steps, reading: &Arc<Reading>, repositories: u32) -> Handled<bool> {
    // Whoever is not on the list loses access, so a list of those who show themselves to everybody is none.
    if reading.kind == AccountKind::Organization && !reading.reads_members {
        tracing::warn!(organization.id = %steps.organization_id, "The GitHub App may not read the members");
        return Ok(false);
    }
    let fetch = || async { Ok((fetch(&steps.github, reading).await?, repositories)) };
    let saved = steps
        .read("syncMembers", Some(reading.installation_id), reading, fetch, |cx, reading, (list, repositories)| {
            save(cx, reading, list, repositories).boxed()
        })
        .await;
    match saved {
        Ok(()) => Ok(true),
        Err(failure) if concerns_members_only(&failure) => {
            tracing::warn!(organization.id = %steps.organization_id, %failure, "The members could not be read");
            Ok(false)
        }
        Err(failure) => Err(failure),
    }
}

async fn fetch(github: &Github, reading: &Reading) -> Result<List, GithubError> {
    let (installation_id, login) = (reading.installation_id, &reading.connected_account);
    // Before it is asked for: what a webhook says after this moment is newer than what the list says.
    let observed_at = runtime::now();
    let members = match reading.kind {
        AccountKind::Organization => github.members(installation_id, login).await?,
        AccountKind::Personal => vec![github.person(installation_id, login).await?],
    };
    Ok(List { members, observed_at })
}

async fn save(cx: &mut Cx, reading: Arc<Reading>, list: List, repositories: u32) -> Handled<()> {
    let List { members, observed_at } = list;
    let organization_id = &reading.organization_id;
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.check_current(reading.generation)?;

    store::members::replace(cx.write().await?, organization_id, &members, observed_at).await?;
    let label = format!("Read {} members", members.len());
    tell::members(cx, organization_id, members, observed_at)?;
    account.show(SyncPhase::SyncingMembers, repositories, repositories, &label);
    tell::progress(cx, account).await
}

/// GitHub refuses or fails this one list; trouble with the account itself ends the sync.
fn concerns_members_only(failure: &Failure) -> bool {
    match failure {
        Failure::Refused { code, .. } => code == GithubError::REFUSED,
        _ => true,
    }
}
