//! What a team sees first: its organization's profile, members and repositories, and a line for each task.

mod audit;
mod branch;
mod cards;
mod checks;
mod commands;
mod error;
mod github;
mod membership;
mod people;
mod profile;
mod pull_requests;
mod queries;
mod republish;
mod request;
mod store;
#[cfg(test)]
mod testing;
mod text;
mod title;
mod views;
mod workflows;

use contracts::{
    Actor,
    organization::{
        ApplyCheck, ApplyChecks, ApplyGithubSyncProgress, ApplyMembers, ApplyRepositories, ApplyTaskSummaryUpdate,
        CreateTask, GetMember, GetTask, GetTaskIndexEntry, LinkMember, ListMembers, ListRepositories, ListTasks,
        MemberRemoval, NoteAgentFinished, RecordGithubWebhookReceipt, RefreshTaskSummaryForBranch, RegisterTaskBranch,
        RemoveTaskSummary, RepositoryOverview, Summary, UnlinkMember, UpdateProfile,
    },
};
use runtime::Service;
use store::lines::TaskLine;

pub fn service() -> Service {
    Service::new(Actor::Organization, sqlx::migrate!())
        .command::<CreateTask>(commands::create_task::create_task)
        .command::<RegisterTaskBranch>(commands::register_task_branch::register_task_branch)
        .command::<RefreshTaskSummaryForBranch>(
            commands::refresh_task_summary_for_branch::refresh_task_summary_for_branch,
        )
        .command::<ApplyCheck>(commands::apply_check::apply_check)
        .command::<ApplyChecks>(commands::apply_checks::apply_checks)
        .command::<ApplyTaskSummaryUpdate>(commands::apply_task_summary_update::apply_task_summary_update)
        .command_loads::<ApplyTaskSummaryUpdate, TaskLine>(|organization_id, update| {
            (organization_id.clone(), update.task_id.clone())
        })
        .command::<RemoveTaskSummary>(commands::remove_task_summary::remove_task_summary)
        .command::<ApplyGithubSyncProgress>(commands::apply_github_sync_progress::apply_github_sync_progress)
        .command::<RecordGithubWebhookReceipt>(commands::record_github_webhook_receipt::record_github_webhook_receipt)
        .command::<ApplyRepositories>(commands::apply_repositories::apply_repositories)
        .command::<ApplyMembers>(commands::apply_members::apply_members)
        .command::<LinkMember>(commands::link_member::link_member)
        .command::<UnlinkMember>(commands::unlink_member::unlink_member)
        .command::<UpdateProfile>(commands::update_profile::update_profile)
        .command::<NoteAgentFinished>(commands::note_agent_finished::note_agent_finished)
        .query::<Summary, _, _>(queries::summary::summary)
        .query::<ListTasks, _, _>(queries::list_tasks::list_tasks)
        .query::<GetTask, _, _>(queries::get_task::get_task)
        .query::<GetTaskIndexEntry, _, _>(queries::get_task_index_entry::get_task_index_entry)
        .query::<ListRepositories, _, _>(queries::list_repositories::list_repositories)
        .query::<RepositoryOverview, _, _>(queries::repository_overview::repository_overview)
        .query::<ListMembers, _, _>(queries::list_members::list_members)
        .query::<GetMember, _, _>(queries::get_member::get_member)
        .workflow::<MemberRemoval, _, _>(workflows::member_removal::member_removal)
        .views(republish::views)
}
