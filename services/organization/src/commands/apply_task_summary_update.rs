//! Takes in what a materialised task now looks like.

use contracts::{
    OrganizationId, PullRequest, TaskKey,
    organization::{Applied, ApplyTaskSummaryUpdate, TaskSummary},
    task::PullRequestSync,
};
use runtime::{Cx, Handled};

use crate::{
    error::OrganizationError,
    pull_requests::head_repository,
    store::{self, lines::Line},
    views,
};

/// The most frequent command of an organization: one statement, unless the line is missing or newer.
pub async fn apply_task_summary_update(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: ApplyTaskSummaryUpdate,
) -> Handled<Applied> {
    let updated = store::lines::update_from_task(cx.write(), &organization_id, &command).await?;
    let line = match updated {
        Some(line) => line,
        None if is_there(cx, &organization_id, &command).await? => return Ok(Applied { applied: false }),
        None => give_line_again(cx, &organization_id, &command).await?,
    };

    // It missed news of its pull request while its line was still virtual.
    if line.summary.pull_request != command.pull_request {
        let key = TaskKey { organization_id: organization_id.clone(), task_id: command.task_id };
        cx.send(&key, &PullRequestSync { pull_request: line.summary.pull_request.clone() })?;
    }
    views::line_changed(cx, &organization_id, &line)?;
    Ok(Applied { applied: true })
}

async fn is_there(cx: &mut Cx, organization_id: &OrganizationId, command: &ApplyTaskSummaryUpdate) -> Handled<bool> {
    Ok(store::lines::find(cx.read(), organization_id, &command.task_id).await?.is_some())
}

/// The line left with its pull request while a person materialised the task. If the branch has been offered again
/// meanwhile, the task takes the place of that virtual one.
async fn give_line_again(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    command: &ApplyTaskSummaryUpdate,
) -> Handled<Line> {
    let head = head_repository(command.pull_request.as_ref(), &command.repository_name);
    let (repository_id, branch) = (&command.repository_id, &command.branch);
    let holder = store::index::on_branch(cx.read(), organization_id, repository_id, &head, branch).await?;

    if holder.as_ref().is_some_and(|holder| holder.materialised) {
        return Err(OrganizationError::BranchIsTaken(branch.clone()).into());
    }

    let mut pull_request = None;
    if let Some(holder) = holder {
        pull_request = holder.pull_request;
        if let Some(removed) = store::index::remove(cx.write(), organization_id, &holder.task_id).await? {
            views::line_removed(cx, organization_id, &removed.task_id, removed.revision)?;
        }
    }
    let summary = summary(command, pull_request);
    let revision = store::lines::insert(cx.write(), organization_id, &head, &summary, command.revision).await?;
    Ok(Line { summary, revision })
}

fn summary(command: &ApplyTaskSummaryUpdate, pull_request: Option<PullRequest>) -> TaskSummary {
    TaskSummary {
        task_id: command.task_id.clone(),
        repository_id: command.repository_id.clone(),
        repository_name: command.repository_name.clone(),
        title: command.title.clone(),
        branch: command.branch.clone(),
        status: command.status,
        pull_request,
        owner: command.owner.clone(),
        materialised: true,
        created_at: command.created_at,
        updated_at: command.updated_at,
    }
}
