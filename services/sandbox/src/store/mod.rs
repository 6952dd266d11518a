//! SQL: one file for each kind of row.

pub mod sandboxes;
pub mod sessions;
