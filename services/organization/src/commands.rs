//! What changes an organization: one file for each command.

pub mod apply_check;
pub mod apply_checks;
pub mod apply_github_sync_progress;
pub mod apply_members;
pub mod apply_repositories;
pub mod apply_task_summary_update;
pub mod create_task;
pub mod link_member;
pub mod note_agent_finished;
pub mod record_github_webhook_receipt;
pub mod refresh_task_summary_for_branch;
pub mod register_task_branch;
pub mod remove_task_summary;
pub mod unlink_member;
pub mod update_profile;
