//! What can be asked of the log: one file for each query.

pub mod list;
