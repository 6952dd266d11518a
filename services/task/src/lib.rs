//! One branch of work each: a task is materialised by the first person who acts on it, and keeps its own record.

mod audit;
mod commands;
mod error;
mod lookups;
mod model;
mod queries;
mod republish;
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
        .preload(move |preload, keys| lookups::preload(materialised.clone(), preload, keys))
        .loads::<Task>()
        .command::<Initialize>(commands::initialize::initialize)
        .command::<PullRequestSync>(commands::pull_request_sync::pull_request_sync)
        .command::<Rename>(commands::rename::rename)
        .command::<Archive>(commands::end_task::archive)
        .command::<Kill>(commands::end_task::kill)
        .command::<ChangeOwner>(commands::change_owner::change_owner)
        .command::<ClearOwner>(commands::clear_owner::clear_owner)
        .query::<Detail, _, _>(queries::detail::detail)
        .views(republish::views)
}
