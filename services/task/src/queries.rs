//! What can be asked of a task: one file for each query.

pub mod detail;
