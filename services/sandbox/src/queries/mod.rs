//! What can be asked of a sandbox: one file for each query.

pub mod detail;
pub mod events;
pub mod list_processes;
pub mod permissions;
pub mod process_log;
