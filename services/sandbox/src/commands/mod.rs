//! What changes a sandbox: one file for each command.

pub mod apply_provisioning;
pub mod close_session;
pub mod destroy;
pub mod open_session;
