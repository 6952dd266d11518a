//! What people do with tasks.

mod create;
mod end;
mod materialise;
mod rename;

use contracts::{TaskKey, organization::CreateTask};
use stories::Organization;

/// An ordinary repository, which other stories use too: each has branches of its own.
const REPOSITORY: usize = 10;

/// `createTask` with nothing but a prompt.
async fn prompted(acme: &Organization<'_>, prompt: &str) -> CreateTask {
    let repository_id = acme.repository(&acme.name(REPOSITORY)).await;
    CreateTask { repository_id, prompt: prompt.to_owned(), title: None, branch: None, on_branch: None }
}

/// A task that a person has made.
async fn created(acme: &Organization<'_>, prompt: &str) -> TaskKey {
    let created = acme.creates_task(&prompted(acme, prompt).await).await;
    TaskKey { organization_id: acme.id.clone(), task_id: created.task_id }
}
