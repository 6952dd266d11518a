//! For handler tests: tasks of `acme` on a Postgres database of their own.

mod samples;
mod working;

use std::ops::Deref;

use contracts::{
    Millis, PullRequest, RepositoryId, TaskKey, UserId,
    audit_log::Append,
    organization::{ApplyTaskSummaryUpdate, Member, Owner, Role, TaskIndexEntry},
    pull_request::PullRequestState,
    task::{Detail, Initialize, TaskRecord},
};
use runtime::{
    Caller,
    testing::{Actor, Handling, TestService},
};
use test_postgres::LentDatabase;

pub use self::{
    samples::{message, record, session, session_id, task, task_with_session},
    working::Working,
};
use crate::lookups::Known;

/// The task `t-1` of `acme`.
pub struct Acme {
    actor: Actor<TaskKey>,
    /// Given back after the service's connections.
    _database: LentDatabase,
}

impl Acme {
    /// Nobody has acted on the task.
    pub async fn new() -> Self {
        let database = LentDatabase::for_service("task").await.unwrap();
        let service = TestService::new(crate::service(), &database.url).await.unwrap();
        let key = TaskKey { organization_id: "acme".parse().unwrap(), task_id: "t-1".parse().unwrap() };
        Self { actor: Actor::new(service, key), _database: database }
    }

    /// A person has asked for the task.
    pub async fn initialized() -> Self {
        let acme = Self::new().await;
        acme.done(&initialize("Add a page")).await;
        acme
    }

    pub async fn record(&self) -> TaskRecord {
        self.asks(&Detail {}).await
    }

    /// Whether there is no record to look at yet.
    pub async fn is_virtual(&self) -> bool {
        self.query_refused(&Detail {}).await == "task.not_materialised"
    }

    /// The record was stored, shown and told to the organization, all alike.
    pub async fn assert_told(&self, handling: &Handling<TaskRecord>) {
        let record = handling.outcome.as_ref().unwrap();
        assert_eq!(&self.record().await, record);

        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key.as_str(), shown.revision), ("task.acme.t-1", record.revision));
        assert_eq!(shown.value, Some(serde_json::json!(record)));
        let [(key, update)] = handling.sent::<ApplyTaskSummaryUpdate>().try_into().unwrap();
        assert_eq!((key.as_str(), &update.task_id, update.revision), ("acme", &record.task_id, record.revision));
        assert_eq!((&update.title, update.status), (&record.title, record.status));
        assert_eq!(update.pull_request, record.pull_request);
        assert_eq!(update.updated_at, record.updated_at);
    }
}

impl Acme {
    /// The record was stored and shown, all alike; the organization was told only if its line is another one.
    pub async fn assert_shown<R>(&self, handling: &Handling<R>, is_told: bool) -> TaskRecord {
        assert!(handling.outcome.is_ok(), "{:?}", handling.outcome.as_ref().err());
        let record = self.record().await;
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key.as_str(), shown.revision), ("task.acme.t-1", record.revision));
        assert_eq!(shown.value, Some(serde_json::json!(record)));
        let told = handling.sent::<ApplyTaskSummaryUpdate>();
        assert_eq!(told.len(), usize::from(is_told));
        for (_, update) in told {
            assert_eq!(
                (update.status, update.owner, update.revision),
                (record.status, record.owner.clone(), record.revision)
            );
        }
        record
    }
}

/// The person as the door announces them.
pub fn speaks(who: &Member) -> Caller {
    Caller::user(&who.user_id)
}

impl Deref for Acme {
    type Target = Actor<TaskKey>;

    fn deref(&self) -> &Self::Target {
        &self.actor
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
