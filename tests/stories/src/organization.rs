//! One organization as its members see it.

use contracts::{
    OrganizationId, RepositoryId, TaskKey,
    audit_log::{Event, List},
    github_data::{GetSummary, GithubSummary, SyncRepos, SyncStarted},
    organization::{
        CreateTask, GithubState, ListRepositories, ListTasks, OrganizationSummary, RepositorySummary, Summary,
        TaskCreated, TaskSummary,
    },
    runtime_messages::{WorkflowRun, WorkflowStatus},
};

use crate::{Github, Visitor, World, audit, until};

/// A generated repository without anything awkward about it.
const ORDINARY: usize = 10;

/// An organization, and somebody who belongs to it.
pub struct Organization<'a> {
    pub world: &'a World,
    pub member: Visitor,
    pub id: OrganizationId,
}

impl World {
    /// The organization with this id, seen by an admin of its; nobody has made it yet.
    pub async fn organization(&self, id: &str) -> Organization<'_> {
        let member = self.admin_of(id).await;
        Organization { world: self, member, id: id.parse().expect("an organization's id") }
    }

    /// The stand-in's own organization, synced.
    pub async fn synced(&self) -> Organization<'_> {
        let acme = self.organization("acme").await;
        acme.sync().await;
        acme
    }
}

impl Organization<'_> {
    /// Syncs, and returns when that and everything that follows from it is done.
    pub async fn sync(&self) -> GithubState {
        let started = self.asks_to_sync().await;
        let run = self.run_ends(&started.run_id).await;
        assert_eq!(run.status, WorkflowStatus::Done, "{run:?}");
        self.world.settle().await;
        self.summary().await.github
    }

    pub async fn asks_to_sync(&self) -> SyncStarted {
        self.member.does(&self.id, &SyncRepos::default()).await
    }

    /// Waits until a run is over, however it ends.
    pub async fn run_ends(&self, run_id: &str) -> WorkflowRun {
        until("the end of the run", async || {
            let run = self.run(run_id).await;
            use WorkflowStatus::{Cancelled, Done, Failed};
            matches!(run.status, Done | Failed | Cancelled).then_some(run)
        })
        .await
    }

    pub async fn run(&self, run_id: &str) -> WorkflowRun {
        let answer = self.member.get(&format!("/v1/githubData/query/workflow/{}?runId={run_id}", self.id)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        serde_json::from_value(answer.body).expect("a run")
    }

    /// The newest run of any workflow.
    pub async fn newest_run(&self) -> WorkflowRun {
        let answer = self.member.get(&format!("/v1/githubData/query/workflows/{}?limit=1", self.id)).await;
        serde_json::from_value(answer.body["runs"][0].clone()).expect("a run")
    }

    pub async fn summary(&self) -> OrganizationSummary {
        self.member.sees(&self.id, &Summary {}).await
    }

    /// As GitHub said it, which is a service of its own.
    pub async fn on_github(&self) -> GithubSummary {
        self.member.sees(&self.id, &GetSummary {}).await
    }

    /// Every task, newest change first.
    pub async fn tasks(&self) -> Vec<TaskSummary> {
        self.pages(ListTasks { limit: Some(200), ..ListTasks::default() }).await.concat()
    }

    /// Every page of a list.
    pub async fn pages(&self, query: ListTasks) -> Vec<Vec<TaskSummary>> {
        let (mut pages, mut query) = (Vec::new(), query);
        loop {
            let page = self.member.sees(&self.id, &query).await;
            pages.push(page.tasks);
            query.after = page.next;
            if query.after.is_none() {
                return pages;
            }
        }
    }

    /// The tasks with this branch.
    pub async fn tasks_on(&self, branch: &str) -> Vec<TaskSummary> {
        let mut tasks = self.tasks().await;
        tasks.retain(|task| task.branch == branch);
        tasks
    }

    /// The only task with this branch.
    pub async fn task_on(&self, branch: &str) -> TaskSummary {
        let mut tasks = self.tasks_on(branch).await;
        assert_eq!(tasks.len(), 1, "tasks on {branch}: {tasks:#?}");
        tasks.remove(0)
    }

    pub async fn repositories(&self) -> Vec<RepositorySummary> {
        let mut repositories = Vec::new();
        let mut query = ListRepositories { limit: Some(50), after: None };
        loop {
            let page = self.member.sees(&self.id, &query).await;
            repositories.extend(page.repositories);
            query.after = page.next;
            if query.after.is_none() {
                return repositories;
            }
        }
    }

    /// `acme/checkout-web` of the repository that the stand-in generated in this place.
    pub fn name(&self, index: usize) -> String {
        format!("{}/{}", self.id, github_standin::generate::repository_name(index))
    }

    pub async fn repository(&self, full_name: &str) -> RepositoryId {
        let found = self.repositories().await.into_iter().find(|one| one.repository.full_name == full_name);
        found.unwrap_or_else(|| panic!("no repository {full_name}")).repository.repository_id
    }

    pub async fn creates_task(&self, command: &CreateTask) -> TaskCreated {
        let created = self.member.does(&self.id, command).await;
        self.world.settle().await;
        created
    }

    pub fn key(&self, task: &TaskSummary) -> TaskKey {
        TaskKey { organization_id: self.id.clone(), task_id: task.task_id.clone() }
    }

    pub async fn audit(&self, fit: List) -> Vec<Event> {
        audit(self.world, &self.id, fit).await
    }

    /// The names of everything that happened to a task, oldest first.
    pub async fn history(&self, task: &TaskKey) -> Vec<String> {
        let events = self.audit(List { task_id: Some(task.task_id.clone()), ..List::default() }).await;
        events.into_iter().map(|event| event.event).collect()
    }

    /// Whether a task exists as more than a line.
    pub async fn is_materialised(&self, task: &TaskKey) -> bool {
        let sql = "select exists (select from task.tasks where organization_id = $1 and task_id = $2)";
        sqlx::query_scalar(sql)
            .bind(self.id.as_str())
            .bind(task.task_id.as_str())
            .fetch_one(&self.world.database)
            .await
            .expect("the tasks can be read")
    }

    /// How many tasks exist as more than a line.
    pub async fn materialised(&self) -> i64 {
        self.count("select count(*) from task.tasks where organization_id = $1").await
    }

    /// Commands of this name that the organization has run.
    pub async fn commands(&self, name: &str) -> i64 {
        let sql = "select count(*) from organization.journal where actor_key = $1 and command = $2";
        sqlx::query_scalar(sql)
            .bind(self.id.as_str())
            .bind(name)
            .fetch_one(&self.world.database)
            .await
            .expect("the journal can be read")
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).bind(self.id.as_str()).fetch_one(&self.world.database).await.expect("a count")
    }

    /// A pull request is opened, and its virtual task is there.
    pub async fn offers(&self, repository: &str, branch: &str) -> TaskSummary {
        let github = self.world.github();
        github.opens_pull_request(repository, &format!("feat: {branch}"), branch).await;
        self.hears(&github).await;
        self.task_on(branch).await
    }

    /// A task on an ordinary repository that nobody has acted on, for a story that acts on it.
    pub async fn virtual_task(&self, branch: &str) -> TaskSummary {
        self.offers(&self.name(ORDINARY), branch).await
    }

    /// Returns when GitHub has told everything and all of it is done.
    pub async fn hears(&self, github: &Github) {
        github.has_delivered().await;
        self.world.settle().await;
    }
}
