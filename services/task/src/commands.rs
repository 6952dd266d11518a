//! What changes a task: one file for each command.

pub mod change_owner;
pub mod clear_owner;
pub mod end_task;
pub mod initialize;
pub mod pull_request_sync;
pub mod rename;
