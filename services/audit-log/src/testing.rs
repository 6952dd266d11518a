//! For handler tests: the log of `acme` on a Postgres database of its own.

use std::sync::atomic::{AtomicU32, Ordering};

use contracts::{
    OrganizationId,
    audit_log::{Append, EventPage, List},
};
use fleet::Infrastructure;
use runtime::{
    Failure,
    testing::{Desk, Handling},
};
use serde_json::json;

pub struct Acme {
    pub desk: Desk,
    pub id: OrganizationId,
}

impl Acme {
    /// Nothing has happened yet.
    pub async fn new() -> Self {
        static DATABASES: AtomicU32 = AtomicU32::new(0);
        let database = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        let postgres = &Infrastructure::shared().await.unwrap().postgres;
        postgres.create_database(&database).await.unwrap();
        let url = postgres.service_url(fleet::Service::named("audit-log").unwrap(), &database).unwrap();
        Self { desk: Desk::new(crate::service(), &url).await.unwrap(), id: "acme".parse().unwrap() }
    }

    pub async fn append(&self, append: &Append) -> Handling<contracts::audit_log::Appended> {
        self.desk.command(&self.id, append).await
    }

    /// Appends what must be appended; its number.
    pub async fn notes(&self, append: &Append) -> i64 {
        self.append(append).await.outcome.unwrap().event_id
    }

    pub async fn lists(&self, list: &List) -> EventPage {
        self.desk.query(&self.id, list).await.unwrap()
    }

    /// The code a list is refused with.
    pub async fn lists_in_vain(&self, list: &List) -> String {
        match self.desk.query(&self.id, list).await {
            Err(Failure::Refused { code, .. }) => code.into_owned(),
            other => panic!("expected a refusal, got {:?}", other.err()),
        }
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
