//! What changes a task: one file for each command.

pub mod archive;
pub mod change_owner;
pub mod clear_owner;
pub mod initialize;
pub mod kill;
pub mod pull_request_sync;
pub mod rename;
