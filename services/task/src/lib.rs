//! One branch of work each: a task is materialised by the first person who acts on it, and keeps its own record.

mod audit;
mod commands;
mod error;
mod lookups;
mod model;
mod queries;
mod store;
#[cfg(test)]
mod testing;
mod text;
mod views;

use contracts::{
    Actor,
    task::{Archive, ChangeOwner, ClearOwner, Detail, Initialize, Kill, PullRequestSync, Rename},
};
use lookups::Materialised;
use model::Task;
use runtime::Service;

pub fn service() -> Service {
    let materialised = Materialised::default();
    Service::new(Actor::Task, sqlx::migrate!())
        .prepare(move |desk, keys| lookups::prepare(materialised.clone(), desk, keys))
        .command::<Initialize>(commands::initialize::initialize)
        .command::<PullRequestSync>(commands::pull_request_sync::pull_request_sync)
        .command::<Rename>(commands::rename::rename)
        .command::<Archive>(commands::archive::archive)
        .command::<Kill>(commands::kill::kill)
        .command::<ChangeOwner>(commands::change_owner::change_owner)
        .command::<ClearOwner>(commands::clear_owner::clear_owner)
        .row_of::<Initialize, Task>(|key, _| key.clone())
        .row_of::<PullRequestSync, Task>(|key, _| key.clone())
        .row_of::<Rename, Task>(|key, _| key.clone())
        .row_of::<Archive, Task>(|key, _| key.clone())
        .row_of::<Kill, Task>(|key, _| key.clone())
        .row_of::<ChangeOwner, Task>(|key, _| key.clone())
        .row_of::<ClearOwner, Task>(|key, _| key.clone())
        .query::<Detail, _, _>(queries::detail::detail)
}
