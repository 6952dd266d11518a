//! What can be asked of an organization: one file for each query.

pub mod get_member;
pub mod get_task;
pub mod get_task_index_entry;
pub mod list_members;
pub mod list_repositories;
pub mod list_tasks;
pub mod repository_overview;
pub mod summary;
