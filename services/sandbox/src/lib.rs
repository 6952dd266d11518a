//! Where a task's agents work: nothing is provisioned until a person acts, and what is there is shown stage by stage.

mod audit;
mod commands;
mod error;
mod git;
mod model;
mod queries;
mod reconcile;
mod republish;
mod store;
#[cfg(test)]
mod testing;
mod views;
mod workflows;

use std::sync::Arc;

use commands::open_session::OpeningSession;
use contracts::{
    Actor,
    sandbox::{
        AnswerPermission, ApplyProvisioning, ClearCredentials, Clearing, Destroy, Destruction, EndSession, Events,
        NotePermission, OpenSession, Permissions, Provisioning, RunTurn, SandboxDetail, StopTurn, Turn,
    },
};
use model::Sandbox;
use runtime::Service;
pub use workflows::Work;

pub fn service(work: Work) -> Service {
    let work = Arc::new(work);
    let [opening, destroying, clearing, turning, reconciling] = std::array::from_fn(|_| work.clone());
    let began_at = runtime::now();
    Service::new(Actor::Sandbox, sqlx::migrate!())
        .loads::<Sandbox>()
        .command::<OpenSession>(OpeningSession(opening))
        .command::<EndSession>(commands::end_session::end_session)
        .command::<ApplyProvisioning>(commands::apply_provisioning::apply_provisioning)
        .command::<Destroy>(commands::destroy::destroy)
        .command::<ClearCredentials>(commands::clear_credentials::clear_credentials)
        .command::<RunTurn>(commands::run_turn::run_turn)
        .command::<StopTurn>(commands::stop_turn::stop_turn)
        .command::<NotePermission>(commands::note_permission::note_permission)
        .command::<AnswerPermission>(commands::answer_permission::answer_permission)
        .query::<Events, _, _>(queries::events::events)
        .query::<Permissions, _, _>(queries::permissions::permissions)
        .query::<SandboxDetail, _, _>(queries::detail::detail)
        .workflow::<Provisioning, _, _>(move |run, key, input| {
            workflows::provisioning::provisioning(run, key, input, work.clone())
        })
        .workflow::<Destruction, _, _>(move |run, key, input| {
            workflows::destruction::destruction(run, key, input, destroying.clone())
        })
        .workflow::<Clearing, _, _>(move |run, key, input| {
            workflows::clearing::clearing(run, key, input, clearing.clone())
        })
        .workflow::<Turn, _, _>(move |run, key, input| workflows::turn::turn(run, key, input, turning.clone()))
        .views(republish::views)
        .by_the_clock(reconcile::EVERY, move |reader, client| {
            reconcile::reconcile(reader, client, reconciling.clone(), began_at)
        })
}
