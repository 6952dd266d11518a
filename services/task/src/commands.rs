//! What changes a task: one file for each command.

pub mod archive;
pub mod initialize;
pub mod kill;
pub mod pull_request_sync;
pub mod rename;
