//! Taking repositories out, with everything that hangs on them.

use contracts::{OrganizationId, RepositoryId, organization::RepositoryGone};
use runtime::{Cx, Handled};

use crate::{
    store,
    tell::{self, In},
};

/// What went.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Removed {
    pub repositories: u32,
    pub pull_requests: u32,
}

/// Tells of the pull requests that go while their repository is still known, then removes the repositories and tells of
/// those: afterwards nobody could say which tasks were meant.
pub async fn remove(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository_ids: Vec<RepositoryId>,
    because: RepositoryGone,
) -> Handled<Removed> {
    let ids: Vec<_> = repository_ids.iter().map(RepositoryId::as_str).collect();
    store::repositories::lock(cx.read().await?, organization_id, &ids).await?;
    let open = store::pull_requests::open_in(cx.read().await?, organization_id, &ids).await?;

    for row in &open {
        let place = In { repository_id: &row.repository_id, repository_name: &row.repository_name };
        tell::pull_request_left(cx, organization_id, place, &row.pull_request, "repositoryRemoved").await?;
    }

    let repositories = store::repositories::delete(cx.write().await?, organization_id, &ids).await?;
    store::failures::forget(cx.write().await?, organization_id, &ids).await?;
    tell::removed_repositories(cx, organization_id, repository_ids, because)?;
    Ok(Removed { repositories, pull_requests: u32::try_from(open.len()).unwrap_or(u32::MAX) })
}
