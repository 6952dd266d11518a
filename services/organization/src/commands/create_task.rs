//! Starts work: a new task with its own branch, or on a branch that exists.
//!
//! GitHub's branches are github-data's to know, and a command asks nobody: a branch is free when no task of the
//! repository has it, virtual ones included. A branch on GitHub without a pull request shows when the agent pushes.

use contracts::{
    OrganizationId, TaskId, TaskKey,
    organization::{CreateTask, Repository, TaskCreated, TaskSummary},
    task::{Initialize, TaskStatus},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit, branch,
    error::OrganizationError,
    request::{BranchChoice, NewTask},
    store::{self, lines::Line},
    title, views,
};

/// The task's rows are written before its id is told to anyone.
pub async fn create_task(cx: &mut Cx, organization_id: OrganizationId, command: CreateTask) -> Handled<TaskCreated> {
    let request = NewTask::parse(command)?;
    let repository = store::repositories::find(cx.read(), &organization_id, &request.repository_id).await?;
    let repository =
        repository.ok_or_else(|| OrganizationError::RepositoryUnknown(request.repository_id.to_string()))?;

    let plan = plan(cx, &organization_id, &repository, &request).await?;

    let line = save(cx, &organization_id, &plan).await?;

    views::line_changed(cx, &organization_id, &line)?;
    let task = line.summary;
    cx.send(&task_key(&organization_id, &task), &initialize(&task, repository.clone_url, request.prompt))?;
    let details = json!({ "title": task.title, "adopted": matches!(plan, Plan::Adopt(_)) });
    audit::happened_to_task(cx, &organization_id, &task, "task.created", details)?;
    Ok(TaskCreated { task_id: task.task_id, title: task.title, branch: task.branch })
}

enum Plan {
    Create(TaskSummary),
    /// The virtual task of the branch becomes the person's, with its pull request.
    Adopt(TaskSummary),
}

async fn plan(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    request: &NewTask,
) -> Handled<Plan> {
    let title = title::derive(&request.prompt, request.title.as_deref());
    let branch = match &request.branch {
        BranchChoice::Derived => derived_branch(cx, organization_id, repository, &title).await?,
        BranchChoice::New(name) => new_branch(cx, organization_id, repository, name).await?,
        BranchChoice::Existing(name) => {
            let on_branch =
                store::index::on_branch(cx.read(), organization_id, &repository.repository_id, "", name).await?;
            match on_branch {
                Some(task) if task.materialised => return Err(OrganizationError::BranchIsTaken(name.clone()).into()),
                Some(task) => return Ok(Plan::Adopt(adopted(task, request.title.is_some().then_some(title), cx.now))),
                None => name.clone(),
            }
        }
    };
    Ok(Plan::Create(created(cx, repository, title, branch)))
}

async fn derived_branch(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    title: &str,
) -> Handled<String> {
    let name = branch::sanitize(title);
    let taken = taken(cx, organization_id, repository, &name).await?;
    Ok(branch::free(&name, &taken))
}

async fn new_branch(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    name: &str,
) -> Handled<String> {
    let taken = taken(cx, organization_id, repository, name).await?;
    if taken.iter().any(|taken| branch::clash(taken, name)) {
        return Err(OrganizationError::BranchIsTaken(name.to_owned()).into());
    }
    Ok(name.to_owned())
}

/// The branches that might clash with `name`.
async fn taken(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    name: &str,
) -> Handled<Vec<String>> {
    let folders = branch::folders(name);
    let repository_id = &repository.repository_id;
    let mut taken = store::index::branches_like(cx.read(), organization_id, repository_id, name, &folders).await?;
    taken.push(repository.default_branch.clone());
    Ok(taken)
}

fn created(cx: &Cx, repository: &Repository, title: String, branch: String) -> TaskSummary {
    TaskSummary {
        task_id: TaskId::from(cx.new_id()),
        repository_id: repository.repository_id.clone(),
        repository_name: repository.full_name.clone(),
        title,
        branch,
        status: TaskStatus::Initialized,
        pull_request: None,
        owner: None,
        // A person asked for it, so it must outlive its pull request from now on, and not only once the task has told.
        materialised: true,
        created_at: cx.now,
        updated_at: cx.now,
    }
}

fn adopted(task: TaskSummary, title: Option<String>, now: contracts::Millis) -> TaskSummary {
    let title = title.unwrap_or(task.title);
    TaskSummary { title, materialised: true, updated_at: now.max(task.updated_at), ..task }
}

async fn save(cx: &mut Cx, organization_id: &OrganizationId, plan: &Plan) -> Handled<Line> {
    let (revision, summary) = match plan {
        Plan::Create(task) => (store::lines::insert(cx.write(), organization_id, "", task, 0).await?, task),
        Plan::Adopt(task) => (store::lines::update(cx.write(), organization_id, task).await?, task),
    };
    Ok(Line { summary: summary.clone(), revision })
}

fn task_key(organization_id: &OrganizationId, task: &TaskSummary) -> TaskKey {
    TaskKey { organization_id: organization_id.clone(), task_id: task.task_id.clone() }
}

fn initialize(task: &TaskSummary, clone_url: String, prompt: String) -> Initialize {
    Initialize {
        repository_id: task.repository_id.clone(),
        repository_name: task.repository_name.clone(),
        clone_url,
        title: task.title.clone(),
        branch: task.branch.clone(),
        prompt,
        pull_request: task.pull_request.clone(),
    }
}

#[cfg(test)]
mod tests {
    use contracts::RepositoryId;

    use super::*;

    fn virtual_task() -> TaskSummary {
        TaskSummary {
            task_id: "t-1".parse().expect("an id"),
            repository_id: RepositoryId::for_number(1),
            repository_name: "acme/web".into(),
            title: "Login".into(),
            branch: "login".into(),
            status: TaskStatus::Initialized,
            pull_request: None,
            owner: None,
            materialised: false,
            created_at: 1,
            updated_at: 2,
        }
    }

    #[test]
    fn an_adopted_task_keeps_its_title_unless_another_is_given() {
        assert_eq!(adopted(virtual_task(), None, 3).title, "Login");
        assert_eq!(adopted(virtual_task(), Some("feat: Sign in".into()), 3).title, "feat: Sign in");
    }

    #[test]
    fn an_adopted_task_is_a_persons_from_now_on() {
        let task = adopted(virtual_task(), None, 3);
        assert!(task.materialised);
        assert_eq!((task.created_at, task.updated_at), (1, 3));
    }
}
