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
mod terminals;
#[cfg(test)]
mod testing;
mod views;
mod workflows;

use std::sync::Arc;

use commands::open_session::OpeningSession;
use contracts::{
    Actor,
    sandbox::{
        AnswerPermission, ApplyProcess, ApplyProvisioning, ClearCredentials, Clearing, CreateProcess, Destroy,
        Destruction, EndSession, Events, KillProcess, ListProcesses, NotePermission, OpenSession, Permissions,
        ProcessEnding, ProcessLog, ProcessStart, Provisioning, RemoveProcess, RenameProcess, RunTurn, SandboxDetail,
        StopProcess, StopTurn, TerminalTopic, Turn, WATCHED,
    },
};
use model::Sandbox;
use runtime::Service;
use terminals::Terminals;
pub use workflows::Work;

pub fn service(work: Work) -> Service {
    let work = Arc::new(work);
    let terminals = Arc::new(Terminals::new(work.clone()));
    let [typing, watching, reading] = std::array::from_fn(|_| terminals.clone());
    let [opening, destroying, clearing, turning, reconciling, listing, starting, ending] =
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
        .command::<NotePermission>(commands::note_permission::note_permission)
        .command::<AnswerPermission>(commands::answer_permission::answer_permission)
        .command::<CreateProcess>(commands::create_process::create_process)
        .command::<RenameProcess>(commands::rename_process::rename_process)
        .command::<StopProcess>(commands::stop_process::stop_process)
        .command::<KillProcess>(commands::kill_process::kill_process)
        .command::<RemoveProcess>(commands::remove_process::remove_process)
        .command::<ApplyProcess>(commands::apply_process::apply_process)
        .query::<Events, _, _>(queries::events::events)
        .query::<Permissions, _, _>(queries::permissions::permissions)
        .query::<SandboxDetail, _, _>(queries::detail::detail)
        .query::<ListProcesses, _, _>(move |reader, key, query| {
            queries::list_processes::list_processes(reader, key, query, listing.clone())
        })
        .query::<ProcessLog, _, _>(move |reader, key, query| {
            queries::process_log::process_log(reader, key, query, reading.clone())
        })
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
        .workflow::<ProcessStart, _, _>(move |run, key, input| {
            workflows::process_start::process_start(run, key, input, starting.clone())
        })
        .workflow::<ProcessEnding, _, _>(move |run, key, input| {
            workflows::process_ending::process_ending(run, key, input, ending.clone())
        })
        .hears(TerminalTopic::SUBJECTS, move |reader, nats, subject, body| {
            let terminals = typing.clone();
            async move { terminals.answer(&reader, &nats, &subject, &body).await }
        })
        .hears(WATCHED, move |reader, _, subject, _| {
            let terminals = watching.clone();
            async move {
                terminals.watched(&reader, &subject).await;
                None
            }
        })
        .views(republish::views)
        .by_the_clock(reconcile::EVERY, move |reader, client| {
            reconcile::reconcile(reader, client, reconciling.clone(), began_at)
        })
}
