//! Tasks without an organization: made as the organization service would make them.

use contracts::{
    OrganizationId, TaskKey,
    audit_log::{Event, List},
    task::Initialize,
};

use crate::World;

/// `acme`, `t-1`
pub fn task(organization: &str, task: &str) -> TaskKey {
    let organization_id = organization.parse().expect("an organization's id");
    TaskKey { organization_id, task_id: task.parse().expect("a task's id") }
}

impl World {
    /// Makes the task that the organization has just indexed.
    pub async fn initialize(&self, key: &TaskKey) {
        let command = Initialize {
            repository_id: "r1".parse().expect("an id"),
            repository_name: "acme/web".to_owned(),
            clone_url: "https://github.com/acme/web.git".to_owned(),
            title: "0".to_owned(),
            branch: format!("foundry/{}", key.task_id),
            prompt: "Count".to_owned(),
            pull_request: None,
            owner: None,
        };
        let outcome = self.person("organization").asks(key, &command).await;
        assert_eq!(outcome.status(), "done", "{outcome:?}");
    }
}

/// Every audit event that fits, oldest first.
pub async fn audit(world: &World, organization: &OrganizationId, fit: List) -> Vec<Event> {
    let mut events = Vec::new();
    let mut page = List { limit: Some(200), ..fit };
    loop {
        let read = world.ask(organization, &page).await;
        events.extend(read.events);
        page.before = read.next;
        if page.before.is_none() {
            events.reverse();
            return events;
        }
    }
}
