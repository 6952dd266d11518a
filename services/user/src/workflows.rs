//! Work that takes time: one file for each workflow.

pub mod discovery;
pub mod token_expiry;
pub mod token_renewal;
