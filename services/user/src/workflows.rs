//! Work that takes time: one file for each workflow.

pub mod discovery;
