//! Where a task's agents work: nothing is provisioned until a person acts, and what is there is shown stage by stage.

mod agents;
mod audit;
mod chunks;
mod commands;
mod error;
mod git;
mod image;
mod model;
mod queries;
mod reconcile;
mod republish;
mod store;
#[cfg(test)]
mod testing;
mod upkeep;
mod views;
mod workflows;

use std::sync::Arc;

use commands::open_session::OpeningSession;
use contracts::{
    Actor,
    sandbox::{
        Agents, AnswerPermission, ApplyProvisioning, Attending, ClearCredentials, Clearing, Destroy, Destruction,
        EndSession, Events, ExpirePermission, GetImage, NoteOptions, NotePermission, NoteSteered, OpenSession,
        Permissions, Provisioning, RunTurn, SandboxDetail, SessionOptions, SetUpSession, SteerTurn, StopTurn, Turn,
        UploadImage,
    },
};
use model::Sandbox;
use runtime::Service;
pub use workflows::{Clocks, Keeping, Work};

pub fn service(work: Work) -> Service {
    let work = Arc::new(work);
    let [opening, destroying, clearing, turning, attending, offering, reconciling] =
        std::array::from_fn(|_| work.clone());
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
        .command::<SteerTurn>(commands::steer_turn::steer_turn)
        .command::<NoteSteered>(commands::note_steered::note_steered)
        .command::<SetUpSession>(commands::set_up_session::set_up_session)
        .command::<NoteOptions>(commands::note_options::note_options)
        .command::<ExpirePermission>(commands::expire_permission::expire_permission)
        .command::<UploadImage>(commands::upload_image::upload_image)
        .command::<NotePermission>(commands::note_permission::note_permission)
        .command::<AnswerPermission>(commands::answer_permission::answer_permission)
        .query::<Events, _, _>(queries::events::events)
        .query::<Permissions, _, _>(queries::permissions::permissions)
        .query::<SandboxDetail, _, _>(queries::detail::detail)
        .query::<Agents, _, _>(move |reader, key, query| queries::agents::agents(reader, key, query, offering.clone()))
        .query::<SessionOptions, _, _>(queries::session_options::session_options)
        .query::<GetImage, _, _>(queries::image::image)
        .workflow::<Provisioning, _, _>(move |run, key, input| {
            workflows::provisioning::provisioning(run, key, input, work.clone())
        })
        .workflow::<Destruction, _, _>(move |run, key, input| {
            workflows::destruction::destruction(run, key, input, destroying.clone())
        })
        .workflow::<Clearing, _, _>(move |run, key, input| {
            workflows::clearing::clearing(run, key, input, clearing.clone())
        })
        .workflow::<Attending, _, _>(move |run, key, input| {
            workflows::attending::attending(run, key, input, attending.clone())
        })
        .workflow::<Turn, _, _>(move |run, key, input| workflows::turn::turn(run, key, input, turning.clone()))
        .views(republish::views)
        .by_the_clock(upkeep::EVERY, move |reader, client| {
            upkeep::upkeep(reader, client, reconciling.clone(), began_at)
        })
}
