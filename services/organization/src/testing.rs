//! For handler tests: the organization `acme` on a Postgres database of its own.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, AtomicU32, Ordering},
};

use contracts::{
    Command, Millis, OrganizationId, PullRequest, Query, RepositoryId, TaskId, UserId,
    github_data::ContextOverrides,
    organization::{
        AccountKind, ApplyGithubSyncProgress, ApplyMembers, ApplyRepositories, ApplyTaskSummaryUpdate, CreateTask,
        GetTask, GithubState, InstallationStatus, LinkMember, ListTasks, Member, MemberRemoval, Owner,
        RefreshTaskSummaryForBranch, Repository, Role, SyncStatus, TaskSummary,
    },
    pull_request::PullRequestState,
    task::TaskStatus,
};
use fleet::Infrastructure;
use runtime::{
    Caller, Failure, Service,
    testing::{Desk, Handling},
};
use serde_json::Value;

pub struct Acme {
    pub desk: Desk,
    pub id: OrganizationId,
    /// Given back after the desk's connections.
    _database: Database,
}

/// A database that no other test uses meanwhile. It is used again afterwards: to make one takes longer than most tests.
struct Database(String);

static FREE_DATABASES: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl Acme {
    /// Nobody has connected it yet.
    pub async fn unknown() -> Self {
        Self::with(crate::service()).await
    }

    async fn with(service: Service) -> Self {
        let database = Database::take().await;
        let postgres = &Infrastructure::shared().await.unwrap().postgres;
        let url = postgres.service_url(fleet::Service::named("organization").unwrap(), &database.0).unwrap();
        let desk = Desk::new(service, &url).await.unwrap();
        for table in ["profiles", "repositories", "members", "task_index", "pull_request_news"] {
            let empty = sqlx::AssertSqlSafe(format!("DELETE FROM {table} WHERE organization_id = 'acme'"));
            sqlx::query(empty).execute(desk.pool()).await.unwrap();
        }
        sqlx::query("DELETE FROM workflows WHERE actor_key = 'acme'").execute(desk.pool()).await.unwrap();
        Self { desk, id: "acme".parse().unwrap(), _database: database }
    }

    /// It is connected and has the repositories `acme/web` (1) and `acme/api` (2).
    pub async fn connected() -> Self {
        Self::connected_with(crate::service()).await
    }

    /// The same, handled by a service of the test's own.
    pub async fn connected_with(service: Service) -> Self {
        let acme = Self::with(service).await;
        acme.done(&progress(1, SyncStatus::Synced)).await;
        acme.done(&ApplyRepositories {
            repositories: vec![repository(1, "web"), repository(2, "api")],
            removed: vec![],
        })
        .await;
        acme
    }

    pub async fn send<C: Command<Key = OrganizationId>>(&self, command: &C) -> Handling<C::Reply> {
        self.desk.command(&self.id, command).await
    }

    /// Sends it as a person.
    pub async fn send_as<C: Command<Key = OrganizationId>>(&self, user_id: &UserId, command: &C) -> Handling<C::Reply> {
        self.desk.command_from(Caller::user(user_id), &self.id, command).await
    }

    /// Sends what must be done.
    pub async fn done<C: Command<Key = OrganizationId>>(&self, command: &C) -> C::Reply {
        self.send(command).await.outcome.unwrap()
    }

    /// Sends what must be refused with `code`, changing nothing and telling nobody.
    pub async fn refused<C: Command<Key = OrganizationId>>(&self, command: &C, code: &str) {
        let before = self.rows().await;
        let handling = self.send(command).await;

        assert_eq!(handling.refusal(), Some(code), "{} {:?}", C::NAME, handling.outcome.as_ref().err());
        self.assert_quiet(&handling, before).await;
    }

    /// Sends what must be done without changing anything or telling anybody.
    pub async fn unmoved<C: Command<Key = OrganizationId>>(&self, command: &C) -> C::Reply {
        let before = self.rows().await;
        let handling = self.send(command).await;

        self.assert_quiet(&handling, before).await;
        handling.outcome.unwrap()
    }

    async fn assert_quiet<R>(&self, handling: &Handling<R>, before: Value) {
        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        assert_eq!(self.rows().await, before);
    }

    pub async fn asks<Q: Query<Key = OrganizationId>>(&self, query: &Q) -> Q::Reply {
        self.desk.query(&self.id, query).await.unwrap()
    }

    /// The code a query is refused with.
    pub async fn asks_in_vain<Q: Query<Key = OrganizationId>>(&self, query: &Q) -> String {
        match self.desk.query(&self.id, query).await {
            Err(Failure::Refused { code, .. }) => code.into_owned(),
            other => panic!("expected a refusal of {}, got {:?}", Q::NAME, other.err()),
        }
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
        let inputs: Vec<Value> = sqlx::query_scalar(inputs).fetch_all(self.desk.pool()).await.unwrap();
        inputs.into_iter().map(|input| serde_json::from_value(input).unwrap()).collect()
    }

    /// Every row of every table.
    pub async fn rows(&self) -> Value {
        let all = "SELECT jsonb_build_array(
            (SELECT jsonb_agg(t ORDER BY t) FROM profiles t WHERE organization_id = 'acme'),
            (SELECT jsonb_agg(t ORDER BY t) FROM repositories t WHERE organization_id = 'acme'),
            (SELECT jsonb_agg(t ORDER BY t) FROM members t WHERE organization_id = 'acme'),
            (SELECT jsonb_agg(t ORDER BY t) FROM task_index t WHERE organization_id = 'acme'),
            (SELECT jsonb_agg(t ORDER BY t) FROM task_summaries t WHERE organization_id = 'acme'),
            (SELECT jsonb_agg(t ORDER BY t) FROM pull_requests t WHERE organization_id = 'acme'))";
        sqlx::query_scalar(all).fetch_one(self.desk.pool()).await.unwrap()
    }
}

impl Database {
    async fn take() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let free = FREE_DATABASES.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(name) = free {
            return Self(name);
        }
        let name = format!("test_{}", MADE.fetch_add(1, Ordering::Relaxed));
        Infrastructure::shared().await.unwrap().postgres.create_database(&name).await.unwrap();
        Self(name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        FREE_DATABASES.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.0));
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
    ApplyMembers { members: members.to_vec(), removed: vec![], observed_at: 10, complete: false }
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
    }
}
