//! One branch of work each: a task is materialised by the first person who acts on it, and keeps its own
//! record, its agents' sessions, and what they are still to be told.

mod audit;
mod commands;
mod error;
mod lookups;
mod model;
mod queries;
mod republish;
mod sandbox;
mod store;
#[cfg(test)]
mod testing;
mod text;
mod views;

use contracts::{
    Actor,
    task::{
        ApplyBranch, ApplySession, ApplyTurn, Archive, BeginTurn, BringBack, ChangeAgent, ChangeOwner, ClearOwner,
        CloseSession, CreateSession, Detail, EditMessage, Initialize, Kill, MoveMessage, PullRequestSync, PutAway,
        RemoveMessage, Rename, RenameSession, ReorderSessions, ResumeQueue, SendMessage, SetSessionOption, StopSession,
    },
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
        .command::<PutAway>(commands::put_away::put_away)
        .command::<BringBack>(commands::put_away::bring_back)
        .command::<ChangeOwner>(commands::change_owner::change_owner)
        .command::<ClearOwner>(commands::clear_owner::clear_owner)
        .command::<CreateSession>(commands::create_session::create_session)
        .command::<RenameSession>(commands::rename_session::rename_session)
        .command::<ReorderSessions>(commands::reorder_sessions::reorder_sessions)
        .command::<SetSessionOption>(commands::set_session_option::set_session_option)
        .command::<ChangeAgent>(commands::change_agent::change_agent)
        .command::<CloseSession>(commands::close_session::close_session)
        .command::<SendMessage>(commands::send_message::send_message)
        .command::<EditMessage>(commands::edit_message::edit_message)
        .command::<RemoveMessage>(commands::remove_message::remove_message)
        .command::<MoveMessage>(commands::move_message::move_message)
        .command::<StopSession>(commands::stop_session::stop_session)
        .command::<ResumeQueue>(commands::resume_queue::resume_queue)
        .command::<BeginTurn>(commands::begin_turn::begin_turn)
        .command::<ApplySession>(commands::apply_session::apply_session)
        .command::<ApplyTurn>(commands::apply_turn::apply_turn)
        .command::<ApplyBranch>(commands::apply_branch::apply_branch)
        .query::<Detail, _, _>(queries::detail::detail)
        .views(republish::views)
}
