//! Asking GitHub about one repository, because what was heard of it may be late.

use contracts::{OrganizationId, RepositoryId, github_data::RepositoryReload};
use runtime::{Cx, Handled, Started, WhenActive};

/// Has the repository read, whether or not it is known here; GitHub says whether it is still ours. Joins a reading that is
/// under way and has another follow it: what made the caller ask may be newer than what that one has read.
pub async fn begin(cx: &mut Cx, organization_id: &OrganizationId, repository_id: RepositoryId) -> Handled<Started> {
    let workflow_id = format!("repositoryReload.{organization_id}.{repository_id}");
    let input = RepositoryReload { repository_id };
    cx.start::<RepositoryReload>(organization_id, &workflow_id, &input, WhenActive::RunAgain).await
}
