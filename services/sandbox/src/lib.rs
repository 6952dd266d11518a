//! Where a task's agents work: nothing is provisioned until a person acts, and what is there is shown stage by stage.

mod agents;
mod audit;
mod bounded;
mod chunks;
mod commands;
mod error;
mod git;
pub mod github;
mod image;
mod model;
mod queries;
mod reconcile;
mod republish;
mod store;
mod terminals;
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
        AbortSync, Agents, AnswerPermission, ApplyGit, ApplyProcess, ApplyProvisioning, Attending, ClearCredentials,
        Clearing, CreateProcess, Destroy, Destruction, EndSession, Events, ExpirePermission, Extend, Extending,
        GetChanges, GetChecks, GetDiff, GetFile, GetGitState, GetImage, GetPicture, GitRefresh, GitRun, KillProcess,
        ListFiles, ListPaths, ListProcesses, MergePullRequest, NoteOptions, NotePermission, NoteSteered, OpenSession,
        Permissions, ProcessEnding, ProcessLog, ProcessStart, Provisioning, PublishPullRequest, Push, ReadyPullRequest,
        RefreshGit, RemoveProcess, RenameProcess, ReplaceCredentials, Replacing, RevertFile, RunTurn, SandboxDetail,
        SessionOptions, SetUpSession, StartOver, SteerTurn, Stop, StopProcess, StopTurn, SyncWithBase, TerminalTopic,
        Turn, UndoRevert, UploadImage, WATCHED,
    },
};
use model::{Branch, Sandbox};
use runtime::Service;
use terminals::Terminals;
pub use workflows::{Clocks, Keeping, Looking, Work};

pub fn service(work: Work) -> Service {
    let work = Arc::new(work);
    let terminals = Arc::new(Terminals::new(work.clone()));
    let [typing, watching, reading] = std::array::from_fn(|_| terminals.clone());
    let [opening, turning, attending, offering, reconciling, listing, starting, ending] =
        std::array::from_fn(|_| work.clone());
    let began_at = runtime::now();
    let service = Service::new(Actor::Sandbox, sqlx::migrate!()).loads::<Sandbox>();
    with_lives(with_branches(with_commands(service, opening), &work), &work)
        .query::<Events, _, _>(queries::events::events)
        .query::<Permissions, _, _>(queries::permissions::permissions)
        .query::<SandboxDetail, _, _>(queries::detail::detail)
        .query::<Agents, _, _>(move |reader, key, query| queries::agents::agents(reader, key, query, offering.clone()))
        .query::<SessionOptions, _, _>(queries::session_options::session_options)
        .query::<GetImage, _, _>(queries::image::image)
        .query::<ListProcesses, _, _>(move |reader, key, query| {
            queries::list_processes::list_processes(reader, key, query, listing.clone())
        })
        .query::<ProcessLog, _, _>(move |reader, key, query| {
            queries::process_log::process_log(reader, key, query, reading.clone())
        })
        .workflow::<Attending, _, _>(move |run, key, input| {
            workflows::attending::attending(run, key, input, attending.clone())
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
        .by_the_clock(upkeep::EVERY, move |reader, client| {
            upkeep::upkeep(reader, client, reconciling.clone(), began_at)
        })
}

/// How a sandbox comes to be, whose credentials are inside, and how it ends.
fn with_lives(service: Service, work: &Arc<Work>) -> Service {
    let [provisioning, destroying, extending, clearing, replacing] = std::array::from_fn(|_| work.clone());
    service
        .workflow::<Provisioning, _, _>(move |run, key, input| {
            workflows::provisioning::provisioning(run, key, input, provisioning.clone())
        })
        .workflow::<Destruction, _, _>(move |run, key, input| {
            workflows::destruction::destruction(run, key, input, destroying.clone())
        })
        .workflow::<Extending, _, _>(move |run, key, input| {
            workflows::extending::extending(run, key, input, extending.clone())
        })
        .workflow::<Clearing, _, _>(move |run, key, input| {
            workflows::clearing::clearing(run, key, input, clearing.clone())
        })
        .workflow::<Replacing, _, _>(move |run, key, input| {
            workflows::replacing::replacing(run, key, input, replacing.clone())
        })
}

/// The task's branch: what it is, and what people do with it.
fn with_branches(service: Service, work: &Arc<Work>) -> Service {
    let [refreshing, operating, counting, comparing, listing, reading, showing, finding, checking] =
        std::array::from_fn(|_| work.clone());
    service
        .loads::<Branch>()
        .command::<RefreshGit>(commands::refresh_git::refresh_git)
        .command::<Push>(commands::git::push)
        .command::<PublishPullRequest>(commands::git::publish_pull_request)
        .command::<ReadyPullRequest>(commands::git::ready_pull_request)
        .command::<SyncWithBase>(commands::git::sync_with_base)
        .command::<AbortSync>(commands::git::abort_sync)
        .command::<MergePullRequest>(commands::git::merge_pull_request)
        .command::<RevertFile>(commands::git::revert_file)
        .command::<UndoRevert>(commands::git::undo_revert)
        .command::<ApplyGit>(commands::apply_git::apply_git)
        .query::<GetGitState, _, _>(queries::git::state)
        .query::<GetChanges, _, _>(move |reader, key, query| {
            queries::git::changes(reader, key, query, counting.clone())
        })
        .query::<GetDiff, _, _>(move |reader, key, query| queries::git::diff(reader, key, query, comparing.clone()))
        .query::<ListFiles, _, _>(move |reader, key, query| queries::git::list(reader, key, query, listing.clone()))
        .query::<GetFile, _, _>(move |reader, key, query| queries::git::file(reader, key, query, reading.clone()))
        .query::<GetPicture, _, _>(move |reader, key, query| queries::git::picture(reader, key, query, showing.clone()))
        .query::<ListPaths, _, _>(move |reader, key, query| queries::git::paths(reader, key, query, finding.clone()))
        .query::<GetChecks, _, _>(move |reader, key, query| {
            queries::checks::checks(reader, key, query, checking.clone())
        })
        .workflow::<GitRefresh, _, _>(move |run, key, input| {
            workflows::git::refresh(run, key, input, refreshing.clone())
        })
        .workflow::<GitRun, _, _>(move |run, key, input| workflows::git::operation(run, key, input, operating.clone()))
}

fn with_commands(service: Service, opening: Arc<Work>) -> Service {
    service
        .command::<OpenSession>(OpeningSession(opening))
        .command::<EndSession>(commands::end_session::end_session)
        .command::<ApplyProvisioning>(commands::apply_provisioning::apply_provisioning)
        .command::<Destroy>(commands::destroy::destroy)
        .command::<StartOver>(commands::start_over::start_over)
        .command::<Stop>(commands::stop::stop)
        .command::<Extend>(commands::extend::extend)
        .command::<ClearCredentials>(commands::clear_credentials::clear_credentials)
        .command::<ReplaceCredentials>(commands::replace_credentials::replace_credentials)
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
        .command::<CreateProcess>(commands::create_process::create_process)
        .command::<RenameProcess>(commands::rename_process::rename_process)
        .command::<StopProcess>(commands::stop_process::stop_process)
        .command::<KillProcess>(commands::kill_process::kill_process)
        .command::<RemoveProcess>(commands::remove_process::remove_process)
        .command::<ApplyProcess>(commands::apply_process::apply_process)
}
