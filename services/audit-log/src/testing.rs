//! For handler tests: the log of `acme` on a Postgres database of its own.

use std::ops::Deref;

use contracts::{OrganizationId, audit_log::Append};
use runtime::testing::{Actor, TestService};
use serde_json::json;
use test_postgres::LentDatabase;

pub struct Acme {
    actor: Actor<OrganizationId>,
    /// Given back after the service's connections.
    _database: LentDatabase,
}

impl Acme {
    /// Nothing has happened yet.
    pub async fn new() -> Self {
        let database = LentDatabase::for_service("audit-log").await.unwrap();
        let service = TestService::new(crate::service(), &database.url).await.unwrap();
        Self { actor: Actor::new(service, "acme".parse().unwrap()), _database: database }
    }

    /// Appends what must be appended; its number.
    pub async fn notes(&self, append: &Append) -> i64 {
        self.done(append).await.event_id
    }
}

impl Deref for Acme {
    type Target = Actor<OrganizationId>;

    fn deref(&self) -> &Self::Target {
        &self.actor
    }
}

/// Something that happened to the task `t-1`.
pub fn event(name: &str) -> Append {
    Append {
        event: name.into(),
        repository_id: Some("r1".parse().unwrap()),
        task_id: Some("t-1".parse().unwrap()),
        branch: Some("login".into()),
        by: "user:u7".into(),
        at: 10,
        details: json!({ "title": "Größe 🎉" }),
    }
}
