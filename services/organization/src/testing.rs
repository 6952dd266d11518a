//! For handler tests: the organization `acme` on a Postgres database of its own.

use std::{
    ops::Deref,
    sync::atomic::{AtomicI64, Ordering},
};

use contracts::{
    Millis, OrganizationId, PullRequest, RepositoryId, TaskId, UserId,
    github_data::ContextOverrides,
    organization::{
        AccountKind, ApplyGithubSyncProgress, ApplyMembers, ApplyRepositories, ApplyTaskSummaryUpdate, CreateTask,
        GetTask, GithubState, InstallationStatus, LinkMember, ListTasks, Member, MemberRemoval, Owner,
        RefreshTaskSummaryForBranch, Repository, Role, SyncStatus, TaskSummary,
    },
    pull_request::PullRequestState,
    task::{BranchChanges, TaskStatus},
};
use runtime::testing::{Actor, TestService};
use serde_json::Value;
use test_postgres::LentDatabase;

pub struct Acme {
    actor: Actor<OrganizationId>,
    /// Given back after the service's connections.
    _database: LentDatabase,
}

impl Acme {
    /// Nobody has connected it yet.
    pub async fn unknown() -> Self {
        let database = LentDatabase::for_service("organization").await.unwrap();
        let service = TestService::new(crate::service(), &database.url).await.unwrap().ignoring("pull_request_news");
        Self { actor: Actor::new(service, "acme".parse().unwrap()), _database: database }
    }

    /// It is connected and has the repositories `acme/web` (1) and `acme/api` (2).
    pub async fn connected() -> Self {
        let acme = Self::unknown().await;
        acme.done(&progress(1, SyncStatus::Synced)).await;
        acme.done(&ApplyRepositories {
            repositories: vec![repository(1, "web"), repository(2, "api")],
            removed: vec![],
            removed_because: None,
        })
        .await;
        acme
    }

    /// The sidebar, newest change first.
    pub async fn lines(&self) -> Vec<TaskSummary> {
        self.asks(&ListTasks::default()).await.tasks
    }

    pub async fn line(&self, task_id: &TaskId) -> TaskSummary {
        self.asks(&GetTask { task_id: task_id.clone() }).await
    }

    /// Tells of an open pull request; the task it now belongs to.
    pub async fn hears(&self, pull_request: &PullRequest) -> TaskId {
        self.done(&told(pull_request)).await.task_id.unwrap()
    }

    /// The key of a task's view.
    pub fn view(&self, task_id: &TaskId) -> String {
        format!("organization.acme.task.{task_id}")
    }

    /// The removals that are to run, in the order in which they began.
    pub async fn removals(&self) -> Vec<MemberRemoval> {
        let inputs = "SELECT input FROM workflows WHERE workflow = 'memberRemoval' AND actor_key = 'acme'
                      ORDER BY started_at, workflow_id";
        let inputs: Vec<Value> = sqlx::query_scalar(inputs).fetch_all(self.service.pool()).await.unwrap();
        inputs.into_iter().map(|input| serde_json::from_value(input).unwrap()).collect()
    }
}

impl Deref for Acme {
    type Target = Actor<OrganizationId>;

    fn deref(&self) -> &Self::Target {
        &self.actor
    }
}

pub fn repository(number: u64, name: &str) -> Repository {
    Repository {
        repository_id: RepositoryId::for_number(number),
        full_name: format!("acme/{name}"),
        clone_url: format!("https://github.com/acme/{name}.git"),
        default_branch: "main".into(),
        private: false,
    }
}

/// An open pull request of `acme/web`'s own branch.
pub fn pull_request(number: u64, branch: &str, updated_at: Millis) -> PullRequest {
    PullRequest {
        number,
        title: format!("Offer {branch}"),
        state: PullRequestState::Open,
        url: format!("https://github.com/acme/web/pull/{number}"),
        head_branch: branch.into(),
        head_repository: Some("acme/web".into()),
        base_branch: "main".into(),
        author_login: Some("bob".into()),
        updated_at,
    }
}

/// GitHub's news that a pull request of `acme/web` looks like this.
pub fn told(pull_request: &PullRequest) -> RefreshTaskSummaryForBranch {
    static TOLD: AtomicI64 = AtomicI64::new(1);
    RefreshTaskSummaryForBranch {
        revision: TOLD.fetch_add(1, Ordering::Relaxed),
        repository_id: RepositoryId::for_number(1),
        repository_name: "acme/web".into(),
        branch: pull_request.head_branch.clone(),
        pull_request_number: pull_request.number,
        pull_request: Some(pull_request.clone()),
        left_because: None,
    }
}

/// GitHub's news that it is not there any more.
pub fn left(pull_request: &PullRequest, because: &str) -> RefreshTaskSummaryForBranch {
    RefreshTaskSummaryForBranch { pull_request: None, left_because: Some(because.to_owned()), ..told(pull_request) }
}

/// A person's wish for a task in `acme/web`.
pub fn wish(prompt: &str) -> CreateTask {
    let repository_id = RepositoryId::for_number(1);
    CreateTask { repository_id, prompt: prompt.into(), title: None, branch: None, on_branch: None }
}

/// What a task says of itself that was made from `line`.
pub fn says(line: &TaskSummary, revision: i64, title: &str) -> ApplyTaskSummaryUpdate {
    ApplyTaskSummaryUpdate {
        task_id: line.task_id.clone(),
        revision,
        title: title.into(),
        status: TaskStatus::Idle,
        owner: Some(Owner { user_id: UserId::for_number(7), login: "bob".into(), avatar_url: None }),
        repository_id: line.repository_id.clone(),
        repository_name: line.repository_name.clone(),
        branch: line.branch.clone(),
        pull_request: line.pull_request.clone(),
        changes: Some(BranchChanges { files: 1, added: 3, ..BranchChanges::default() }),
        created_at: line.created_at,
        updated_at: line.updated_at + 1,
    }
}

pub fn member(number: u64, login: &str) -> Member {
    Member {
        user_id: UserId::for_number(number),
        login: login.into(),
        name: None,
        avatar_url: None,
        role: Role::Member,
        linked: false,
    }
}

/// GitHub's word, at the moment 10, that they belong.
pub fn members(members: &[Member]) -> ApplyMembers {
    ApplyMembers { members: members.to_vec(), removed: vec![], observed_at: 10, complete: false, is_hearsay: false }
}

/// GitHub's word to somebody who has signed in, at the moment 10, that they belong.
pub fn linked(number: u64, login: &str) -> LinkMember {
    LinkMember { member: member(number, login), account: ContextOverrides::default(), observed_at: 10 }
}

/// The report of a first sync that is complete.
pub fn synced(revision: i64) -> ApplyGithubSyncProgress {
    let github = GithubState { last_sync_at: Some(5), ..github(SyncStatus::Synced) };
    ApplyGithubSyncProgress { revision, github }
}

pub fn progress(revision: i64, sync_status: SyncStatus) -> ApplyGithubSyncProgress {
    ApplyGithubSyncProgress { revision, github: github(sync_status) }
}

pub fn github(sync_status: SyncStatus) -> GithubState {
    GithubState {
        connected_account: "Acme".into(),
        kind: AccountKind::Organization,
        installation_status: InstallationStatus::Connected,
        installation_id: Some(1),
        account_id: None,
        sync_status,
        sync_phase: None,
        last_sync_label: "Synced 2 repositories".into(),
        last_sync_at: None,
        sync_generation: 1,
        processed_repository_count: 2,
        total_repository_count: 2,
        failures: vec![],
        rate_limit: None,
        waits_until: None,
        next_sync_at: None,
    }
}
