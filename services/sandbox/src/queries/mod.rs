//! What can be asked of a sandbox: one file for each query.

pub mod agents;
pub mod checks;
pub mod detail;
pub mod events;
pub mod git;
pub mod image;
pub mod list_processes;
pub mod permissions;
pub mod process_log;
pub mod session_options;
