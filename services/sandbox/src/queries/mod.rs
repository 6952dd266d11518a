//! What can be asked of a sandbox: one file for each query.

pub mod agents;
pub mod detail;
pub mod events;
pub mod image;
pub mod permissions;
pub mod session_options;
