//! Takes in what GitHub now says of one pull request.

use contracts::{
    OrganizationId, PullRequest, TaskId, TaskKey,
    organization::{RefreshTaskSummaryForBranch, Repository, TaskRefreshed, TaskSummary},
    task::{Archive, PullRequestSync, TaskStatus},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit,
    error::OrganizationError,
    pull_requests::{Decision, News, Stored, Update, head_repository, title},
    store::{
        self,
        lines::Line,
        pull_requests::{Lookup, number},
    },
    views,
};

/// Writes the sidebar's rows only: a sync of any size materialises no task.
pub async fn refresh_task_summary_for_branch(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: RefreshTaskSummaryForBranch,
) -> Handled<TaskRefreshed> {
    let news = News::of(&command);
    let head_repository = head_repository(command.pull_request.as_ref(), &command.repository_name);
    let lookup = Lookup {
        repository_id: &command.repository_id,
        number: number(command.pull_request_number)?,
        head_repository: &head_repository,
        branch: &command.branch,
    };
    let known = store::pull_requests::find(cx.read(), &organization_id, &lookup).await?;

    let Some(known) = known else {
        return match news {
            News::Open(open) => create(cx, &organization_id, &lookup, &open).await,
            News::Left { .. } => Ok(TaskRefreshed { task_id: None }),
        };
    };
    let task_id = known.summary.task_id.clone();
    match known.hear(news) {
        Decision::Nothing => Ok(TaskRefreshed { task_id: Some(task_id) }),
        Decision::Remove => remove(cx, &organization_id, &task_id).await,
        Decision::Update(news) => update(cx, &organization_id, &lookup, *news).await,
    }
}

/// The branch has no task yet: a line for it, which is all there is until a person acts on it.
async fn create(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    lookup: &Lookup<'_>,
    open: &PullRequest,
) -> Handled<TaskRefreshed> {
    let repository = store::repositories::find(cx.read(), organization_id, lookup.repository_id).await?;
    let repository =
        repository.ok_or_else(|| OrganizationError::RepositoryUnknown(lookup.repository_id.to_string()))?;

    let summary = virtual_task(cx, repository, lookup.branch, open);
    let revision = store::lines::insert(cx.write(), organization_id, lookup.head_repository, &summary, 0).await?;

    let task_id = Some(summary.task_id.clone());
    views::line_changed(cx, organization_id, &Line { summary, revision })?;
    Ok(TaskRefreshed { task_id })
}

fn virtual_task(cx: &Cx, repository: Repository, branch: &str, open: &PullRequest) -> TaskSummary {
    TaskSummary {
        task_id: TaskId::from(cx.new_id()),
        repository_id: repository.repository_id,
        repository_name: repository.full_name,
        title: title(open),
        branch: branch.to_owned(),
        status: TaskStatus::Initialized,
        pull_request: Some(open.clone()),
        owner: None,
        materialised: false,
        created_at: cx.now,
        updated_at: open.updated_at,
    }
}

async fn remove(cx: &mut Cx, organization_id: &OrganizationId, task_id: &TaskId) -> Handled<TaskRefreshed> {
    let removed = store::index::remove(cx.write(), organization_id, task_id).await?;

    if let Some(removed) = removed {
        views::line_removed(cx, organization_id, &removed.task_id, removed.revision)?;
    }
    Ok(TaskRefreshed { task_id: None })
}

async fn update(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    lookup: &Lookup<'_>,
    news: Update,
) -> Handled<TaskRefreshed> {
    let task = &news.summary;
    match &news.pull_request {
        Stored::Keep(pull_request) => {
            let keep = (lookup.number, pull_request);
            store::pull_requests::save(cx.write(), organization_id, lookup.repository_id, &task.task_id, keep).await?;
        }
        Stored::Forget => {
            store::pull_requests::forget(cx.write(), organization_id, lookup.repository_id, lookup.number).await?;
        }
    }
    let revision = store::lines::update(cx.write(), organization_id, task).await?;

    if task.materialised {
        tell_task(cx, organization_id, lookup.number, &news)?;
    }
    let task_id = Some(task.task_id.clone());
    views::line_changed(cx, organization_id, &Line { summary: news.summary, revision })?;
    Ok(TaskRefreshed { task_id })
}

/// A person's task hears of its pull request, and is put away with the last one.
fn tell_task(cx: &mut Cx, organization_id: &OrganizationId, number: i64, news: &Update) -> Handled<()> {
    let task = &news.summary;
    let key = TaskKey { organization_id: organization_id.clone(), task_id: task.task_id.clone() };
    if let Some(event) = news.event {
        let url = news.url();
        audit::happened_to_task(cx, organization_id, task, event, json!({ "number": number, "url": url }))?;
    }
    cx.send(&key, &PullRequestSync { pull_request: task.pull_request.clone() })?;
    if let Some(reason) = news.archive {
        cx.send(&key, &Archive { reason: Some(reason.to_owned()) })?;
    }
    Ok(())
}
