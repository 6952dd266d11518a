//! Where a task's agents work: nothing is provisioned until a person acts, and what is there is shown stage by stage.

mod audit;
mod commands;
mod error;
mod git;
mod model;
mod queries;
mod republish;
mod store;
#[cfg(test)]
mod testing;
mod views;
mod workflows;

use std::sync::Arc;

use contracts::{
    Actor,
    sandbox::{ApplyProvisioning, CloseSession, Destroy, Destruction, Detail, OpenSession, Provisioning},
};
use model::Sandbox;
use runtime::Service;
pub use workflows::Work;

pub fn service(work: Work) -> Service {
    let work = Arc::new(work);
    let destroying = work.clone();
    Service::new(Actor::Sandbox, sqlx::migrate!())
        .loads::<Sandbox>()
        .command::<OpenSession>(commands::open_session::open_session)
        .command::<CloseSession>(commands::close_session::close_session)
        .command::<ApplyProvisioning>(commands::apply_provisioning::apply_provisioning)
        .command::<Destroy>(commands::destroy::destroy)
        .query::<Detail, _, _>(queries::detail::detail)
        .workflow::<Provisioning, _, _>(move |run, key, input| {
            workflows::provisioning::provisioning(run, key, input, work.clone())
        })
        .workflow::<Destruction, _, _>(move |run, key, input| {
            workflows::destruction::destruction(run, key, input, destroying.clone())
        })
        .views(republish::views)
}
