//! For handler tests: tasks of `acme` on a Postgres database of their own.

use std::sync::atomic::{AtomicU32, Ordering};

use contracts::{
    Command, Millis, PullRequest, RepositoryId, TaskKey, UserId,
    audit_log::Append,
    organization::{Member, Owner, Role, TaskIndexEntry},
    pull_request::PullRequestState,
    task::{Detail, Initialize, TaskRecord},
};
use fleet::Infrastructure;
use runtime::{
    Failure,
    testing::{Desk, Handling},
};
use serde_json::Value;

use crate::lookups::Known;

/// The task `t-1` of `acme`.
pub struct Acme {
    pub desk: Desk,
    pub key: TaskKey,
}

impl Acme {
    /// Nobody has acted on the task.
    pub async fn new() -> Self {
        static DATABASES: AtomicU32 = AtomicU32::new(0);
        let database = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        let postgres = &Infrastructure::shared().await.unwrap().postgres;
        postgres.create_database(&database).await.unwrap();
        let url = postgres.service_url(fleet::Service::named("task").unwrap(), &database).unwrap();
        let key = TaskKey { organization_id: "acme".parse().unwrap(), task_id: "t-1".parse().unwrap() };
        Self { desk: Desk::new(crate::service(), &url).await.unwrap(), key }
    }

    /// A person has asked for the task.
    pub async fn initialized() -> Self {
        let acme = Self::new().await;
        acme.done(&initialize("Add a page")).await;
        acme
    }

    /// Sends a command to the task; the organization would know no line of it.
    pub async fn send<C: Command<Key = TaskKey>>(&self, command: &C) -> Handling<C::Reply> {
        self.desk.command(&self.key, command).await
    }

    /// Sends a command to the task, of which the organization knows this.
    pub async fn send_knowing<C: Command<Key = TaskKey>>(&self, command: &C, known: Known) -> Handling<C::Reply> {
        self.desk.command_knowing(&self.key, command, known).await
    }

    pub async fn done<C: Command<Key = TaskKey>>(&self, command: &C) -> C::Reply {
        self.send(command).await.outcome.unwrap()
    }

    /// Sends what must be refused with `code`, changing nothing and telling nobody.
    pub async fn refused<C: Command<Key = TaskKey>>(&self, command: &C, code: &str) {
        let before = self.rows().await;
        let handling = self.send(command).await;

        assert_eq!(handling.refusal(), Some(code), "{} {:?}", C::NAME, handling.outcome.as_ref().err());
        self.assert_quiet(&handling, before).await;
    }

    /// Sends what must be done without changing anything or telling anybody.
    pub async fn unmoved<C: Command<Key = TaskKey>>(&self, command: &C) -> C::Reply {
        let before = self.rows().await;
        let handling = self.send(command).await;

        self.assert_quiet(&handling, before).await;
        handling.outcome.unwrap()
    }

    async fn assert_quiet<R>(&self, handling: &Handling<R>, before: Value) {
        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        assert_eq!(self.rows().await, before);
    }

    pub async fn record(&self) -> TaskRecord {
        self.desk.query(&self.key, &Detail {}).await.unwrap()
    }

    pub async fn looking_is_refused(&self) -> bool {
        let looked = self.desk.query(&self.key, &Detail {}).await;
        matches!(looked, Err(Failure::Refused { code, .. }) if code == "task.not_materialised")
    }

    /// The record was stored, shown and told to the organization, all alike.
    pub async fn assert_told(&self, handling: &Handling<TaskRecord>) {
        let record = handling.outcome.as_ref().unwrap();
        assert_eq!(&self.record().await, record);

        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key.as_str(), shown.revision), ("task.acme.t-1", record.revision));
        assert_eq!(shown.value, Some(serde_json::json!(record)));
        let [(key, update)] = handling.sent::<contracts::organization::ApplyTaskSummaryUpdate>().try_into().unwrap();
        assert_eq!((key.as_str(), &update.task_id, update.revision), ("acme", &record.task_id, record.revision));
        assert_eq!((&update.title, update.status), (&record.title, record.status));
        assert_eq!(update.pull_request, record.pull_request);
        assert_eq!(update.updated_at, record.updated_at);
    }

    pub async fn rows(&self) -> Value {
        let all = "SELECT coalesce(jsonb_agg(t ORDER BY t), '[]') FROM tasks t WHERE organization_id = 'acme'";
        sqlx::query_scalar(all).fetch_one(self.desk.pool()).await.unwrap()
    }
}

/// The events that were sent to the audit log.
pub fn events<R>(handling: &Handling<R>) -> Vec<String> {
    handling.sent::<Append>().into_iter().map(|(_, append)| append.event).collect()
}

pub fn initialize(prompt: &str) -> Initialize {
    Initialize {
        repository_id: RepositoryId::for_number(1),
        repository_name: "acme/web".into(),
        clone_url: "https://github.com/acme/web.git".into(),
        title: "feat: Add a page".into(),
        branch: "feat-add-a-page".into(),
        prompt: prompt.into(),
        pull_request: None,
        owner: None,
    }
}

pub fn bob() -> Member {
    member(7, "bob")
}

pub fn eve() -> Member {
    member(8, "eve")
}

fn member(number: u64, login: &str) -> Member {
    Member {
        user_id: UserId::for_number(number),
        login: login.into(),
        name: None,
        avatar_url: Some(format!("https://x/{number}")),
        role: Role::Member,
        linked: false,
    }
}

pub fn owner(member: &Member) -> Owner {
    let Member { user_id, login, avatar_url, .. } = member.clone();
    Owner { user_id, login, avatar_url }
}

/// The organization knows the task's line in the sidebar.
pub fn line() -> Known {
    let entry = TaskIndexEntry {
        task_id: "t-1".parse().unwrap(),
        repository_id: RepositoryId::for_number(1),
        repository_name: "acme/web".into(),
        clone_url: "https://github.com/acme/web.git".into(),
        title: "Offer login".into(),
        branch: "login".into(),
        pull_request: Some(pull_request(10)),
    };
    Known { entry: Some(entry), members: vec![] }
}

pub fn pull_request(updated_at: Millis) -> PullRequest {
    PullRequest {
        number: 7,
        title: "Offer login".into(),
        state: PullRequestState::Open,
        url: "https://github.com/acme/web/pull/7".into(),
        head_branch: "login".into(),
        head_repository: Some("acme/web".into()),
        base_branch: "main".into(),
        author_login: Some("bob".into()),
        updated_at,
    }
}
