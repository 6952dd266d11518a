//! For handler tests: sandboxes of `acme` on a Postgres database of their own.

use std::ops::Deref;

use contracts::{
    RepositoryId, TaskKey, UserId,
    audit_log::Append,
    sandbox::{
        ApplyProvisioning, ChangeTotals, DirtyCounts, GitStatus, OpenSession, ProvisioningNews, RunTurn, SandboxDetail,
        SandboxRecord, Source,
    },
    task::{ApplyTurn, TurnEnd, TurnNews},
};
use runtime::testing::{Actor, Handling, TestService};
use test_postgres::LentDatabase;

use crate::{Work, store};

/// The task `t-1` of `acme`.
pub struct Acme {
    actor: Actor<TaskKey>,
    /// Given back after the service's connections.
    _database: LentDatabase,
}

impl Acme {
    /// The task has no sandbox.
    pub async fn new() -> Self {
        let database = LentDatabase::for_service("sandbox").await.unwrap();
        let service = TestService::new(crate::service(Work::nowhere()), &database.url).await.unwrap();
        Self { actor: Actor::new(service, key()), _database: database }
    }

    /// The task's sandbox is ready.
    pub async fn ready() -> Self {
        let acme = Self::new().await;
        acme.done(&open(1)).await;
        let (provider, provider_id) = ("local".to_owned(), "sb-1".to_owned());
        acme.done(&news(1, ProvisioningNews::Allocated { provider, provider_id, expires_at: None })).await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 6 })).await;
        acme
    }

    pub async fn record(&self) -> SandboxRecord {
        self.asks(&SandboxDetail {}).await
    }

    /// The names of the workflows that were started, in order, but for those that attend to agents or read the branch.
    pub async fn runs(&self) -> Vec<String> {
        let names = "SELECT workflow FROM workflows WHERE workflow NOT IN ('attending', 'gitRefresh')
                     ORDER BY started_at, workflow DESC";
        sqlx::query_scalar(names).fetch_all(self.service.pool()).await.unwrap()
    }

    /// How many workflows attend to agents.
    pub async fn attending(&self) -> i64 {
        self.count("attending").await
    }

    /// How many workflows read the branch.
    pub async fn reading(&self) -> i64 {
        self.count("gitRefresh").await
    }

    async fn count(&self, workflow: &str) -> i64 {
        let count = sqlx::query_scalar("SELECT count(*) FROM workflows WHERE workflow = $1").bind(workflow.to_owned());
        count.fetch_one(self.service.pool()).await.unwrap()
    }

    /// The open sessions.
    pub async fn sessions(&self) -> Vec<String> {
        let mut db = self.service.pool().acquire().await.unwrap();
        let open = store::sessions::open(&mut db, &self.key).await.unwrap();
        open.iter().map(|(session_id, _)| session_id.to_string()).collect()
    }
}

impl Deref for Acme {
    type Target = Actor<TaskKey>;

    fn deref(&self) -> &Self::Target {
        &self.actor
    }
}

pub fn key() -> TaskKey {
    TaskKey { organization_id: "acme".parse().unwrap(), task_id: "t-1".parse().unwrap() }
}

pub fn source() -> Source {
    Source {
        repository_id: RepositoryId::for_number(1),
        repository_name: "acme/web".into(),
        clone_url: "https://github.com/acme/web.git".into(),
        branch: "feat-add-a-page".into(),
        forked_pull_request: None,
    }
}

/// The session `s-<number>`.
pub fn open(number: u32) -> OpenSession {
    OpenSession {
        session_id: format!("s-{number}").parse().unwrap(),
        agent: None,
        choices: Vec::new(),
        source: source(),
        person: UserId::for_number(7),
    }
}

/// The turn of this message in the session `s-<number>`.
pub fn run(message: &str, number: u32) -> RunTurn {
    RunTurn {
        message_id: message.parse().unwrap(),
        session_id: format!("s-{number}").parse().unwrap(),
        text: "Go on".into(),
        attachments: Vec::new(),
        author: Some(UserId::for_number(7)),
        owner: Some(UserId::for_number(7)),
        source: source(),
    }
}

/// A branch with two commits, one of which was not pushed.
pub fn status() -> GitStatus {
    GitStatus {
        branch: Some("work".into()),
        head: None,
        base_branch: Some("main".into()),
        merge_base: None,
        ahead: 2,
        behind: 0,
        upstream: None,
        unpushed: 1,
        dirty: DirtyCounts::default(),
        files: Vec::new(),
        more_files: 0,
        totals: ChangeTotals::default(),
        in_progress: None,
        last_turn: None,
        read_at: 5,
    }
}

pub fn news(generation: i32, news: ProvisioningNews) -> ApplyProvisioning {
    ApplyProvisioning { generation, news }
}

/// The events that were sent to the audit log.
pub fn events<R>(handling: &Handling<R>) -> Vec<String> {
    handling.sent::<Append>().into_iter().map(|(_, append)| append.event).collect()
}

/// The turns that somebody has asked to stop and that have not ended.
pub async fn stopped_turns(acme: &Acme) -> Vec<String> {
    let mut db = acme.service.pool().acquire().await.unwrap();
    let turns = store::turns::not_ended(&mut db, &acme.key).await.unwrap();
    let stopped = turns.into_iter().filter(|turn| turn.stop_requested_at.is_some());
    stopped.map(|turn| turn.message_id.to_string()).collect()
}

/// The turns of whose end the task was told, and how they ended.
pub fn ended_turns<R>(handling: &Handling<R>) -> Vec<(String, &'static str)> {
    let told = handling.sent::<ApplyTurn>().into_iter();
    told.filter_map(|(_, told)| match told.news {
        TurnNews::Ended { end: TurnEnd::Stopped, .. } => Some((told.message_id.to_string(), "stopped")),
        TurnNews::Ended { end: TurnEnd::Failed { .. }, .. } => Some((told.message_id.to_string(), "failed")),
        _ => None,
    })
    .collect()
}
